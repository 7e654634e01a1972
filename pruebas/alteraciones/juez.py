"""The judge: `verificar` itself, in this process; and its command, which must say the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import ParamSpec, TypeVar

from cryptography import x509
from django.conf import settings

from consistorio.cli.salida import HECHO, NO
from consistorio.documental.firma.certificados import Confianza
from consistorio.documental.sellado import verificacion
from consistorio.documental.sellado.hallazgos import Hallazgo, Resultado

P = ParamSpec("P")
R = TypeVar("R")
SIN_ALMACEN = ("almacen_contenido", "el fichero no está en el almacén")


@dataclass(frozen=True)
class Juez:
    """`confianza`: the roots that it trusts; `cabecera`, the head that was kept outside; `ca`, a file with those roots."""

    confianza: Confianza
    cabecera: Path
    ca: Path
    url: str

    @classmethod
    def de(cls, cabecera: Path, ca: Path, url: str) -> Juez:
        """The one that trusts what is in `ca`."""
        return cls(Confianza(tuple(x509.load_pem_x509_certificates(ca.read_bytes()))), cabecera, ca, url)

    def juzgar(self) -> Resultado:
        """All that `verificar --cabecera --ca` does in a town's own database, but for the files of the store."""
        return verificacion.verificar(
            confianza=self.confianza,
            publicadas=[(self.cabecera.name, self.cabecera.read_bytes())],
            nif=str(settings.CONSISTORIO_ENTIDAD["nif"]),
        )

    def orden(self) -> list[Hallazgo]:
        """What the command says, in a process of its own. The files of the store are not here, so that it misses all of them: that is no
        finding of the attack. Raises RuntimeError when it stops."""
        orden = [sys.executable, "-m", "consistorio.cli", "verificar", "--json"]
        orden += ["--cabecera", str(self.cabecera), "--ca", str(self.ca)]
        casa = self.ca.parent / "var"
        casa.mkdir(exist_ok=True)
        entorno = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
        entorno |= {"DATABASE_URL": self.url, "CONSISTORIO_VAR": str(casa)}
        hecho = subprocess.run(orden, check=False, env=entorno, capture_output=True, text=True)
        if hecho.returncode not in (HECHO, NO):
            raise RuntimeError(f"verificar ended with {hecho.returncode}: {hecho.stderr[-2000:]}")
        dichos = [Hallazgo(h["tabla"], h["clave"], h["texto"]) for h in json.loads(hecho.stdout)["hallazgos"]]
        return [h for h in dichos if (h.tabla, h.texto) != SIN_ALMACEN]


@contextmanager
def sin_repetir() -> Iterator[None]:
    """Signatures and time stamps over the same bytes are judged once a process: the verdict is a function of them. The rest is done
    again each time."""
    suyos = verificacion.validar_cms, verificacion.tsa, verificacion.juzgar, verificacion.resumen_de
    validar_cms, tsa, juzgar, resumen_de = suyos
    verificacion.resumen_de = _recordado(resumen_de, lambda datos: datos)
    verificacion.validar_cms = _recordado(
        validar_cms, lambda firma, firmado, criterio: (firma, firmado, criterio.momento)
    )
    verificacion.tsa = SimpleNamespace(comprobar=_recordado(tsa.comprobar, lambda ficha, resumen: (ficha, resumen)))  # type: ignore[assignment]
    verificacion.juzgar = _recordado(
        juzgar, lambda certificado, otros, confianza, momento, uso: (certificado, tuple(otros), momento, uso)
    )
    try:
        yield
    finally:
        verificacion.validar_cms, verificacion.tsa, verificacion.juzgar, verificacion.resumen_de = suyos


def _recordado(funcion: Callable[P, R], clave: Callable[..., Hashable]) -> Callable[P, R]:
    vistos: dict[Hashable, R] = {}

    def recordada(*args: P.args, **kwargs: P.kwargs) -> R:
        llave = clave(*args, **kwargs)
        if llave not in vistos:
            if len(vistos) > 5000:
                vistos.clear()
            vistos[llave] = funcion(*args, **kwargs)
        return vistos[llave]

    return recordada
