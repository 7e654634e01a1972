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
from consistorio.servicios.resoluciones import consultas, libro, libro_impreso, operaciones
from consistorio.servicios.resoluciones.cierre_libro import problemas_de_cierre, texto_de_cierre
from consistorio.servicios.resoluciones.eventos import LibroCerrado, LibroImpreso
from consistorio.servicios.resoluciones.models import Diligencia, Libro
from consistorio.servicios.resoluciones.permisos import LIBRO

automatizadas.declarar(
    automatizadas.Actuacion(
        "libro_resoluciones",
        gettext_lazy("Edición de los libros de resoluciones y de acuerdos"),
        "ROF arts. 198 a 202",
        gettext_lazy(
            "A petición de la Secretaría, el programa imprime lo que contiene el libro y lo sella. Las diligencias las firma la Secretaría."
        ),
        gettext_lazy("Las resoluciones o los acuerdos del libro."),
        modulos=(__name__,),
    )
)


@accion("resolucion.libro.abierto", permiso=LIBRO, norma="ROF arts. 198 a 202")
def abrir_libro(*, actor: Actor, anio: int, reloj: Reloj, codigo: str = libro.CODIGO) -> Libro:
    """Open the book of a year with its diligencia; one already open is answered as it is.

    Who: the Secretaría. `codigo`: which book. Writes Libro, Diligencia. Emits LibroAbierto. Raises NoEncontrado (no such book), Conflicto
    (closed, or a year to come).
    """
    libro.de_anio(codigo, anio)
    if anio > hoy(reloj).year:
        raise Conflicto(_("El libro de %(anio)s se abre cuando empiece el año.") % {"anio": anio})
    return libro.abierto(anio, codigo=codigo, actor=actor, reloj=reloj)


@accion("resolucion.libro.cerrado", permiso=LIBRO, norma="ROF arts. 198 a 202")
def cerrar_libro(*, actor: Actor, anio: int, reloj: Reloj, codigo: str = libro.CODIGO) -> Libro:
    """Close the book of a year that has ended, when it has no gap, nothing of it waits to be signed, and no session of it is to be recorded.

    Its number is taken no more: what was agreed that year and is not in it has to be agreed again. Who: the Secretaría. Writes Libro,
    Diligencia (how many, first and last). Emits LibroCerrado. Raises NoEncontrado, Conflicto (closed already; every reason why not).
    """
    nombre = libro.de_anio(codigo, anio)
    cerrado = Libro.objects.select_for_update().filter(codigo=codigo, anio=anio).first()
    if cerrado is None:
        raise NoEncontrado(_("No hay un %(libro)s.") % {"libro": nombre})
    if cerrado.cerrado_el is not None:
        raise Conflicto(_("El %(libro)s ya está cerrado.") % {"libro": nombre})
    contenido = consultas.contenido_de(cerrado)
    problemas = problemas_de_cierre(contenido, anio=anio, este_anio=hoy(reloj).year)
    if problemas:
        raise Conflicto(_("No se puede cerrar el %(libro)s.") % {"libro": nombre}, problemas=problemas)
    cerrado.cerrado_el = reloj.ahora()
    cerrado.save(update_fields=["cerrado_el"])
    texto = texto_de_cierre(str(nombre), contenido)
    diligencia = libro.extender(cerrado, Diligencia.Clase.CIERRE, texto, actor=actor, reloj=reloj)
    hecho = LibroCerrado(cerrado.id, anio, cerrado.ultimo, diligencia.id)
    anotar(libro.cadena(cerrado), hecho, actor=actor, reloj=reloj, filas=[diligencia])
    return cerrado


@accion("resolucion.libro.impreso", permiso=LIBRO, norma="ROF arts. 198 a 202")
def imprimir_libro(*, actor: Actor, anio: int, reloj: Reloj, desde: int = 1, codigo: str = libro.CODIGO) -> Documento:
    """Print the book of a year as a sealed PDF, with its index and what each number decides, in volumes of 500 numbers from `desde`.

    Who: the Secretaría. Writes Documento; the seal is asked of a job. Emits LibroImpreso. Raises NoEncontrado (no such numbers).
    """
    nombre = libro.de_anio(codigo, anio)
    impreso = Libro.objects.filter(codigo=codigo, anio=anio).first()
    filas = operaciones.del_libro(impreso, desde=desde, limite=libro_impreso.POR_VOLUMEN) if impreso is not None else []
    if impreso is None or not filas:
        raise NoEncontrado(_("El %(libro)s no tiene esos números.") % {"libro": nombre})
    documento = crear_desde_plantilla(
        "libro_de_actos",
        libro_impreso.componer(impreso, filas),
        titulo=_("%(libro)s, del %(desde)s al %(hasta)s")
        % {"libro": nombre, "desde": filas[0].numero_completo, "hasta": filas[-1].numero_completo},
        tipo_documental="TD99",
        organo=operaciones.dir3(),
        nombre=f"libro-{codigo}-{anio}-{filas[0].numero}-{filas[-1].numero}.pdf".replace("_", "-"),
        firmas=[SELLO_DE_ORGANO],
        actor=actor,
        reloj=reloj,
    )
    sellar(documento, referencia=f"libro_resoluciones:{impreso.id}", reloj=reloj)
    anotar(libro.cadena(impreso), LibroImpreso(impreso.id, documento.id), actor=actor, reloj=reloj)
    return documento
