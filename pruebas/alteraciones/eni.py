"""Exports to the ENI and seeded changes of them, judged by `eni validar` without a database: the good ones pass and the changed ones do not.

    PYTHONPATH=src .venv/bin/python -m pruebas.alteraciones.eni --historia DIR --semilla 1 --cuantos 1000

DIR is what `recorrido` left. Each export is a copy of its package or one document of it; docs/verificacion/alteraciones.md says which
changes must be refused, and which nothing signs.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import io
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from lxml import etree

from consistorio.cli import eni

ENI = "http://administracionelectronica.gob.es/ENI/XSD/v1.0"
NS = {
    "cont": f"{ENI}/documento-e/contenido",
    "indcont": f"{ENI}/expediente-e/indice-e/contenido",
    "meta": f"{ENI}/documento-e/metadatos",
    "firma": f"{ENI}/firma",
    "ds": "http://www.w3.org/2000/09/xmldsig#",
}
LECTOR = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
Cambio = Callable[[Path, Random], str]


def _en(fichero: Path, xpath: str, azar: Random, cambiar: Callable[[str, Random], str]) -> str:
    arbol = etree.parse(str(fichero), LECTOR)
    nodos = arbol.xpath(xpath, namespaces=NS)
    nodo = azar.choice(nodos)
    nodo.text = cambiar(nodo.text or "", azar)
    arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    return f"{fichero.name}: {arbol.getelementpath(nodo)}"


def _un_bit(texto: str, azar: Random) -> str:
    datos = bytearray(base64.b64decode(texto))
    datos[azar.randrange(len(datos))] ^= 1 << azar.randrange(8)
    return base64.b64encode(bytes(datos)).decode()


def _otra_letra(texto: str, azar: Random) -> str:
    donde = azar.randrange(len(texto))
    return texto[:donde] + azar.choice([c for c in "abcdefgh0123456789" if c != texto[donde]]) + texto[donde + 1 :]


def del_indice(paquete: Path, azar: Random) -> str:
    """Any value of the signed index."""
    return _en(paquete / "expediente.xml", "//indcont:DocumentoIndizado/*[not(*)]", azar, _otra_letra)


def de_la_firma(paquete: Path, azar: Random) -> str:
    """A bit of the signature, or of a digest in it."""
    return _en(paquete / "expediente.xml", "//ds:SignatureValue | //ds:DigestValue", azar, _un_bit)


def del_contenido(paquete: Path, azar: Random) -> str:
    """A bit of the bytes of a document."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    return _en(fichero, "//cont:ValorBinario", azar, _un_bit)


def cruzados(paquete: Path, azar: Random) -> str:
    """Two documents exchange their identifiers."""
    uno, otro = azar.sample(sorted((paquete / "documentos").glob("*.xml")), 2)
    arboles = [etree.parse(str(f), LECTOR) for f in (uno, otro)]
    nodos = [a.xpath("//meta:Identificador", namespaces=NS)[0] for a in arboles]
    nodos[0].text, nodos[1].text = nodos[1].text, nodos[0].text
    for fichero, arbol in zip((uno, otro), arboles, strict=True):
        arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    return f"{uno.name} y {otro.name}"


def falta_uno(paquete: Path, azar: Random) -> str:
    """A document is not there."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    fichero.unlink()
    return fichero.name


def sobra_uno(paquete: Path, azar: Random) -> str:
    """A document of which the index says nothing."""
    fichero = azar.choice(sorted((paquete / "documentos").glob("*.xml")))
    nuevo = fichero.with_name(f"9999_{fichero.name}")
    shutil.copy(fichero, nuevo)
    return _en(nuevo, "//meta:Identificador", azar, lambda t, a: t[:-1] + ("A" if t[-1] != "A" else "B"))


def quitado_del_indice(paquete: Path, azar: Random) -> str:
    """An entry of the index is gone, and its document with it."""
    fichero = paquete / "expediente.xml"
    arbol = etree.parse(str(fichero), LECTOR)
    nodo = azar.choice(arbol.xpath("//indcont:DocumentoIndizado", namespaces=NS))
    nombre = nodo.findtext(f"{{{NS['indcont']}}}IdentificadorDocumento")
    nodo.getparent().remove(nodo)
    arbol.write(str(fichero), encoding="UTF-8", xml_declaration=True)
    for suyo in (paquete / "documentos").glob(f"*{nombre}.xml"):
        suyo.unlink()
    return str(nombre)


CAMBIOS: tuple[Cambio, ...] = (
    *(del_indice, del_indice, de_la_firma, del_contenido, del_contenido, cruzados, falta_uno, sobra_uno, quitado_del_indice),
)  # fmt: skip


def validar(fichero: Path, ca: Path) -> int:
    """The command, in this process: its exit code."""
    analizador = argparse.ArgumentParser()
    eni.configurar(analizador)
    with contextlib.redirect_stdout(io.StringIO()):
        return eni.ejecutar(analizador.parse_args(["validar", str(fichero), "--ca", str(ca)]))


def main() -> int:
    """0: all the good ones passed and none of the changed ones did."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.alteraciones.eni", description=__doc__)
    analizador.add_argument("--historia", type=Path, required=True)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--cuantos", type=int, default=1000)
    analizador.add_argument("--minutos", type=float, default=60, help="stop then, with what was done")
    args = analizador.parse_args()
    os.environ.pop("DATABASE_URL", None)
    empieza, cuenta, mal = time.monotonic(), Counter[str](), 0
    origen, ca = args.historia / "eni", args.historia / "ca.pem"
    buenos = [origen / "expediente.xml", *sorted((origen / "documentos").glob("*.xml"))]
    with tempfile.TemporaryDirectory(prefix="eni-") as temporal:
        for numero in range(args.cuantos):
            if time.monotonic() - empieza > 60 * args.minutos:
                break
            bueno = buenos[numero % len(buenos)]
            cuenta["buenos"] += 1
            if validar(bueno, ca) != 0:
                mal += 1
                print(f"semilla {args.semilla}, {numero}: {bueno.name} es bueno y se rechazó")
            paquete, azar = Path(temporal) / "paquete", Random(f"{args.semilla}:{numero}")
            shutil.copytree(origen, paquete)
            cambio = azar.choice(CAMBIOS)
            que = cambio(paquete, azar)
            cuenta[cambio.__name__] += 1
            if validar(paquete / "expediente.xml", ca) != 1:
                mal += 1
                print(f"semilla {args.semilla}, {numero}: {cambio.__name__} ({que}) se dio por bueno")
            shutil.rmtree(paquete)
    print(dict(sorted(cuenta.items())), f"{mal} mal, {time.monotonic() - empieza:.0f} s")
    return 1 if mal else 0


if __name__ == "__main__":
    sys.exit(main())
