"""The report on the signatures of whatever file comes in: PDF, XML (.xsig), CMS with its content inside (.csig, .p7s, .p7m) or PEM.

What it is is told from its bytes; the name says nothing. RD 203/2021 art. 29; NTI de Política de firma, II.5.
"""

from __future__ import annotations

import re
from typing import BinaryIO

from django.utils.translation import gettext as _

from consistorio.documental.firma.validacion import Criterio, Informe
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.firma.validacion_xml import validar_xml
from consistorio.nucleo.flujos import leer_hasta
from consistorio.plataforma.almacen.reglas import legible

# Types of content, as the store tells them, that may carry a signature; text, because PEM is text
PUEDEN_IR_FIRMADOS = frozenset(
    {"application/pdf", "text/xml", "application/xml", "application/pkcs7-signature", "text/plain"}
)
# What is not a PDF is read whole: its canonical form, or its DER
MAXIMO_EN_MEMORIA = 64 * 1024 * 1024
_CABEZA = 1024
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PEM = re.compile(rb"^\s*-----BEGIN (PKCS7|CMS)-----")


def validar_fichero(fichero: BinaryIO, criterio: Criterio) -> Informe:
    """Every signature of a file (a stream that may be moved in), each with its verdict; that there is none, when there is none. Never
    raises on bad input.

    A PDF is judged where it lies, whatever its size; a larger XML or CMS than `MAXIMO_EN_MEMORIA` is said to be too large.
    """
    fichero.seek(0)
    cabeza = fichero.read(_CABEZA)
    fichero.seek(0)
    if b"%PDF-" in cabeza:
        from consistorio.documental.firma.validacion_pdf import validar_pdf  # slow to load

        return validar_pdf(fichero, criterio)
    if es_cms(cabeza):
        entero = leer_hasta(fichero, MAXIMO_EN_MEMORIA)
        return _enorme() if entero is None else validar_cms(entero, None, criterio)
    if cabeza.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        entero = leer_hasta(fichero, MAXIMO_EN_MEMORIA)
        return _enorme() if entero is None else validar_xml(entero, criterio)
    return Informe("")


def _enorme() -> Informe:
    texto = _("Ocupa más de %(m)s y no es un PDF: compruebe sus firmas en su equipo.")
    return Informe("", ilegible=texto % {"m": legible(MAXIMO_EN_MEMORIA)}, enorme=True)


def es_cms(cabeza: bytes) -> bool:
    """Whether the first bytes are those of a CMS SignedData, in DER, BER or PEM."""
    return (cabeza.startswith(b"\x30") and _SIGNED_DATA in cabeza[:24]) or _PEM.match(cabeza) is not None
