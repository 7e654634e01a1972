"""The text inside a file that may be hostile: what reads a PDF is another process, with little time, memory and room."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import TextoDocumento
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.plataforma.almacen.deposito import temporal

Estado = TextoDocumento.Estado

SEGUNDOS: Final = 20
MEMORIA: Final = 512 * 1024 * 1024
SALIDA: Final = 16 * 1024 * 1024
PAGINAS: Final = 2_000
MAYOR: Final = 512 * 1024 * 1024
_TEXTO: Final = frozenset({"text/plain", "text/csv", "text/xml", "application/xml"})
_PDF: Final = "application/pdf"
# SIGXFSZ: it wrote all the text that is kept
_LLENO: Final = -25
_ROTO_A_MEDIAS: Final = frozenset({-6, -9, -11, -24})
_SIN_PERMISO: Final = 3
_PROGRAMAS: Final = ("prlimit", "pdftotext")


@dato
class Extraido:
    """What came out of a file: its text, and in which state that leaves the document."""

    estado: str
    texto: str = ""


def se_lee(tipo_mime: str) -> bool:
    """Whether files of a type are read to look for words in them."""
    return tipo_mime == _PDF or tipo_mime in _TEXTO


def exigir_programas(tipo_mime: str) -> None:
    """Raises ServicioNoDisponible when this machine has not the programs that files of a type are read with."""
    if tipo_mime != _PDF or all(map(shutil.which, _PROGRAMAS)):
        return
    raise ServicioNoDisponible(
        _("Esta máquina no puede leer el texto de los PDF: le falta un programa."),
        que_hacer=_("Quien administra el sistema debe instalar los paquetes poppler-utils y util-linux."),
    )


def extraer(fichero: Path, tipo_mime: str) -> Extraido:
    """The text of a file, or why there is none. Raises ServicioNoDisponible when this machine has no program that reads PDF."""
    if not se_lee(tipo_mime):
        return Extraido(Estado.OTRO_FORMATO)
    if fichero.stat().st_size > MAYOR:
        return Extraido(Estado.AGOTADO)
    exigir_programas(tipo_mime)
    if tipo_mime == _PDF:
        return _de_pdf(fichero)
    with fichero.open("rb") as flujo:
        return _con_texto(flujo.read(SALIDA))


def _de_pdf(fichero: Path) -> Extraido:
    """By `pdftotext`, of poppler: it opens the file, writes to another one beside it, and the system ends it at its limits."""
    with temporal() as salida:
        codigo = _correr(
            [
                *("prlimit", f"--as={MEMORIA}", f"--cpu={SEGUNDOS}", f"--fsize={SALIDA}", "--core=0", "--nofile=64"),
                *("pdftotext", "-q", "-enc", "UTF-8", "-l", str(PAGINAS), str(fichero), str(salida)),
            ]
        )
        leido = _principio(salida)
    if codigo is None or codigo in _ROTO_A_MEDIAS:
        return Extraido(Estado.AGOTADO)
    if codigo in (0, _LLENO):
        return _con_texto(leido)
    return Extraido(Estado.PROTEGIDO if codigo == _SIN_PERMISO else Estado.ILEGIBLE)


def _correr(orden: Sequence[str]) -> int | None:
    """How the program ended; None when it had not after twice its time (it waits for something and spends none)."""
    hijo = subprocess.Popen(
        list(orden),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        return hijo.wait(2 * SEGUNDOS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if hijo.poll() is None:
            hijo.kill()
            hijo.wait()


def _principio(fichero: Path) -> bytes:
    if not fichero.exists():
        return b""
    with fichero.open("rb") as flujo:
        return flujo.read(SALIDA)


def _con_texto(datos: bytes) -> Extraido:
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What was cut at the limit ends in half a letter; anything else is of an older machine
        cortado = len(datos) == SALIDA and error.start > SALIDA - 4
        texto = datos.decode("utf-8", "ignore") if cortado else datos.decode("cp1252", "replace")
    return Extraido(Estado.HECHO, texto) if any(map(str.isalnum, texto)) else Extraido(Estado.SIN_TEXTO)
