"""Stamping a copy of any PDF: a band below every page with code, QR, address and what the copy is. Pure; the original is not touched.

The page grows by the band, on the side that the reader sees as its foot (rotation and CropBox included), so that nothing of what
was there is covered. Signatures of the original cannot hold in a copy: their values are taken out and the band says whose copy it is.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name, String
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from consistorio.documental.documentos import qr
from consistorio.documental.documentos.catalogo_plantillas import CARPETA
from consistorio.documental.documentos.escaneo_pdfa import declarar, es_de_imagenes
from consistorio.documental.documentos.objetos_pdf import OBJETO_MAXIMO, PDF_MAL_HECHO, lleva_algo_enorme
from consistorio.documental.documentos.renderizado import enlace_verificacion
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema, lugar_de
from consistorio.plataforma.almacen.deposito import temporal
from consistorio.plataforma.almacen.operaciones import depositar
from consistorio.plataforma.almacen.pdf import abrir
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.almacen.reglas import esta_recompuesto, legible

bitacora = logging.getLogger(__name__)

ALTO_BANDA = 54.0  # points, before UserUnit
_MARGEN = 10.0
_MINIMO = 0.1
_ANCHO_MINIMO = 200.0  # narrower pages grow to the reader's right, so that the band can be read
FUENTE = "ConsistorioSans"
_IMPRIMIR_Y_BLOQUEAR = 132
_HAY_FIRMAS = 1


@dato
class Estampa:
    """What the band says. `lineas`: short sentences (what this is a copy of, registry number, date)."""

    entidad: str
    csv: str
    url_verificacion: str
    lineas: tuple[str, ...] = ()


@dato
class _Sitio:
    """Where the band of a page goes: the page's box once grown, the matrix that takes the band there, and its width in points."""

    caja: tuple[float, ...]
    matriz: tuple[float, ...]
    ancho: float


def estampar(origen: BinaryIO, destino: Path, estampa: Estampa, *, campo: str = "") -> None:
    """Write to `destino` a stamped copy of the PDF that `origen` (seekable) holds, with an empty signature field called `campo` if
    given, that shows nothing. The copy of a scan is PDF/A-2b (`escaneo_pdfa`); any other claims nothing.

    Neither is ever whole in memory: the largest thing inside is (`objetos_pdf`), and what is over its limit is refused.
    Raises DatosIncorrectos, with the reason, when the PDF needs a password or cannot be read.
    """
    if lleva_algo_enorme(origen):
        raise _rechazo(_porque_es_enorme(), que_hacer=_("La oficina la hace con otro programa y la incorpora firmada."))
    with ExitStack() as abiertos:
        with _rechazando():
            documento = abiertos.enter_context(abrir(origen))
            if len(documento.pages) == 0:
                raise _rechazo(_("El PDF no tiene páginas."))
            if esta_recompuesto(map(str, documento.get_warnings())):
                raise _rechazo(_("El PDF está dañado y puede faltarle una parte: una copia no diría lo mismo que él."))
            sitios = [_sitio(pagina) for pagina in documento.pages]
            de_imagenes = es_de_imagenes(documento)
        bandas = abiertos.enter_context(abrir(_bandas(estampa, [sitio.ancho for sitio in sitios])))
        with _rechazando():
            _quitar_firmas(documento)
            for pagina, sitio, banda in zip(documento.pages, sitios, bandas.pages, strict=True):
                _estampar_pagina(documento, pagina, sitio, banda)
            if de_imagenes:
                declarar(documento)
            else:
                _quitar_declaraciones(documento)
            if campo:
                _escribir_campo(documento, campo)
            with destino.open("xb") as salida:
                documento.save(salida, encryption=False)


@contextmanager
def _rechazando() -> Iterator[None]:
    """Around what reads and writes the PDF of somebody else. Raises DatosIncorrectos in place of what it makes the library raise; where,
    goes to the log, since a mistake of ours would look the same."""
    try:
        yield
    except pikepdf.PasswordError as error:
        raise _rechazo(_("El PDF está protegido con contraseña y no se puede copiar.")) from error
    except PDF_MAL_HECHO as error:
        bitacora.warning("unreadable: %s", lugar_de(error))
        raise _rechazo(_("El PDF está dañado y no se puede copiar.")) from error


def estampar_en_almacen(origen: BinaryIO, estampa: Estampa, *, campo: str) -> Recibido:
    """A stamped copy, as `estampar` makes it, laid in the store; its row is still to be written. Raises as `estampar`."""
    with temporal() as fichero:
        estampar(origen, fichero, estampa, campo=campo)
        return depositar(fichero)


