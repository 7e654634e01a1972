"""What may come in: types told from the content, never from the name; limits. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

# Formats of the NTI de Catálogo de estándares (BOE-A-2012-13501) and what people really send
ADMITIDOS = frozenset(
    {
        "application/pdf",
        "image/jpeg",
        "image/png",
        "image/svg+xml",
        "image/tiff",
        "image/heic",
        "image/webp",
        "text/plain",
        "text/csv",
        "text/html",
        "text/xml",
        "application/xml",
        "application/json",
        "application/rtf",
        "text/rtf",
        "application/zip",
        "application/gzip",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/msword",
        "application/vnd.ms-excel",
        "application/CDFV2",
        "audio/mpeg",
        "audio/ogg",
        "video/mp4",
        "video/webm",
        "video/quicktime",
        "video/x-msvideo",
        "image/vnd.dwg",
        "image/vnd.dxf",
        "message/rfc822",
        "application/pkcs7-signature",
    }
)
NOMBRE_FORMATO = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/svg+xml": "SVG",
    "image/tiff": "TIFF",
    "image/heic": "HEIC",
    "image/webp": "WEBP",
    "text/plain": "TXT",
    "text/csv": "CSV",
    "text/html": "HTML",
    "text/xml": "XML",
    "application/xml": "XML",
    "application/json": "JSON",
    "application/rtf": "RTF",
    "text/rtf": "RTF",
    "application/zip": "ZIP",
    "application/gzip": "GZIP",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "audio/mpeg": "MP3",
    "audio/ogg": "OGG",
    "video/mp4": "MP4",
    "video/webm": "WEBM",
    "video/x-msvideo": "AVI",
}
# What is said of the house's list, which is long
USUALES = frozenset(
    tipo
    for tipo, nombre in NOMBRE_FORMATO.items()
    if nombre in {"PDF", "JPEG", "PNG", "ODT", "ODS", "DOCX", "XLSX", "ZIP"}
)
DE_PROGRAMA = frozenset(
    {
        "application/x-dosexec",
        "application/vnd.microsoft.portable-executable",
        "application/x-executable",
        "application/x-pie-executable",
        "application/x-sharedlib",
        "application/x-mach-binary",
        "application/java-archive",
        "application/x-java-applet",
        "text/x-shellscript",
        "text/x-msdos-batch",
        "text/x-python",
    }
)
CLASES = {
    "image": gettext_noop("una imagen de otro formato"),
    "audio": gettext_noop("un sonido de otro formato"),
    "video": gettext_noop("un vídeo de otro formato"),
    "text": gettext_noop("un texto de otro formato"),
}
LIMITE_POR_DEFECTO = 2 * 1024**3


@dato
class Limites:
    """What a draft accepts. `tamano` in bytes; `tipos` MIME types (empty: the house's list)."""

    tamano: int = LIMITE_POR_DEFECTO
    tipos: frozenset[str] = frozenset()


def nombre_formato(tipo_mime: str) -> str:
    """The name of a format as the NTI de Catálogo writes it; the subtype in capitals when it has none there."""
    return NOMBRE_FORMATO.get(tipo_mime, tipo_mime.rsplit("/", 1)[-1].upper()[:20])


def esta_recompuesto(avisos: Iterable[str]) -> bool:
    """Whether the table of a PDF's objects was missing or wrong, and was put together again from what could be found.

    `avisos`: what qpdf said when it opened it.
    """
    return any("file is damaged" in aviso for aviso in avisos)


def legible(tamano: int) -> str:
    """A size in bytes as people read it."""
    for unidad, divisor in (("GB", 1024**3), ("MB", 1024**2), ("kB", 1024)):
        if tamano >= divisor:
            return f"{tamano / divisor:.1f}".replace(".", ",").removesuffix(",0") + f" {unidad}"
    return f"{tamano} bytes"


def problemas_de_tamano(tamano: int, limites: Limites) -> list[Problema]:
    """Why a file of that many bytes cannot come in; empty when it can."""
    if tamano <= 0:
        return [Problema("fichero", _("El archivo está vacío. Elija otro."))]
    if tamano > limites.tamano:
        return [
            Problema(
                "fichero",
                _("El archivo ocupa %(tamano)s y el máximo es %(maximo)s. Divídalo o redúzcalo.")
                % {"tamano": legible(tamano), "maximo": legible(limites.tamano)},
            )
        ]
    return []


def problemas_de_tipo(tipo_mime: str, limites: Limites) -> list[Problema]:
    """Why content of that type cannot come in; empty when it can."""
    if tipo_mime in (limites.tipos or ADMITIDOS):
        return []
    mensaje = _("El archivo es %(que)s, y aquí no se admite. Envíelo en %(formatos)s.")
    return [Problema("fichero", mensaje % {"que": en_palabras(tipo_mime), "formatos": formatos_admitidos(limites)})]


def en_palabras(tipo_mime: str) -> str:
    """What a file is, as people call it: never by the name of its type."""
    if tipo_mime in DE_PROGRAMA:
        return _("un programa")
    if tipo_mime in NOMBRE_FORMATO:
        return _("un %(formato)s") % {"formato": NOMBRE_FORMATO[tipo_mime]}
    clase = tipo_mime.partition("/")[0]
    if clase in CLASES:
        return _(CLASES[clase])
    return _("de un tipo que no conocemos")


def formatos_admitidos(limites: Limites) -> str:
    """The formats that may be sent, the most usual first; of the house's list, only those."""
    tipos = limites.tipos or USUALES
    conocidos = [nombre for tipo, nombre in NOMBRE_FORMATO.items() if tipo in tipos]
    *nombres, ultimo = dict.fromkeys(conocidos or sorted(map(nombre_formato, tipos)))
    return _("%(unos)s o %(ultimo)s") % {"unos": ", ".join(nombres), "ultimo": ultimo} if nombres else ultimo
