"""Our own rules for an official PDF: what PDF/A-2a, PDF/UA-1 and RD 203/2021 art. 21 ask of what we make. Not a full validator.

Used by tests and before a document is sent to signature; veraPDF judges the rest in the conformance suite.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from consistorio.plataforma.almacen.pdf import abrir

_PROHIBIDAS = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ImportData", "/ResetForm", "/SetOCGState"}
_SER_OFICIAL = (("pdfaid:part", "2"), ("pdfaid:conformance", "A"), ("pdfuaid:part", "1"))
_SER_2B = (("pdfaid:part", "2"), ("pdfaid:conformance", "B"))
_OCULTA, _IMPRIMIR, _SIN_VISTA = 2, 4, 32


def problemas_pdf_oficial(pdf: bytes) -> list[str]:
    """Everything that is wrong with a PDF of ours, in English technical phrases; empty when nothing is."""
    with abrir(io.BytesIO(pdf)) as documento:
        problemas = [*_catalogo(documento), *_metadatos(documento), *_fuentes(documento), *_anotaciones(documento)]
        if documento.is_encrypted:
            problemas.append("encrypted")
        return problemas


def problemas_pdf_convertido(fichero: Path) -> list[str]:
    """Everything wrong with a PDF that another program made here of a text: what PDF/A-2b asks of it, and nothing that runs. As above, no full
    validator. Empty when nothing is."""
    try:
        with abrir(fichero) as documento:
            problemas = [
                *_intento(documento),
                *_nada_corre(documento),
                *_dice_ser(documento, _SER_2B),
                *_fuentes(documento),
            ]
            if documento.is_encrypted:
                problemas.append("encrypted")
            return problemas
    except pikepdf.PdfError:  # its words quote the file
        return ["it cannot be read as a PDF"]


def _catalogo(documento: pikepdf.Pdf) -> Iterator[str]:
    raiz = documento.Root
    yield from _intento(documento)
    if not bool(raiz.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "not marked as tagged"
    if "/StructTreeRoot" not in raiz:
        yield "no structure tree"
    if not str(raiz.get("/Lang", "")):
        yield "no language"
    if not bool(raiz.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False)):
        yield "the viewer is not told to show the title"
    yield from _nada_corre(documento)


def _intento(documento: pikepdf.Pdf) -> Iterator[str]:
    intentos = [i for i in documento.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFA1"]
    if not intentos or "/DestOutputProfile" not in intentos[0]:
        yield "no PDF/A output intent with its profile"


def _nada_corre(documento: pikepdf.Pdf) -> Iterator[str]:
    raiz = documento.Root
    if isinstance(raiz.get("/OpenAction"), Dictionary) and str(raiz.OpenAction.get("/S", "")) in _PROHIBIDAS:
        yield "forbidden open action"
    if "/JavaScript" in raiz.get("/Names", {}):
        yield "JavaScript"
    if any(str(objeto.get("/S", "")) in _PROHIBIDAS for objeto in documento.objects if isinstance(objeto, Dictionary)):
        yield "forbidden action"


def _metadatos(documento: pikepdf.Pdf) -> Iterator[str]:
    yield from _dice_ser(documento, _SER_OFICIAL)
    if "/Metadata" in documento.Root and b"dc:title" not in documento.Root.Metadata.read_bytes():
        yield "no title"


def _dice_ser(documento: pikepdf.Pdf, que: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What its XMP claims to be."""
    if "/Metadata" not in documento.Root:
        yield "no XMP"
        return
    xmp = documento.Root.Metadata.read_bytes().decode("utf-8", "replace")
    for nombre, valor in que:
        if not re.search(rf"{nombre}(>|=\"){valor}", xmp):
            yield f"XMP does not say {nombre} {valor}"


def _fuentes(documento: pikepdf.Pdf) -> Iterator[str]:
    for objeto in documento.objects:
        if not isinstance(objeto, Dictionary) or objeto.get("/Type") != Name.Font:
            continue
        if objeto.get("/Subtype") == Name.Type0:
            if "/ToUnicode" not in objeto:
                yield f"font {objeto.get('/BaseFont')} without ToUnicode"
            continue
        descriptor = objeto.get("/FontDescriptor", Dictionary())
        if objeto.get("/Subtype") != Name.Type3 and not any(
            clave in descriptor for clave in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"font {objeto.get('/BaseFont')} not embedded"


def _anotaciones(documento: pikepdf.Pdf) -> Iterator[str]:
    for numero, pagina in enumerate(documento.pages, start=1):
        anotaciones = pagina.obj.get("/Annots", Array([]))
        if len(anotaciones) and pagina.obj.get("/Tabs") != Name.S:
            yield f"page {numero}: tab order does not follow the structure"
        for anotacion in anotaciones:
            quien = f"page {numero}, {anotacion.get('/Subtype')}"
            banderas = int(anotacion.get("/F", 0))
            if not banderas & _IMPRIMIR or banderas & (_OCULTA | _SIN_VISTA):
                yield f"{quien}: hidden or not printed"
            if _fuera_y_sin_area(anotacion, pagina):
                continue
            if "/StructParent" not in anotacion:
                yield f"{quien}: not in the structure"
            if anotacion.get("/Subtype") == Name.Widget:
                if not str(anotacion.get("/TU", "")):
                    yield f"{quien}: field without description"
                if "/N" not in anotacion.get("/AP", {}):
                    yield f"{quien}: no appearance"


def _fuera_y_sin_area(anotacion: pikepdf.Object, pagina: pikepdf.Page) -> bool:
    """A document time stamp's widget: without area it needs no appearance (ISO 19005-2, 6.3.3), outside the page no structure
    element (ISO 14289-1, 7.18.1 and 7.18.4)."""
    x0, y0, x1, y1 = (float(v) for v in anotacion.get("/Rect", Array([0, 0, 1, 1])))
    izquierda, abajo, derecha, arriba = (float(v) for v in pagina.cropbox)
    dentro = izquierda <= x0 <= derecha and abajo <= y0 <= arriba
    return x0 == x1 and y0 == y1 and not dentro
