"""Keeping the book: opening it, closing it, printing it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.documental.documentos.tipos import SELLO_DE_ORGANO
from consistorio.documental.firma.operaciones import sellar
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion, automatizadas
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones import datos_documento, libro, operaciones
from consistorio.servicios.resoluciones.eventos import LibroCerrado, LibroImpreso
from consistorio.servicios.resoluciones.models import Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.permisos import LIBRO

automatizadas.declarar(
    automatizadas.Actuacion(
        "libro_resoluciones",
        gettext_lazy("Edición del libro de resoluciones"),
        "ROF art. 200",
        gettext_lazy(
            "A petición de la Secretaría, el programa imprime las resoluciones del libro y lo sella. Las diligencias las firma la Secretaría."
        ),
        gettext_lazy("Las resoluciones del libro."),
        modulos=(__name__,),
    )
)

POR_VOLUMEN = 500  # rows of a printed volume


@accion("resolucion.libro.abierto", permiso=LIBRO, norma="ROF arts. 199 y 200")
def abrir_libro(*, actor: Actor, anio: int, reloj: Reloj) -> Libro:
    """Open the book of a year with its diligencia; one already open is answered as it is.

    Who: the Secretaría. Writes Libro, Diligencia. Emits LibroAbierto. Raises Conflicto (closed, or a year to come).
    """
    if anio > hoy(reloj).year:
        raise Conflicto(_("El libro de %(anio)s se abre cuando empiece el año.") % {"anio": anio})
    return libro.abierto(anio, actor=actor, reloj=reloj)


@accion("resolucion.libro.cerrado", permiso=LIBRO, norma="ROF arts. 199 y 200")
def cerrar_libro(*, actor: Actor, anio: int, reloj: Reloj) -> Libro:
    """Close the book of a year that has ended, when nothing of it waits to be signed.

    Who: the Secretaría. Writes Libro, Diligencia (first and last number). Emits LibroCerrado. Raises NoEncontrado, Conflicto.
    """
    cerrado = Libro.objects.select_for_update().filter(codigo=libro.CODIGO, anio=anio).first()
    if cerrado is None:
        raise NoEncontrado(_("No hay un Libro de Resoluciones de %(anio)s.") % {"anio": anio})
    if cerrado.cerrado_el is not None:
        raise Conflicto(_("El Libro de Resoluciones de %(anio)s ya está cerrado.") % {"anio": anio})
    if anio >= hoy(reloj).year:
        raise Conflicto(_("El libro se cierra cuando termina el año."))
    en_firma = Resolucion.objects.filter(libro=cerrado, estado__in=["en_firma", "devuelta"])
    pendiente = en_firma.order_by("numero").first()
    if pendiente is not None:
        raise Conflicto(
            _("No se puede cerrar el libro: la resolución %(n)s está sin firmar.") % {"n": pendiente.numero_completo},
            que_hacer=_("Espere a su firma o anule su número por diligencia."),
        )
    cerrado.cerrado_el = reloj.ahora()
    cerrado.save(update_fields=["cerrado_el"])
    diligencia = libro.extender(
        cerrado,
        Diligencia.Clase.CIERRE,
        _(
            "Diligencia para hacer constar que se cierra el Libro de Resoluciones del año %(anio)s, que contiene %(n)s números."
        )
        % {"anio": anio, "n": cerrado.ultimo},
        actor=actor,
        reloj=reloj,
    )
    hecho = LibroCerrado(cerrado.id, anio, cerrado.ultimo, diligencia.id)
    anotar(libro.cadena(cerrado), hecho, actor=actor, reloj=reloj, filas=[diligencia])
    return cerrado


@accion("resolucion.libro.impreso", permiso=LIBRO, norma="ROF arts. 199, 200 y 202")
def imprimir_libro(*, actor: Actor, anio: int, reloj: Reloj, desde: int = 1) -> Documento:
    """Print the book of a year as a sealed PDF, in volumes of 500 numbers from `desde`.

    Who: the Secretaría. Writes Documento; the seal is asked of a job. Emits LibroImpreso. Raises NoEncontrado (no such numbers).
    """
    impreso = Libro.objects.filter(codigo=libro.CODIGO, anio=anio).first()
    filas = operaciones.del_libro(impreso, desde=desde, limite=POR_VOLUMEN) if impreso is not None else []
    if impreso is None or not filas:
        raise NoEncontrado(_("El Libro de Resoluciones de %(anio)s no tiene esos números.") % {"anio": anio})
    documento = crear_desde_plantilla(
        "libro",
        datos_documento.de_libro(impreso, filas),
        titulo=_("Libro de Resoluciones de %(anio)s") % {"anio": anio},
        tipo_documental="TD99",
        organo=operaciones.dir3(),
        nombre=f"libro-resoluciones-{anio}.pdf",
        firmas=[SELLO_DE_ORGANO],
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"libro_resoluciones:{impreso.id}", reloj=reloj)
    anotar(libro.cadena(impreso), LibroImpreso(impreso.id, documento.id), actor=actor, reloj=reloj)
    return documento
