"""The command: seeded attacks, each one undone; 0 when all were detected, 1 when one was not (its seed and what was done are printed)."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import psycopg

from consistorio.cli.copias.programas import cargar
from consistorio.cli.entorno import preparar_django
from consistorio.plataforma.base import plantillas
from consistorio.plataforma.base.conexion import Conexion, asegurar_base_de_pruebas

from . import alcance, arena
from .ataques import SENCILLOS, Ataque, Imposible
from .forja import OtroSello
from .reescrituras import Falsificador, reescrituras

if TYPE_CHECKING:
    from .juez import Juez  # it needs Django ready

INTENTOS = 200
CADA_CUANTO_LIMPIA = 500


@dataclass
class Cuenta:
    """What one worker did. `senalados`: attacks of which a finding names a table that was attacked. `escapados`: attacks that were not
    detected, or stopped who had to, by one way or the other."""

    ataques: Counter[str] = field(default_factory=Counter)
    tablas: Counter[str] = field(default_factory=Counter)
    senalados: int = 0
    escapados: int = 0
    imposibles: int = 0
    ordenes: int = 0
    fallos: list[str] = field(default_factory=list)


def main() -> int:
    """Run it."""
    analizador = argparse.ArgumentParser(prog="python -m pruebas.alteraciones", description=__doc__)
    analizador.add_argument("--semilla", type=int, default=1)
    analizador.add_argument("--ataques", type=int, default=10_000)
    analizador.add_argument("--solo", type=int, metavar="N", help="only the attack number N of this seed")
    analizador.add_argument("--historia", type=Path, help="folder that `recorrido` left; else one is told now")
    analizador.add_argument("--procesos", type=int, default=len(os.sched_getaffinity(0)))
    analizador.add_argument("--orden-cada", type=int, default=1000, help="so often the command itself is asked too")
    analizador.add_argument("--minutos", type=float, default=60, help="stop then, with what was done")
    args = analizador.parse_args()
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # that of the tests has a database of its own
    with tempfile.TemporaryDirectory(prefix="alteraciones-") as temporal:
        carpeta = args.historia or Path(temporal) / "historia"
        if args.historia is None:
            subprocess.run(
                [sys.executable, "-m", "consistorio.cli", "recorrido", carpeta], check=True, stdout=sys.stderr
            )
        sello = OtroSello((carpeta / "cabecera.json").read_bytes(), Path(temporal))
        ca = Path(temporal) / "raices.pem"
        ca.write_bytes((carpeta / "ca.pem").read_bytes() + sello.raiz_pem)
        return _atacar(args, carpeta, sello, ca)


def _atacar(args: argparse.Namespace, carpeta: Path, sello: OtroSello, ca: Path) -> int:
    servidor = asegurar_base_de_pruebas()
    plantilla = plantillas.clonar(servidor, "template0")
    cargar(servidor.con_nombre(plantilla), carpeta / "base.dump")
    arena.preparar(servidor.con_nombre(plantilla).url())
    bases = [plantillas.clonar(servidor, plantilla) for _ in range(args.procesos)]
    numeros = [args.solo] if args.solo is not None else list(range(args.ataques))
    partes = [(base, numeros[n :: args.procesos]) for n, base in enumerate(bases)]
    empieza = time.monotonic()
    try:
        trabajo = partial(
            _trabajar, args=args, servidor=servidor, sello=sello, cabecera=carpeta / "cabecera.json", ca=ca
        )
        with ProcessPoolExecutor(args.procesos, mp_context=multiprocessing.get_context("fork")) as procesos:
            cuentas = list(procesos.map(trabajo, partes))
    finally:
        for base in (*bases, plantilla):
            plantillas.borrar(servidor, base)
    return _contar(args, cuentas, time.monotonic() - empieza)


def _trabajar(
    parte: tuple[str, list[int]],
    *,
    args: argparse.Namespace,
    servidor: Conexion,
    sello: OtroSello,
    cabecera: Path,
    ca: Path,
) -> Cuenta:
    base, numeros = parte
    url = servidor.con_nombre(base).url()
    os.environ["DATABASE_URL"] = url
    preparar_django(base=False)
    from consistorio.plataforma.auditoria.filas import tablas_avaladas, tablas_fijas

    from .juez import Juez, sin_repetir

    if (tablas_avaladas(), tablas_fijas()) != (set(alcance.avaladas()), set(alcance.FIJAS)):
        raise RuntimeError("alcance.py does not say what `verificar` answers for: bring it up to date")
    campo, juez, cuenta = arena.abrir(url), Juez.de(cabecera, ca, url), Cuenta()
    limite = time.monotonic() + 60 * args.minutos
    clases = {**SENCILLOS, **reescrituras(Falsificador(sello))}
    with sin_repetir():
        if args.orden_cada and (dicho := juez.orden()):
            raise RuntimeError(f"the command finds something before the attacks: {dicho[:3]}")
        for vuelta, numero in enumerate(numeros):
            if time.monotonic() > limite:
                break
            if vuelta % CADA_CUANTO_LIMPIA == 0:
                _exigir_limpia(juez)
                print(f"{base}: {vuelta} ataques, {cuenta.escapados} sin detectar", file=sys.stderr, flush=True)
            azar = Random(f"{args.semilla}:{numero}")
            clase = _un_ataque(campo, azar, clases, cuenta)
            cuenta.ataques[clase] += 1
            cuenta.tablas.update(campo.tocadas)
            quien = f"semilla {args.semilla}, ataque {numero} ({clase}): "
            que = "\n    ".join(orden[:600] for orden in campo.hecho[:12])
            antes = len(cuenta.fallos)
            try:
                hallazgos = juez.juzgar().hallazgos
            except Exception as error:  # whatever stops it is a failure of verificar, told with its seed
                cuenta.fallos.append(f"{quien}verificar se paró: {error!r}\n    {que}")
            else:
                if not hallazgos:
                    cuenta.fallos.append(f"{quien}NO DETECTADO\n    {que}")
                cuenta.senalados += any(h.tabla in campo.tocadas for h in hallazgos)
            if args.orden_cada and numero % args.orden_cada == 0:
                cuenta.ordenes += 1
                try:
                    if not juez.orden():
                        cuenta.fallos.append(f"{quien}NO DETECTADO por la orden\n    {que}")
                except RuntimeError as error:
                    cuenta.fallos.append(f"{quien}la orden se paró: {error}\n    {que}")
            for fallo in cuenta.fallos[antes:]:  # at once: a run of hours may not come to its end
                print(fallo, file=sys.stderr, flush=True)
            cuenta.escapados += len(cuenta.fallos) > antes
            campo.deshacer()
        _exigir_limpia(juez)
    campo.sesion.close()
    return cuenta


def _un_ataque(campo: arena.Arena, azar: Random, clases: dict[str, tuple[int, Ataque]], cuenta: Cuenta) -> str:
    """Throw the dice until something was changed."""
    for _ in range(INTENTOS):
        [clase] = azar.choices(sorted(clases), [clases[c][0] for c in sorted(clases)])
        try:
            clases[clase][1](campo, azar)
            campo.sesion.commit()
        except (Imposible, psycopg.DataError):
            cuenta.imposibles += 1
            campo.deshacer()
        else:
            return clase
    raise RuntimeError("no attack could be made")


def _exigir_limpia(juez: Juez) -> None:
    hallazgos = juez.juzgar().hallazgos
    if hallazgos:
        raise RuntimeError(f"the town is not as it was before the attacks: {hallazgos[:3]}")


def _contar(args: argparse.Namespace, cuentas: list[Cuenta], segundos: float) -> int:
    fallos = [fallo for cuenta in cuentas for fallo in cuenta.fallos]
    total = sum(sum(cuenta.ataques.values()) for cuenta in cuentas)
    resumen = {
        "semilla": args.semilla,
        "ataques": total,
        "detectados": total - sum(cuenta.escapados for cuenta in cuentas),
        "senalan_la_tabla": sum(cuenta.senalados for cuenta in cuentas),
        "dados_sin_efecto": sum(cuenta.imposibles for cuenta in cuentas),
        "tambien_con_la_orden": sum(cuenta.ordenes for cuenta in cuentas),
        "por_clase": dict(sorted(sum((c.ataques for c in cuentas), Counter()).items())),
        "por_tabla": dict(sorted(sum((c.tablas for c in cuentas), Counter()).items())),
        "segundos": round(segundos),
        "maquina": f"{platform.machine()}, {args.procesos} procesos, Python {platform.python_version()}",
    }
    print(json.dumps(resumen, ensure_ascii=False, indent=1))
    return 1 if fallos else 0


if __name__ == "__main__":
    sys.exit(main())
