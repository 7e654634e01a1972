"""`copia` and `restaurar`: the town that comes back is the one that was copied, row by row and byte by byte.

Compares by plain SQL and plain hashing; the product only makes the copy and restores it.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from consistorio.plataforma.base.cluster import Cluster
from consistorio.plataforma.base.conexion import conexion_a
from consistorio.plataforma.base.rutas import RAIZ

if TYPE_CHECKING:
    from pruebas.caidas.juez import Cifras
    from pruebas.caidas.pueblo import Pueblo

# What belongs to the place and not to the town; `demo` holds the ports of the processes
CARPETAS = ("almacen/contenidos", "pki", "claves", "confianza", "publicado", "demo")
AJENOS = (".lock", ".pid")
CATALOGO = {
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns "
    "WHERE table_schema = 'public' ORDER BY 1, 2",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
    "functions": "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang IN "
    "(SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql')) ORDER BY 1, 2",
    "sequences": "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1",
}

REESCRITO = frozenset(
    {"columns", "constraints", "indexes"}
)  # expressions, which PostgreSQL writes again from what it understood


@contextmanager
def restaurada(pueblo: Pueblo) -> Iterator[tuple[Path, dict[str, str]]]:
    """A copy of the town, made and restored by the product in another folder with another PostgreSQL: its folder, and the environment of its
    processes. Gone at the end. Raises RuntimeError when it cannot be made or restored."""
    copia, otra = pueblo.var.with_name(f"{pueblo.var.name}.copia"), pueblo.var.with_name(f"{pueblo.var.name}-gemelo")
    cluster = Cluster(otra / "pg")
    try:
        pueblo.orden("consistorio.cli", "copia", str(copia))
        otra.mkdir(parents=True)
        cluster.usar()
        entorno = {**pueblo.entorno, "CONSISTORIO_VAR": str(otra), "DATABASE_URL": conexion_a(cluster).url()}
        hecho = mandar(entorno, "restaurar", str(copia))
        if hecho.returncode:
            raise RuntimeError(f"restaurar: {hecho.returncode} {hecho.stdout[-800:]}{hecho.stderr[-800:]}")
        yield otra, entorno
    finally:
        cluster.dejar()
        copia.unlink(missing_ok=True)
        if otra.exists():
            cluster.borrar()
            subprocess.run(["rm", "-rf", str(otra)], check=True)


def mandar(entorno: dict[str, str], *orden: str) -> subprocess.CompletedProcess[str]:
    mandado = [sys.executable, "-m", "consistorio.cli", *orden]
    return subprocess.run(mandado, check=False, env=entorno, cwd=RAIZ, capture_output=True, text=True)


def copiar_y_comparar(pueblo: Pueblo, fallos: list[str], cifras: Cifras) -> None:
    """Copy the town, restore it, and compare. Nobody writes meanwhile."""
    with restaurada(pueblo) as (otra, entorno):
        hecho = mandar(entorno, "verificar")
        if hecho.returncode:
            fallos.append(f"verificar of the copy: {hecho.returncode} {hecho.stdout[-800:]}{hecho.stderr[-800:]}")
        comparar(pueblo.url, entorno["DATABASE_URL"], pueblo.var, otra, fallos, cifras)


def comparar(una: str, otra: str, var: Path, gemela: Path, fallos: list[str], cifras: Cifras) -> None:
    """Every row of every table, the catalogue, and every file of the folders that a town cannot do without."""
    de_una, de_otra = _retrato(una), _retrato(otra)
    fallos += [
        f"{que} differs in the restored town"
        for que in sorted({*de_una, *de_otra})
        if de_una.get(que) != de_otra.get(que)
    ]
    ficheros, restaurados = _ficheros(var), _ficheros(gemela)
    distintos = sorted(f for f in {*ficheros, *restaurados} if ficheros.get(f) != restaurados.get(f))
    con_fila = _sha(una)
    distintos = [
        f for f in distintos if not (f.startswith("almacen/") and Path(f).name not in con_fila)
    ]  # bytes of nobody
    fallos += [f"{len(distintos)} files differ in the restored town: {', '.join(distintos[:5])}"] if distintos else []
    cifras["gemelo"] = {"tablas": sum(q.startswith("table ") for q in de_una), "ficheros": len(ficheros)}


def _retrato(url: str) -> dict[str, object]:
    with psycopg.connect(url) as sesion:
        retrato: dict[str, object] = {
            que: [
                tuple(_sin_moldes(valor) if que in REESCRITO else valor for valor in fila)
                for fila in sesion.execute(orden).fetchall()
            ]
            for que, orden in CATALOGO.items()
        }
        tablas = sesion.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        for (tabla,) in tablas:
            orden = sql.SQL(
                "SELECT count(*), coalesce(md5(string_agg(fila, E'\\n' ORDER BY fila)), '') FROM (SELECT md5(t::text) AS fila FROM {} t) f"
            )
            retrato[f"table {tabla}"] = sesion.execute(orden.format(sql.Identifier(str(tabla)))).fetchone()
    return retrato


def _sin_moldes(valor: object) -> object:
    """PostgreSQL writes the same check with other casts and brackets after a dump."""
    return re.sub(r"::[a-z ]+(\[\])?|[()\s]", "", valor) if isinstance(valor, str) else valor


def _sha(url: str) -> set[str]:
    with psycopg.connect(url) as sesion:
        return {str(f[0]) for f in sesion.execute("SELECT sha256 FROM almacen_contenido").fetchall()}


def _ficheros(var: Path) -> dict[str, str]:
    return {
        str(fichero.relative_to(var)): hashlib.sha256(fichero.read_bytes()).hexdigest()
        for carpeta in CARPETAS
        for fichero in sorted((var / carpeta).glob("**/*"))
        if fichero.is_file() and not fichero.is_symlink() and fichero.suffix not in AJENOS
    }