def porque_no_es_un_escaneo(origen: BinaryIO) -> str:
    """Why a PDF cannot be stamped as the scan of a paper: it cannot be read, or somebody signed it; "" when it can."""
    if lleva_algo_enorme(origen):
        return _porque_es_enorme()
    try:
        with abrir(origen) as documento:
            if len(documento.pages) == 0:
                return _("El PDF no tiene páginas.")
            if esta_recompuesto(map(str, documento.get_warnings())):
                return _("El PDF está dañado y puede faltarle una parte. Escanee otra vez el papel.")
            if any(_es_firma(objeto) for objeto in documento.objects):
                return _("Lleva una firma electrónica: no es un papel escaneado. Adjúntelo como original electrónico.")
    except pikepdf.PasswordError:
        return _("El PDF está protegido con contraseña y no se puede copiar.")
    except PDF_MAL_HECHO as error:
        bitacora.warning("unreadable: %s", lugar_de(error))
        return _("El PDF está dañado y no se puede copiar.")
    return ""


def _es_firma(objeto: object) -> bool:
    return isinstance(objeto, Dictionary) and objeto.get("/FT") == Name.Sig and "/V" in objeto


def _porque_es_enorme() -> str:
    return _("Lleva dentro una imagen o un archivo de más de %(m)s y no se puede copiar con su código.") % {
        "m": legible(OBJETO_MAXIMO)
    }


def _rechazo(mensaje: str, *, que_hacer: str = "") -> DatosIncorrectos:
    return DatosIncorrectos(mensaje, que_hacer=que_hacer, problemas=[Problema("fichero", mensaje)])


def _sitio(pagina: pikepdf.Page) -> _Sitio:
    caja = _caja_visible(pagina)
    giro = int(pagina.obj.get("/Rotate", _heredado(pagina, "/Rotate", 0))) % 360
    unidad = float(pagina.obj.get("/UserUnit", 1))
    caja = _ensanchar(caja, giro, _ANCHO_MINIMO / unidad)
    crecida, matriz = _crecer(caja, giro, ALTO_BANDA / unidad)
    ancho = crecida[3] - crecida[1] if giro in (90, 270) else crecida[2] - crecida[0]
    return _Sitio(crecida, (*(x / unidad for x in matriz[:4]), *matriz[4:]), ancho * unidad)


def _estampar_pagina(documento: pikepdf.Pdf, pagina: pikepdf.Page, sitio: _Sitio, banda: pikepdf.Page) -> None:
    dibujo = documento.copy_foreign(banda.as_form_xobject())
    pagina.obj.MediaBox = Array(sitio.caja)
    pagina.obj.CropBox = Array(sitio.caja)
    for otra in ("/TrimBox", "/BleedBox", "/ArtBox"):
        if otra in pagina.obj:
            del pagina.obj[otra]
    nombre = pagina.add_resource(dibujo, Name.XObject)
    a, b, c, d, e, f = sitio.matriz
    orden = f"\nQ\n/Artifact BMC\nq {a:.5f} {b:.5f} {c:.5f} {d:.5f} {e:.3f} {f:.3f} cm {nombre} Do Q\nEMC\n"
    pagina.contents_add(b"q\n", prepend=True)
    pagina.contents_add(orden.encode())


def _ensanchar(caja: tuple[float, float, float, float], giro: int, minimo: float) -> tuple[float, float, float, float]:
    """The box at least `minimo` wide as the reader sees it."""
    x0, y0, x1, y1 = caja
    falta = minimo - ((y1 - y0) if giro in (90, 270) else (x1 - x0))
    if falta <= 0:
        return caja
    if giro == 90:
        return x0, y0, x1, y1 + falta
    if giro == 180:
        return x0 - falta, y0, x1, y1
    if giro == 270:
        return x0, y0 - falta, x1, y1
    return x0, y0, x1 + falta, y1


def _crecer(
    caja: tuple[float, float, float, float], giro: int, alto: float
) -> tuple[tuple[float, float, float, float], tuple[float, ...]]:
    """The box with the band added at the foot that the reader sees, and the matrix that takes the band's corner there."""
    x0, y0, x1, y1 = caja
    if giro == 90:
        return (x0, y0, x1 + alto, y1), (0, 1, -1, 0, x1 + alto, y0)
    if giro == 180:
        return (x0, y0, x1, y1 + alto), (-1, 0, 0, -1, x1, y1 + alto)
    if giro == 270:
        return (x0 - alto, y0, x1, y1), (0, -1, 1, 0, x0 - alto, y1)
    return (x0, y0 - alto, x1, y1), (1, 0, 0, 1, x0, y0 - alto)


def _caja_visible(pagina: pikepdf.Page) -> tuple[float, float, float, float]:
    medios = [float(v) for v in pagina.mediabox]
    recorte = [float(v) for v in pagina.cropbox]
    izquierda, abajo = (
        max(min(medios[0], medios[2]), min(recorte[0], recorte[2])),
        max(min(medios[1], medios[3]), min(recorte[1], recorte[3])),
    )
    derecha, arriba = (
        min(max(medios[0], medios[2]), max(recorte[0], recorte[2])),
        min(max(medios[1], medios[3]), max(recorte[1], recorte[3])),
    )
    if derecha - izquierda < _MINIMO or arriba - abajo < _MINIMO:
        raise _rechazo(_("El PDF tiene una página sin tamaño y no se puede copiar."))
    return izquierda, abajo, derecha, arriba


