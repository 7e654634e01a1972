"""PDFs of others that lack nothing to be PDF/A-2b but to say so: those whose pages are pictures, as a scanner makes them.

What is looked at is what ISO 19005-2 forbids in such pages or demands of them. Nothing of theirs is written again, so that a copy shows what the
original shows; whatever is not known here (letters, forms, inks, transparency) makes the answer no. veraPDF judges the answers, here and by hand.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String
from PIL import ImageCms

_CATALOGO = frozenset(
    {"/Type", "/Pages", "/Version", "/PageMode", "/PageLayout", "/Lang", "/Metadata", "/OutputIntents"}
)
_CAJAS = frozenset({"/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"})
_PAGINA = _CAJAS | {"/Type", "/Parent", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/LastModified"}
_RECURSOS = frozenset({"/ProcSet", "/XObject"})
_IMAGEN = frozenset(
    {
        *("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/DecodeParms"),
        *("/Length", "/Decode", "/Intent", "/Name", "/ImageMask", "/Interpolate"),
    }
)
_COLORES = frozenset({"/DeviceGray", "/DeviceRGB"})  # what an output intent of three colours defines
_FILTROS = frozenset(
    {
        *("/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/FlateDecode", "/RunLengthDecode"),
        *("/ASCII85Decode", "/ASCIIHexDecode"),
    }
)
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
        "BMC",
        "EMC",
        "MP",
    ]
)
_DE_2B = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
_LADO = (3, 14_000)  # units of a page, the band included
_BREVE = 8_192  # bytes of a page's orders
_ANIDADOS = 26  # of the 28 that may be; the band takes two


def es_de_imagenes(documento: pikepdf.Pdf) -> bool:
    """Whether every page is made of pictures alone, kept in ways that PDF/A-2b admits. Raises what the library does on nonsense."""
    raiz = documento.Root
    versiones = {documento.pdf_version, str(raiz.get("/Version", "/1.7"))[1:]}
    return (
        _solo(raiz, _CATALOGO)
        and versiones <= set(_DE_2B)
        and all(_pagina_de_imagenes(pagina) for pagina in documento.pages)
    )


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


def _solo(objeto: Object, claves: Iterable[str]) -> bool:
    return set(objeto.keys()) <= set(claves)


def _pagina_de_imagenes(pagina: pikepdf.Page) -> bool:
    recursos = pagina.resources
    imagenes = recursos.get("/XObject", Dictionary())
    cajas = [[float(v) for v in pagina.obj[caja]] for caja in _CAJAS if caja in pagina.obj] + [
        [*map(float, pagina.mediabox)]
    ]
    lados = [abs(c[i + 2] - c[i]) for c in cajas for i in (0, 1)]
    return (
        _solo(pagina.obj, _PAGINA)
        and _solo(recursos, _RECURSOS)
        and all(_LADO[0] <= lado <= _LADO[1] for lado in lados)
        and all(_imagen_admitida(imagen) for imagen in imagenes.values())
        and _es_breve(pagina)
        and _ordenes_admitidas(pagina, frozenset(imagenes.keys()))
    )


def _imagen_admitida(imagen: Object) -> bool:
    filtros = imagen.get("/Filter", Array([]))
    color = imagen.get("/ColorSpace")
    return (
        imagen.get("/Subtype") == Name.Image
        and _solo(imagen, _IMAGEN)
        and {str(f) for f in (filtros if isinstance(filtros, Array) else [filtros])} <= _FILTROS
        and imagen.get("/Interpolate", False) is False
        and str(imagen.get("/Intent", "/Perceptual")) in _INTENTOS
        and (color is None if imagen.get("/ImageMask", False) else _color_admitido(color))
    )


def _color_admitido(color: Object | None) -> bool:
    """Gray or RGB, or a palette of one of them."""
    if isinstance(color, Array) and len(color) == 4 and color[0] == Name.Indexed:
        color = color[1]
    return isinstance(color, Name) and str(color) in _COLORES


def _es_breve(pagina: pikepdf.Page) -> bool:
    """A scanner writes some tens of bytes for each page: what is more is not read, nor what may swell when it is opened."""
    contenido = pagina.obj.get("/Contents", Array([]))
    partes = list(contenido) if isinstance(contenido, Array) else [contenido]
    return (
        all(isinstance(p, Stream) and p.get("/Filter", Name.FlateDecode) == Name.FlateDecode for p in partes)
        and sum(len(parte.read_raw_bytes()) for parte in partes) <= _BREVE
        and sum(len(parte.read_bytes()) for parte in partes) <= _BREVE
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
    return hondo == 0
