"""What a text document holds, without opening it in any program: whether it is one, and what would run or be asked for in it."""

from __future__ import annotations

import lzma
import re
import zipfile
import zlib
from pathlib import Path

from django.utils.translation import gettext as _

MAXIMO_DESPLEGADO = 200 * 1024 * 1024
MAXIMO_PIEZAS = 5000
_MACROS = re.compile(r"^(Basic/|Scripts/|.*vbaProject\.bin$|.*vbaData\.xml$|word/activeX/)", re.IGNORECASE)
_CIFRADO = b"encryption-data"
_CUERPOS = ("content.xml", "word/document.xml")
# What opening a package or one of its pieces raises when its bytes are not what they say
_ROTO = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


def por_que_no(fichero: Path) -> str:
    """Why it is not converted, in words for people; "" when it may be."""
    try:
        with zipfile.ZipFile(fichero) as paquete:
            return _problema(paquete)
    except _ROTO:
        return _("El fichero está dañado o tiene contraseña. Ábralo en su programa, guárdelo otra vez y súbalo.")


def _problema(paquete: zipfile.ZipFile) -> str:
    piezas = paquete.infolist()
    nombres = [pieza.filename for pieza in piezas]
    if len(piezas) > MAXIMO_PIEZAS or sum(pieza.file_size for pieza in piezas) > MAXIMO_DESPLEGADO:
        return _("El fichero es demasiado grande por dentro. Divídalo o quítele imágenes.")
    if any(pieza.flag_bits & 1 for pieza in piezas) or _cifrado(paquete, nombres):
        return _("El fichero tiene contraseña. Quítesela y súbalo otra vez.")
    if not any(cuerpo in nombres for cuerpo in _CUERPOS):
        return _("El fichero no es un texto de OpenDocument (.odt) ni de Word (.docx).")
    if any(_MACROS.match(nombre) for nombre in nombres):
        return _("El fichero lleva macros. Guárdelo sin ellas y súbalo otra vez.")
    if paquete.testzip() is not None:
        return _("El fichero está dañado. Ábralo en su programa, guárdelo otra vez y súbalo.")
    return ""


def _cifrado(paquete: zipfile.ZipFile, nombres: list[str]) -> bool:
    return "META-INF/manifest.xml" in nombres and _CIFRADO in paquete.read("META-INF/manifest.xml")
