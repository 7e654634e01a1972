"""Measure, keep it as JSON and write the table of the docs from it.

    PYTHONPATH=src .venv/bin/python -m benchmarks [NAME...] [--pequeno] [--json FILE] [--opcion name=value]
    PYTHONPATH=src .venv/bin/python -m benchmarks --tabla          # only writes docs/rendimiento.md anew

Without names, those of the table `indice.MEDIDAS` that are measured by default. What was measured before and is not measured now stays in the file
with its own machine and date.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.banco import RAIZ
from benchmarks.cifras import dicho, maquina
from benchmarks.indice import MEDIDAS
from benchmarks.tabla import escribir
from consistorio.cli.demo import entorno_del_pueblo
from consistorio.cli.procesos import PROCESOS, elegir_puertos
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.base.cluster import Cluster
from consistorio.plataforma.base.conexion import Conexion, conexion_a

RESULTADO = RAIZ / "docs" / "rendimiento.json"
SIMULADORES = ("pki", "correo", "antivirus")
PLANTILLA = "banco_plantilla"


def main() -> None:
    """Parse and direct."""
    analizador = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    analizador.add_argument("nombres", nargs="*", metavar="NAME", help=", ".join(MEDIDAS))
    analizador.add_argument("--pequeno", action="store_true", help="small: to see that it works; never kept in docs")
    analizador.add_argument("--json", type=Path, help="where the figures are kept (docs/rendimiento.json)")
    analizador.add_argument("--opcion", action="append", default=[], metavar="name=value", help="of a measurement")
    analizador.add_argument(
        "--carpeta", type=Path, help="where the town lives; it is kept there, and used again the next time"
    )
    analizador.add_argument("--tabla", action="store_true", help="only write the table")
    args = analizador.parse_args()
    if desconocidas := set(args.nombres) - MEDIDAS.keys():
        analizador.error(f"no measurement is called {', '.join(sorted(desconocidas))}")
    fichero = args.json or (None if args.pequeno else RESULTADO)
    if not args.tabla:
        nombres = args.nombres or [nombre for nombre, medida in MEDIDAS.items() if medida.de_siempre]
        opciones = dict(opcion.split("=", 1) for opcion in args.opcion)
        medir(nombres, fichero, pequeno=args.pequeno, opciones=opciones, carpeta=args.carpeta)
    if fichero == RESULTADO and fichero.exists():
        escribir(json.loads(RESULTADO.read_text("utf-8")), RAIZ / "docs" / "rendimiento.md")


def medir(
    nombres: list[str], fichero: Path | None, *, pequeno: bool, opciones: dict[str, str], carpeta: Path | None
) -> None:
    """One after another, each kept as soon as it ends. The disk is that of the checkout: a file system in memory would lie about commits."""
    (RAIZ / "var").mkdir(exist_ok=True)
    sitio = carpeta.absolute() if carpeta else Path(tempfile.mkdtemp(prefix="banco-", dir=RAIZ / "var"))
    sitio.mkdir(parents=True, exist_ok=True)
    sitio.chmod(0o711)
    cluster = Cluster(sitio / "pg")
    try:
        cluster.usar()
        _todas(nombres, fichero, sitio, cluster, pequeno=pequeno, opciones=opciones)
    finally:
        cluster.dejar()
        if carpeta is None:
            cluster.borrar()
            shutil.rmtree(sitio, ignore_errors=True)


def _todas(
    nombres: list[str],
    fichero: Path | None,
    carpeta: Path,
    cluster: Cluster,
    *,
    pequeno: bool,
    opciones: dict[str, str],
) -> None:
    servidor, var = conexion_a(cluster), carpeta / "var"
    apunte = carpeta / "puertos.json"
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as sesion:
        fila = sesion.execute("SHOW server_version").fetchone()
    procesos = [p for p in PROCESOS if p.nombre in SIMULADORES]
    nuevo = not apunte.exists()
    puertos = elegir_puertos(
        procesos, 31_000 + os.getpid() % 200 * 100, {} if nuevo else json.loads(apunte.read_text())
    )
    os.environ["DATABASE_URL"] = servidor.con_nombre(PLANTILLA).url()
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.ajustes"
    entorno = entorno_del_pueblo(procesos, puertos, var) | {
        "PYTHONPATH": os.pathsep.join([str(RAIZ / "src"), str(RAIZ)]),
        "BANCO": json.dumps(
            {
                "var": str(var),
                "postmaster": int((cluster.datos / "postmaster.pid").read_text().splitlines()[0]),
                "pequeno": pequeno,
                "opciones": opciones,
            }
        ),
    }
    if nuevo and not all(MEDIDAS[nombre].pueblo_propio for nombre in nombres):
        _sembrar(servidor, entorno, var)
        apunte.write_text(json.dumps(puertos), "utf-8")
    with Supervisor(procesos, puertos, entorno=entorno, var=var) as supervisor:
        if faltan := supervisor.arrancar_todos():
            raise SystemExit(f"did not start: {', '.join(faltan)}")
        fallidas: list[str] = []
        for nombre in nombres:
            try:
                medido = _una(nombre, servidor, entorno)
            except subprocess.CalledProcessError as error:
                print(f"  {nombre} ended with {error.returncode}", file=sys.stderr, flush=True)
                fallidas.append(nombre)
                continue
            medido["maquina"] = maquina(str(fila[0]) if fila else "")
            medido["pequeno"] = pequeno
            _guardar(nombre, medido, fichero)
    if fallidas:
        raise SystemExit(f"not measured: {', '.join(fallidas)}")


def _sembrar(servidor: Conexion, entorno: dict[str, str], var: Path) -> None:
    """The town that each measurement gets a clone of. Certificates name the port of their authority, so that it is kept."""
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as sesion:
        sesion.execute(f"DROP DATABASE IF EXISTS {PLANTILLA} WITH (FORCE)")
        sesion.execute(f"CREATE DATABASE {PLANTILLA}")
    for modulo in (["consistorio.cli", "actualizar"], ["benchmarks.pueblo", str(var / "demo" / "sembrado.json")]):
        subprocess.run([sys.executable, "-m", *modulo], check=True, env=entorno, cwd=RAIZ, stdout=subprocess.DEVNULL)


def _una(nombre: str, servidor: Conexion, entorno: dict[str, str]) -> dict[str, Any]:
    """One measurement in a process of its own."""
    print(f"{nombre}: {MEDIDAS[nombre].que}", file=sys.stderr, flush=True)
    carga, empieza = os.getloadavg()[0], time.monotonic()
    with _entorno_de(nombre, servidor, entorno) as suyo:
        hecho = subprocess.run(
            [sys.executable, "-m", "benchmarks.corrida", nombre],
            check=True,
            cwd=RAIZ,
            stdout=subprocess.PIPE,
            text=True,
            env=suyo,
        )
    medido: dict[str, Any] = json.loads(hecho.stdout.splitlines()[-1])
    return medido | {"carga_antes": round(carga, 2), "segundos": round(time.monotonic() - empieza)}


@contextmanager
def _entorno_de(nombre: str, servidor: Conexion, entorno: dict[str, str]) -> Iterator[dict[str, str]]:
    """A clone of the town while it is measured; or nothing of the town, for what makes its own."""
    if MEDIDAS[nombre].pueblo_propio:
        ajenos = ("CONSISTORIO_", "DJANGO_", "DATABASE_")
        yield {clave: valor for clave, valor in entorno.items() if not clave.startswith(ajenos)}
        return
    base = f"banco_{nombre}"
    with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as sesion:
        sesion.execute(f"DROP DATABASE IF EXISTS {base} WITH (FORCE)")
        sesion.execute(f"CREATE DATABASE {base} TEMPLATE {PLANTILLA}")
    try:
        yield entorno | {"DATABASE_URL": servidor.con_nombre(base).url()}
    finally:
        with psycopg.connect(servidor.con_nombre("postgres").url(), autocommit=True) as sesion:
            sesion.execute(f"DROP DATABASE {base} WITH (FORCE)")


def _guardar(nombre: str, medido: dict[str, Any], fichero: Path | None) -> None:
    for cifra in medido["cifras"]:
        meta = f"  aim {'>=' if cifra.get('al_menos') else '<='} {cifra['meta']}" if "meta" in cifra else ""
        cumple = {True: " met", False: " NOT MET"}.get(cifra.get("cumple"), "")
        resto = "".join(f"  {c} {cifra[c]}" for c in ("p95", "cpu", "cpu_pg", "pared", "nota") if c in cifra)
        print(f"  {cifra['que']}: {dicho(cifra)}{meta}{cumple}{resto}", flush=True)
    print(f"  {medido['segundos']} s, load before {medido['carga_antes']}, loop {medido['bucle_ms']} ms", flush=True)
    if fichero is None:
        return
    todo = json.loads(fichero.read_text("utf-8")) if fichero.exists() else {}
    todo[nombre] = medido
    fichero.write_text(json.dumps(todo, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
