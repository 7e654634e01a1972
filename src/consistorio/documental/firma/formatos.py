"""Which signature formats a content carries inside, in the codes of the NTI (TipoFirma), told from its bytes.

PDF: TF06 (PAdES). XML: TF03 when the signature is enveloped, TF02 when it names elements by their Id. CMS with its content inside: TF05. A
detached CMS signs another file and says nothing of its own. Source: NTI de Documento electrónico, anexo I; NTI de Política de firma, III.4.4.
"""

from __future__ import annotations

from lxml import etree

from consistorio.documental.firma.validacion import ERRORES_DE_LECTURA
from consistorio.documental.firma.validacion_cms import contenido_de, leer_cms
from consistorio.documental.firma.validacion_fichero import PUEDEN_IR_FIRMADOS, es_cms
from consistorio.documental.firma.validacion_xml import leer_xml
from consistorio.documental.firma.xades import DS
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import Contenido

# What is not a PDF is read whole: a larger signed XML or CMS is left unsaid.
_MAXIMO_EN_MEMORIA = 16 * 1024 * 1024
_TROZO = 1024 * 1024
_MARCA_PDF = b"/ByteRange"


def formatos_de(contenido: Contenido) -> tuple[str, ...]:
    """The codes of the signatures that go inside a content, without judging them; none when it carries none."""
    if contenido.tipo_mime not in PUEDEN_IR_FIRMADOS:
        return ()
    if contenido.tipo_mime == "application/pdf":
        return ("TF06",) if _pdf_firmado(contenido) else ()
    if contenido.tamano > _MAXIMO_EN_MEMORIA:
        return ()
    with almacen.abrir(contenido.sha256, aunque_en_cuarentena=True) as flujo:
        datos = flujo.read()
    if es_cms(datos[:1024]):
        return _de_cms(datos)
    return _de_xml(datos) if contenido.tipo_mime.endswith("/xml") else ()


def _pdf_firmado(contenido: Contenido) -> bool:
    """Every signature of a PDF names the bytes that it covers."""
    cola = b""
    with almacen.abrir(contenido.sha256, aunque_en_cuarentena=True) as flujo:
        while trozo := flujo.read(_TROZO):
            if _MARCA_PDF in cola + trozo:
                return True
            cola = trozo[-len(_MARCA_PDF) :]
    return False


def _de_cms(datos: bytes) -> tuple[str, ...]:
    try:
        dentro = contenido_de(leer_cms(datos))
    except ERRORES_DE_LECTURA:
        return ()
    return () if dentro is None else ("TF05",)


def _de_xml(datos: bytes) -> tuple[str, ...]:
    try:
        raiz = leer_xml(datos)
    except (etree.XMLSyntaxError, ValueError):
        return ()
    formatos = {
        "TF03" if any(r.get("URI") == "" for r in firma.iterfind(f"{{{DS}}}SignedInfo/{{{DS}}}Reference")) else "TF02"
        for firma in raiz.iter(f"{{{DS}}}Signature")
        if not any(a.tag == f"{{{DS}}}Signature" for a in firma.iterancestors())
    }
    return tuple(sorted(formatos))
