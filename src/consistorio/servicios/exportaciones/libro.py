"""A case as one PDF: cover, index with links, and its PDFs one after another; what is no PDF is in the index with its name and hash.

It is to be read: signatures are of each document apart, and the cover says so. Everything is written to the store's disk and only one document is open at
a time: a case of a thousand large scans takes no more memory than one of them. Slow to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from pikepdf import Array, Dictionary, Name

from consistorio.documental.documentos.objetos_pdf import PDF_MAL_HECHO
from consistorio.plataforma.almacen.deposito import borrar, carpeta_temporal
from consistorio.plataforma.almacen.pdf import abrir
from consistorio.servicios.exportaciones import portada
from consistorio.servicios.exportaciones.piezas import Pieza, leyendo
from consistorio.servicios.exportaciones.portada import Renglon
from consistorio.tramitacion.expedientes.models import Expediente

# What a page of another document could do when it is opened or clicked
_ACCIONES_QUE_HACEN = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"})


def escribir(
    destino: Path, expediente: Expediente, piezas: Iterable[Pieza], *, momento: datetime, avance: Callable[[], None]
) -> int:
    """Write it; how many documents are in it. `momento`: what the cover says; `avance`: called after each document."""
    with carpeta_temporal() as carpeta:
        ficheros, renglones = _sueltos(piezas, carpeta, avance)
        antes = portada.componer(_cabecera(expediente), renglones, momento=momento).paginas
        renglones = [replace(uno, pagina=uno.pagina + antes) if uno.pagina else uno for uno in renglones]
        contenido = portada.componer(_cabecera(expediente), renglones, momento=momento)
        (carpeta / "portada.pdf").write_bytes(contenido.pdf)
        _juntar([carpeta / "portada.pdf", *ficheros], carpeta / "junto.pdf")
        with abrir(carpeta / "junto.pdf") as libro:
            _enlazar(libro, contenido.enlaces)
            _marcar(libro, renglones)
            libro.Root.Lang = pikepdf.String("es-ES")
            libro.docinfo["/Title"] = pikepdf.String(f"{expediente.numero} · {expediente.titulo}")
            libro.save(destino)
    return len(ficheros)


def _cabecera(expediente: Expediente) -> Sequence[str]:
    return (
        str(settings.CONSISTORIO_ENTIDAD["nombre"]),
        _("Expediente %(n)s") % {"n": expediente.numero},
        expediente.titulo,
        expediente.version.procedimiento.nombre,
        expediente.unidad.nombre,
    )


def _sueltos(piezas: Iterable[Pieza], carpeta: Path, avance: Callable[[], None]) -> tuple[list[Path], list[Renglon]]:
    """A file with the pages of each that is a PDF, and the lines of the index: `pagina` counts from the first page after the index."""
    ficheros: list[Path] = []
    renglones: list[Renglon] = []
    paginas = 0
    for pieza in piezas:
        fichero = carpeta / f"{len(ficheros):06d}.pdf"
        with leyendo(pieza) as (flujo, porque_no):
            suyas, falta = _suelto(pieza, flujo, porque_no, fichero)
        if suyas:
            ficheros.append(fichero)
        renglones.append(_renglon(pieza, paginas + 1 if suyas else 0, suyas, falta))
        paginas += suyas
        avance()
    return ficheros, renglones


def _suelto(pieza: Pieza, flujo: BinaryIO | None, falta: str, fichero: Path) -> tuple[int, str]:
    """How many pages of a document were written, or why none."""
    if flujo is None or pieza.documento is None:
        return 0, falta
    if pieza.documento.contenido.tipo_mime != "application/pdf":
        return 0, _("No es un PDF.")
    try:
        with abrir(flujo) as suyo:
            if "/AcroForm" in suyo.Root:  # what the fields show, signatures among them, becomes part of their page
                suyo.flatten_annotations()
                if "/AcroForm" in suyo.Root:
                    del suyo.Root["/AcroForm"]
            for pagina in suyo.pages:
                _quitar_lo_que_hace(pagina)
            suyo.save(fichero)
            return len(suyo.pages), ""
    except pikepdf.PasswordError:
        falta = _("Tiene contraseña.")
    except PDF_MAL_HECHO:
        falta = _("El PDF está dañado.")
    borrar(fichero)
    return 0, falta


def _juntar(ficheros: Sequence[Path], junto: Path) -> None:
    """One after another by qpdf's own command, which copies from file to file: pages put together one by one would all be in memory."""
    orden = ["qpdf", "--empty", "--pages", *(str(fichero) for fichero in ficheros), "--", str(junto)]
    pikepdf.Job(orden).run()


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
        return Renglon(pieza.orden, pieza.titulo or _("Documento que no puede ver"), pieza.incorporado_el, 0, 0, falta)
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