def _heredado(pagina: pikepdf.Page, clave: str, defecto: int) -> int:
    nodo = pagina.obj.get("/Parent")
    vueltas = 0
    while nodo is not None and vueltas < 50:
        if clave in nodo:
            return int(nodo[clave])
        nodo, vueltas = nodo.get("/Parent"), vueltas + 1
    return defecto


def _bandas(estampa: Estampa, anchos: Sequence[float]) -> BinaryIO:
    """One page with the band for each page, as wide as it (in points)."""
    registrar_fuente()
    salida = io.BytesIO()
    lienzo, codigo = Canvas(salida), _qr(enlace_verificacion(estampa.url_verificacion, estampa.csv))
    lado, total = ALTO_BANDA - 10, len(anchos)
    for numero, ancho in enumerate(anchos, start=1):
        lienzo.setPageSize((ancho, ALTO_BANDA))
        lienzo.setStrokeGray(0.6)
        lienzo.setLineWidth(0.5)
        lienzo.line(_MARGEN, ALTO_BANDA - 2, ancho - _MARGEN, ALTO_BANDA - 2)
        lienzo.drawImage(codigo, _MARGEN, 4, lado, lado)
        x, y = _MARGEN + lado + 8, ALTO_BANDA - 13
        libre = ancho - x - _MARGEN
        for cuerpo, texto in _renglones(estampa, f"{numero}/{total}"):
            lienzo.setFont(FUENTE, _que_quepa(texto, cuerpo, libre))
            lienzo.drawString(x, y, texto)
            y -= 9.4
        lienzo.showPage()
    lienzo.save()
    salida.seek(0)
    return salida


def _renglones(estampa: Estampa, paginas: str) -> Iterator[tuple[float, str]]:
    yield 8.5, _("Código seguro de verificación (CSV): %(csv)s") % {"csv": estampa.csv}
    yield (
        7.5,
        _("Compruébelo en %(url)s · %(entidad)s · Página %(paginas)s")
        % {
            "url": estampa.url_verificacion,
            "entidad": estampa.entidad,
            "paginas": paginas,
        },
    )
    for linea in estampa.lineas[:2]:
        yield 7.5, linea


def _que_quepa(texto: str, cuerpo: float, libre: float) -> float:
    ancho = pdfmetrics.stringWidth(texto, FUENTE, cuerpo)
    return cuerpo if ancho <= libre else max(2.5, cuerpo * libre / ancho)


def registrar_fuente() -> None:
    """Make the letter of the house known to reportlab, as `FUENTE`."""
    if FUENTE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FUENTE, str(CARPETA / "fuentes" / "SourceSans3_400Regular.ttf")))


def _qr(texto: str) -> ImageReader:
    imagen = io.BytesIO()
    qr.codigo(texto).save(imagen, kind="png", scale=6, border=1)
    imagen.seek(0)
    return ImageReader(imagen)


def _quitar_firmas(documento: pikepdf.Pdf) -> None:
    """A signature of other bytes is no signature: values, certification and validation data go; what they drew stays."""
    raiz = documento.Root
    for clave in ("/Perms", "/DSS"):
        if clave in raiz:
            del raiz[clave]
    for objeto in documento.objects:
        if _es_firma(objeto):
            del objeto["/V"]
    if "/AcroForm" in raiz and "/SigFlags" in raiz.AcroForm:
        del raiz.AcroForm["/SigFlags"]


def _escribir_campo(documento: pikepdf.Pdf, campo: str) -> None:
    """A signature field on the first page without an area: the band says in words that this is a copy, and of what."""
    pagina = documento.pages[0].obj
    widget = documento.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(campo),
            TU=String(_("Sello electrónico de la copia")),
            F=_IMPRIMIR_Y_BLOQUEAR,
            Rect=Array([0, 0, 0, 0]),
            P=pagina,
        )
    )
    if "/Annots" not in pagina:
        pagina.Annots = Array([])
    pagina.Annots.append(widget)
    raiz = documento.Root
    if "/AcroForm" not in raiz:
        raiz.AcroForm = documento.make_indirect(Dictionary(Fields=Array([])))
    if "/Fields" not in raiz.AcroForm:
        raiz.AcroForm.Fields = Array([])
    raiz.AcroForm.Fields.append(widget)
    raiz.AcroForm.SigFlags = _HAY_FIRMAS


def _quitar_declaraciones(documento: pikepdf.Pdf) -> None:
    """The copy does not claim to be PDF/A or PDF/UA because its original did: what another program wrote, nobody here vouches for."""
    with documento.open_metadata(set_pikepdf_as_editor=False) as datos:
        for clave in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part"):
            if clave in datos:
                del datos[clave]
