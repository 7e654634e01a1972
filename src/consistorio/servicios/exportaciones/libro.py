"""A case as one PDF: cover, index with links, and its PDFs one after another; what is no PDF is in the index with its name and hash.

It is to be read: signatures are of each document apart, and the cover says so. Written by batches to the store's disk, so that however many
documents there are only the pages of some are open at once. Slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name

from consistorio.documental.documentos.objetos_pdf import PDF_MAL_HECHO
from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.deposito import temporal
from consistorio.plataforma.almacen.pdf import abrir
from consistorio.servicios.exportaciones import portada
from consistorio.servicios.exportaciones.piezas import Pieza, leyendo
from consistorio.servicios.exportaciones.portada import Renglon
from consistorio.tramitacion.expedientes.models import Expediente

POR_TANDA = 50
# What a page of another document could do when it is opened or clicked
_ACCIONES_QUE_HACEN = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"})


@dato
class _Tanda:
    """The pages of some documents, in a file."""

    fichero: Path
    paginas: int


def escribir(
    destino: Path, expediente: Expediente, piezas: Iterable[Pieza], *, momento: datetime, avance: Callable[[], None]
) -> int:
    """Write it; how many documents are in it. `momento`: what the cover says; `avance`: called after each document."""
    with ExitStack() as abiertos:
        tandas, renglones = _por_tandas(piezas, abiertos, avance)
        contenido = portada.componer(_cabecera(expediente), renglones, momento=momento)
        antes = contenido.paginas
        renglones = [replace(uno, pagina=uno.pagina + antes) if uno.pagina else uno for uno in renglones]
        contenido = portada.componer(_cabecera(expediente), renglones, momento=momento)
        with pikepdf.Pdf.new() as libro:
            libro.pages.extend(abiertos.enter_context(abrir(contenido.flujo)).pages)
            for tanda in tandas:
                libro.pages.extend(abiertos.enter_context(abrir(tanda.fichero)).pages)
            _enlazar(libro, contenido.enlaces)
            _marcar(libro, renglones)
            libro.Root.Lang = pikepdf.String("es-ES")
            libro.docinfo["/Title"] = pikepdf.String(f"{expediente.numero} · {expediente.titulo}")
            libro.save(destino)
    return sum(1 for uno in renglones if uno.pagina)


def _cabecera(expediente: Expediente) -> Sequence[str]:
    return (
        str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        _("Expediente %(n)s") % {"n": expediente.numero},
        expediente.titulo,
        expediente.version.procedimiento.nombre,
        expediente.unidad.nombre,
    )


def _por_tandas(
    piezas: Iterable[Pieza], abiertos: ExitStack, avance: Callable[[], None]
) -> tuple[list[_Tanda], list[Renglon]]:
    """Their pages by batches, and the lines of the index: `pagina` counts from the first page after the index."""
    tandas: list[_Tanda] = []
    renglones: list[Renglon] = []
    pendientes: list[Pieza] = []
    hechas = 0
    for pieza in piezas:
        pendientes.append(pieza)
        avance()
        if len(pendientes) == POR_TANDA:
            hechas += _una_tanda(pendientes, abiertos, tandas, renglones, hechas)
            pendientes = []
    if pendientes:
        _una_tanda(pendientes, abiertos, tandas, renglones, hechas)
    return tandas, renglones


def _una_tanda(
    piezas: Sequence[Pieza], abiertos: ExitStack, tandas: list[_Tanda], renglones: list[Renglon], hechas: int
) -> int:
    """How many pages it has."""
    with ExitStack() as leidos, pikepdf.Pdf.new() as junto:
        for pieza in piezas:
            flujo, falta = leidos.enter_context(leyendo(pieza))
            cuantas, falta = _anadir(junto, pieza, flujo, falta, leidos)
            pagina = hechas + len(junto.pages) - cuantas + 1 if cuantas else 0
            renglones.append(_renglon(pieza, pagina, cuantas, falta))
        paginas = len(junto.pages)
        if paginas:
            fichero = abiertos.enter_context(temporal())
            junto.save(fichero)
            tandas.append(_Tanda(fichero, paginas))
    return paginas


def _anadir(junto: pikepdf.Pdf, pieza: Pieza, flujo: BinaryIO | None, falta: str, leidos: ExitStack) -> tuple[int, str]:
    """How many pages of a document joined, or why none."""
    if flujo is None or pieza.documento is None:
        return 0, falta
    if pieza.documento.contenido.tipo_mime != "application/pdf":
        return 0, _("No es un PDF.")
    antes = len(junto.pages)
    try:
        suyo = leidos.enter_context(abrir(flujo))
        if "/AcroForm" in suyo.Root:  # what the fields show, signatures among them, becomes part of their page
            suyo.flatten_annotations()
            if "/AcroForm" in suyo.Root:
                del suyo.Root["/AcroForm"]
        for pagina in suyo.pages:
            _quitar_lo_que_hace(pagina)
        junto.pages.extend(suyo.pages)
        return len(junto.pages) - antes, ""
    except pikepdf.PasswordError:
        falta = _("Tiene contraseña.")
    except PDF_MAL_HECHO:
        falta = _("El PDF está dañado.")
    del junto.pages[antes:]
    return 0, falta


def _quitar_lo_que_hace(pagina: pikepdf.Page) -> None:
    """Scripts, links out of the file and fields that show nothing stay in the original."""
    if "/AA" in pagina.obj:
        del pagina.obj["/AA"]
    anotaciones = pagina.obj.get("/Annots")
    if not isinstance(anotaciones, Array):
        return
    quedan = [una for una in anotaciones if isinstance(una, Dictionary) and una.get("/Subtype") != Name.Widget]
    for anotacion in quedan:
        accion = anotacion.get("/A")
        if isinstance(accion, Dictionary) and str(accion.get("/S")) in _ACCIONES_QUE_HACEN:
            del anotacion["/A"]
        if "/AA" in anotacion:
            del anotacion["/AA"]
    pagina.obj.Annots = Array(quedan)


def _renglon(pieza: Pieza, pagina: int, paginas: int, falta: str) -> Renglon:
    if pieza.documento is None:
        return Renglon(pieza.orden, _("Documento que no puede ver"), pieza.incorporado_el, 0, 0, falta)
    detalle = ""
    if not pagina:
        detalle = _("%(porque)s %(fichero)s · SHA-256 %(huella)s") % {
            "porque": falta,
            "fichero": pieza.documento.nombre_fichero,
            "huella": pieza.documento.huella,
        }
    return Renglon(pieza.orden, pieza.documento.titulo, pieza.incorporado_el, pagina, paginas, detalle)


def _enlazar(libro: pikepdf.Pdf, enlaces: Iterable[portada.Enlace]) -> None:
    """From each line of the index to its first page."""
    for enlace in enlaces:
        pagina = libro.pages[enlace.desde].obj
        anotacion = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array([round(v, 2) for v in enlace.caja]),
            Border=Array([0, 0, 0]),
            Dest=Array([libro.pages[enlace.a - 1].obj, Name.Fit]),
            Contents=pikepdf.String(enlace.texto),
        )
        if "/Annots" not in pagina:
            pagina.Annots = Array()
        pagina.Annots.append(libro.make_indirect(anotacion))


def _marcar(libro: pikepdf.Pdf, renglones: Sequence[Renglon]) -> None:
    """The same in the panel of the reader."""
    with libro.open_outline() as esquema:
        esquema.root.append(pikepdf.OutlineItem(_("Índice"), 1))
        for uno in renglones:
            if uno.pagina:
                esquema.root.append(pikepdf.OutlineItem(f"{uno.orden}. {uno.titulo}", uno.pagina - 1))
