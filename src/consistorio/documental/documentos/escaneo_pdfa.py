"""PDFs of others that lack nothing to be PDF/A-2b but to say so: those whose pages are pictures, as a scanner makes them.

What is looked at is what ISO 19005-2 forbids in such files or demands of them. Their pictures are not drawn again, so that a copy shows what the
original shows; whatever is not known here (letters, forms, inks, transparency) makes the answer no. veraPDF judges the answers, here and by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String
from PIL import ImageCms

from consistorio.documental.documentos.objetos_pdf import PDF_MAL_HECHO

_COLA = frozenset(
    {
        *("/Size", "/Root", "/Info", "/ID", "/Prev", "/XRefStm"),
        *("/Type", "/W", "/Index", "/Length", "/Filter", "/DecodeParms"),  # where it is kept in a stream
    }
)
_CATALOGO = frozenset({"/Type", "/Pages", "/Version", "/PageMode", "/PageLayout", "/Metadata", "/OutputIntents"})
_RAMA = frozenset({"/Type", "/Kids", "/Count", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate"})
_CAJAS = frozenset({"/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"})
_PAGINA = _CAJAS | {"/Type", "/Parent", "/Rotate", "/Resources", "/Contents", "/LastModified"}
_RECURSOS = frozenset({"/ProcSet", "/XObject"})
_FLUJO = frozenset({"/Length", "/Filter", "/DecodeParms"})
_IMAGEN = _FLUJO | {
    *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent"),
    *("/Decode", "/Intent", "/Name", "/ImageMask", "/Interpolate"),
}
_PARAMETROS = frozenset(
    {
        *("/K", "/Columns", "/Rows", "/BlackIs1", "/EncodedByteAlign", "/EndOfLine", "/EndOfBlock"),
        *("/DamagedRowsBeforeError", "/Predictor", "/Colors", "/BitsPerComponent", "/JBIG2Globals", "/ColorTransform"),
    }
)
_COLORES = frozenset({"/DeviceGray", "/DeviceRGB"})  # what an output intent of three colours defines
_FILTROS = frozenset(
    {
        *("/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "/RunLengthDecode"),
        *("/ASCII85Decode", "/ASCIIHexDecode"),
    }
)
_BITS = frozenset({1, 2, 4, 8, 16})
_INTENTOS = frozenset({"/Perceptual", "/RelativeColorimetric", "/Saturation", "/AbsoluteColorimetric"})
# To place a picture, and to draw lines and areas in those colours
_OPERADORES = frozenset(
    [
        "q",
        "Q",
        "cm",
        "Do",
        "w",
        "J",
        "j",
        "M",
        "d",
        "i",
        "g",
        "G",
        "rg",
        "RG",
        "m",
        "l",
        "c",
        "v",
        "y",
        "h",
        "re",
        "S",
        "s",
        "f",
        "F",
        "f*",
        "B",
        "B*",
        "b",
        "b*",
        "n",
        "W",
        "W*",
    ]
)
_DE_2B = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
_LADO = (3, 14_000)  # units of a page, the band included
_ANIDADOS = 26  # of the 28 that may be; the band takes two
_NOMBRE, _TEXTO, _ENTERO, _REAL = 127, 32_767, 2**31 - 1, 3.4e38
# A scanner's: what is more is not looked at, however long it would take
_PAGINAS, _IMAGENES, _OBJETOS, _ORDENES, _HONDO = 2_000, 20, 20_000, 1_024, 8


def es_de_imagenes(documento: pikepdf.Pdf) -> bool:
    """Whether every page is made of pictures alone, kept in ways that PDF/A-2b admits. What cannot be read is none."""
    try:
        return (
            len(documento.pages) <= _PAGINAS
            and len(documento.objects) <= _OBJETOS
            and _solo(documento.trailer, _COLA)
            and _solo(documento.Root, _CATALOGO)
            and {documento.pdf_version, str(documento.Root.get("/Version", "/1.7"))[1:]} <= set(_DE_2B)
            and all(_pagina_de_imagenes(pagina) for pagina in documento.pages)
            and _sin_nada_mas(documento)
        )
    except PDF_MAL_HECHO:
        return False


def declarar(documento: pikepdf.Pdf) -> None:
    """Say that it is PDF/A-2b, with the colours that it takes for granted. What the original said of itself goes: it stays in the original."""
    for clave in ("/Metadata", "/OutputIntents"):
        if clave in documento.Root:
            del documento.Root[clave]
    del documento.docinfo
    perfil = documento.make_stream(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), N=3)
    documento.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=perfil,
            )
        ]
    )
    with documento.open_metadata(set_pikepdf_as_editor=False) as datos:
        datos["pdfaid:part"] = "2"
        datos["pdfaid:conformance"] = "B"


def _solo(objeto: Object, claves: frozenset[str]) -> bool:
    return set(objeto.keys()) <= claves


def _lista(objeto: Object | None) -> list[Object]:
    """What may be one or several."""
    if objeto is None:
        return []
    return list(objeto) if isinstance(objeto, Array) else [objeto]


def _pagina_de_imagenes(pagina: pikepdf.Page) -> bool:
    imagenes = pagina.resources.get("/XObject", Dictionary())
    if len(imagenes.keys()) > _IMAGENES:
        return False
    cajas = [pagina.obj[caja] for caja in _CAJAS if caja in pagina.obj]
    medidas = [[float(v) for v in caja] for caja in [*cajas, pagina.mediabox]]
    lados = [abs(medida[i + 2] - medida[i]) for medida in medidas for i in (0, 1)]
    return (
        _solo(pagina.obj, _PAGINA)
        and _solo(pagina.resources, _RECURSOS)
        and all(_LADO[0] <= lado <= _LADO[1] for lado in lados)
        and all(_imagen_admitida(imagen) for imagen in imagenes.values())
        and _es_breve(pagina)
        and _ordenes_admitidas(pagina, frozenset(imagenes.keys()))
    )


def _imagen_admitida(imagen: Object) -> bool:
    mascara, bits = bool(imagen.get("/ImageMask", False)), int(imagen.get("/BitsPerComponent", 1))
    color = imagen.get("/ColorSpace")
    return (
        isinstance(imagen, Stream)
        and imagen.get("/Subtype") == Name.Image
        and _solo(imagen, _IMAGEN)
        and {str(f) for f in _lista(imagen.get("/Filter"))} <= _FILTROS
        and all(_solo(p, _PARAMETROS) for p in _lista(imagen.get("/DecodeParms")) if p is not None)
        and imagen.get("/Interpolate", False) is False
        and str(imagen.get("/Intent", "/Perceptual")) in _INTENTOS
        and (color is None and bits == 1 if mascara else bits in _BITS and _color_admitido(color))
    )


def _color_admitido(color: Object | None) -> bool:
    """Gray or RGB, or a palette of one of them."""
    if isinstance(color, Array) and len(color) == 4 and color[0] == Name.Indexed:
        if isinstance(color[3], Stream) and not _solo(color[3], _FLUJO):
            return False
        color = color[1]
    return isinstance(color, Name) and str(color) in _COLORES


def _es_breve(pagina: pikepdf.Page) -> bool:
    """A scanner writes some tens of bytes for each page: what is more is not read, nor what may swell when it is opened."""
    partes = _lista(pagina.obj.get("/Contents"))
    return (
        all(isinstance(p, Stream) and _solo(p, _FLUJO) for p in partes)
        and all(p.get("/Filter", Name.FlateDecode) == Name.FlateDecode and "/DecodeParms" not in p for p in partes)
        and sum(len(parte.read_raw_bytes()) for parte in partes) <= _ORDENES
        and sum(len(parte.read_bytes()) for parte in partes) <= _ORDENES
    )


def _ordenes_admitidas(pagina: pikepdf.Page, imagenes: frozenset[str]) -> bool:
    hondo = 0
    for orden in pikepdf.parse_content_stream(pagina):
        operador = str(orden.operator)
        hondo += {"q": 1, "Q": -1}.get(operador, 0)
        if operador not in _OPERADORES or not 0 <= hondo <= _ANIDADOS:
            return False
        if operador == "Do" and str(orden.operands[0]) not in imagenes:
            return False
        if not all(_cabe(operando) for operando in orden.operands):
            return False
    return hondo == 0


def _sin_nada_mas(documento: pikepdf.Pdf) -> bool:
    """Every stream is one that was looked at, or goes when the file says what it is; and every value is within the limits."""
    vistos = {flujo.objgen for flujo in _flujos_vistos(documento)}
    for objeto in documento.objects:
        if isinstance(objeto, Stream):
            if objeto.objgen not in vistos and objeto.get("/Type") not in (Name.ObjStm, Name.XRef):
                return False
        elif isinstance(objeto, Dictionary) and objeto.get("/Type") == Name.Pages and not _solo(objeto, _RAMA):
            return False
        if not _cabe(objeto):
            return False
    return True


def _flujos_vistos(documento: pikepdf.Pdf) -> Iterator[Object]:
    for pagina in documento.pages:
        yield from _lista(pagina.obj.get("/Contents"))
        for imagen in pagina.resources.get("/XObject", Dictionary()).values():
            yield imagen
            color = imagen.get("/ColorSpace")
            if isinstance(color, Array) and isinstance(color[-1], Stream):
                yield color[-1]
            globales = [p.get("/JBIG2Globals") for p in _lista(imagen.get("/DecodeParms")) if p is not None]
            yield from (g for g in globales if isinstance(g, Stream))
    if isinstance(metadatos := documento.Root.get("/Metadata"), Stream):
        yield metadatos
    for intento in _lista(documento.Root.get("/OutputIntents")):
        if isinstance(perfil := intento.get("/DestOutputProfile"), Stream):
            yield perfil


def _cabe(valor: object, hondo: int = 0) -> bool:
    """Names, strings and numbers as long as they may be (6.1.13), and nothing too deep to look at. What hangs from another object is looked at
    with it."""
    if hondo > _HONDO:
        return False
    if isinstance(valor, Name):
        return len(str(valor).encode()) - 1 <= _NOMBRE
    if isinstance(valor, String):
        return len(bytes(valor)) <= _TEXTO
    if isinstance(valor, Array):
        return all(_cabe(uno, hondo + 1) for uno in valor if not _es_de_otro(uno))
    if isinstance(valor, Dictionary | Stream):
        return all(
            len(clave.encode()) - 1 <= _NOMBRE and (_es_de_otro(uno) or _cabe(uno, hondo + 1))
            for clave, uno in valor.items()
        )
    if isinstance(valor, bool) or valor is None:
        return True
    if isinstance(valor, int):
        return abs(valor) <= _ENTERO
    if isinstance(valor, Decimal | float):
        return abs(float(valor)) <= _REAL
    return False


def _es_de_otro(valor: object) -> bool:
    return isinstance(valor, Object) and valor.is_indirect
