"""The report on the signatures of whatever file comes in: PDF, XML (.xsig), CMS with its content inside (.csig, .p7s, .p7m) or PEM.

What it is is told from its bytes; the name says nothing. RD 203/2021 art. 29; NTI de Política de firma, II.5.
"""

from __future__ import annotations

import re

from consistorio.documental.firma.validacion import Criterio, Informe
from consistorio.documental.firma.validacion_cms import validar_cms
from consistorio.documental.firma.validacion_xml import validar_xml

# Types of content, as the store tells them, that may carry a signature; text, because PEM is text
PUEDEN_IR_FIRMADOS = frozenset(
    {"application/pdf", "text/xml", "application/xml", "application/pkcs7-signature", "text/plain"}
)
_CABEZA = 1024
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_PEM = re.compile(rb"^\s*-----BEGIN (PKCS7|CMS)-----")


def validar_fichero(contenido: bytes, criterio: Criterio) -> Informe:
    """Every signature of a file, each with its verdict; that there is none, when there is none. Never raises on bad input."""
    cabeza = contenido[:_CABEZA]
    if b"%PDF-" in cabeza:
        from consistorio.documental.firma.validacion_pdf import validar_pdf  # slow to load

        return validar_pdf(contenido, criterio)
    if es_cms(cabeza):
        return validar_cms(contenido, None, criterio)
    if cabeza.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return validar_xml(contenido, criterio)
    return Informe("")


def es_cms(cabeza: bytes) -> bool:
    """Whether the first bytes are those of a CMS SignedData, in DER, BER or PEM."""
    return (cabeza.startswith(b"\x30") and _SIGNED_DATA in cabeza[:24]) or _PEM.match(cabeza) is not None
