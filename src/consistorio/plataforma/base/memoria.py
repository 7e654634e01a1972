"""Folders of no value that live in memory where there is room for them: a file system on disk takes half a second to clone a
database of a thousand small files, and memory twenty-five thousandths.
"""

import hashlib
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from .rutas import carpeta_var

MEMORIA = Path("/dev/shm")  # noqa: S108 # the folder in it is ours alone, or it is not used
SITIO_NECESARIO = 4 << 30  # bytes free; containers often have 64 MB in all
PREFIJO = "consistorio-pruebas-"


def carpeta_efimera(nombre: str, *, memoria: Path = MEMORIA) -> Path:
    """A folder for what may be lost at any moment, the same for every process of this `var`.

    In memory when there is room, or it was there already; else in `var/`. Nobody but us may write in it. What is left there of
    checkouts that no longer exist is removed.
    """
    var = carpeta_var()
    en_disco = var / nombre
    carpeta = memoria / f"{PREFIJO}{hashlib.sha256(os.fsencode(var / nombre)).hexdigest()[:12]}"
    try:
        if not carpeta.exists():
            if en_disco.exists() or shutil.disk_usage(memoria).free < SITIO_NECESARIO:
                return en_disco
            _barrer(memoria)
            _hacer(carpeta, de=var)
        return carpeta if _es_nuestra(carpeta) else en_disco
    except OSError:
        return en_disco


def _hacer(carpeta: Path, *, de: Path) -> None:
    de.mkdir(parents=True, exist_ok=True)  # whose folder does not exist is swept
    try:
        carpeta.mkdir(mode=0o711)
    except FileExistsError:
        return  # another process of ours was quicker; or of somebody else, and then it is not used
    (carpeta / "de").write_text(str(de), "utf-8")


def _es_nuestra(carpeta: Path) -> bool:
    """Is it a folder, no link, of us, in which nobody else writes?"""
    datos = carpeta.lstat()
    return stat.S_ISDIR(datos.st_mode) and datos.st_uid == os.geteuid() and not datos.st_mode & 0o022


def _barrer(memoria: Path) -> None:
    """Free what belonged to a folder that is no longer there."""
    for carpeta in memoria.glob(f"{PREFIJO}*"):
        duenio = carpeta / "de"
        with suppress(OSError):  # another process may be removing the same
            if _es_nuestra(carpeta) and duenio.is_file() and not Path(duenio.read_text("utf-8")).exists():
                shutil.rmtree(carpeta)
