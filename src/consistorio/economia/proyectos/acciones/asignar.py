"""Say what is of a project: applications whole, and rights one by one."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Aplicacion, LineaOperacion
from consistorio.economia.proyectos.acciones.abrir import NORMA
from consistorio.economia.proyectos.eventos import CADENA, AplicacionesAsignadas, DerechoAsignado
from consistorio.economia.proyectos.models import Agente, AplicacionDeProyecto, DerechoDeAgente, Proyecto
from consistorio.economia.proyectos.permisos import LLEVAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

CON_DERECHOS = ("DR", "DRI", "DRA")


@accion("proyectos.aplicacion.asignada", permiso=LLEVAR, norma=NORMA)
def asignar_aplicaciones(
    *, actor: Actor, codigo: str, aplicaciones: Sequence[UUID], reloj: Reloj
) -> list[AplicacionDeProyecto]:
    """Say that the whole expense of some applications is of a project, by its code.

    Who: with `proyectos.llevar`. Writes: AplicacionDeProyecto. Emits: proyectos.aplicacion.asignada. Raises NoEncontrado, DatosIncorrectos with those
    that do not exist, are of a year that is not the project's or of another project.
    """
    proyecto = _proyecto(codigo)
    halladas = {a.id: a for a in Aplicacion.objects.filter(id__in=aplicaciones).select_related("de_proyecto__proyecto")}
    problemas = []
    for n, aplicacion_id in enumerate(aplicaciones):
        aplicacion = halladas.get(aplicacion_id)
        if aplicacion is None:
            problemas.append(Problema(f"aplicaciones.{n}", _("Esa aplicación no existe.")))
        elif not proyecto.desde <= aplicacion.ejercicio_id <= proyecto.hasta:
            mensaje = _("%(a)s es de %(anio)d, que no es un año del proyecto.")
            problemas.append(
                Problema(f"aplicaciones.{n}", mensaje % {"a": aplicacion, "anio": aplicacion.ejercicio_id})
            )
        elif hasattr(aplicacion, "de_proyecto"):
            mensaje = _("%(a)s ya es del proyecto %(p)s.")
            de_quien = aplicacion.de_proyecto.proyecto.codigo
            problemas.append(Problema(f"aplicaciones.{n}", mensaje % {"a": aplicacion, "p": de_quien}))
    if problemas or not aplicaciones:
        raise DatosIncorrectos(_("No se ha asignado ninguna aplicación."), problemas=problemas)
    filas = [AplicacionDeProyecto(aplicacion=halladas[una], proyecto=proyecto) for una in dict.fromkeys(aplicaciones)]
    AplicacionDeProyecto.objects.bulk_create(filas)
    hecho = AplicacionesAsignadas(proyecto.id, tuple(str(fila.aplicacion_id) for fila in filas))
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=filas)
    return filas


@accion("proyectos.derecho.asignado", permiso=LLEVAR, norma=NORMA)
def asignar_derecho(*, actor: Actor, agente_id: UUID, linea_id: UUID, reloj: Reloj) -> DerechoDeAgente:
    """Say that a right, by its line, is of an agent whose concept is not only its own.

    Who: with `proyectos.llevar`. Writes: DerechoDeAgente. Emits: proyectos.derecho.asignado. Raises NoEncontrado, Conflicto (the concept is another one, it
    is all of the agent, or the right is of somebody else already).
    """
    agente = Agente.objects.select_related("proyecto").filter(id=agente_id).first()
    linea = (
        LineaOperacion.objects.select_related("concepto", "operacion")
        .filter(id=linea_id, operacion__clase__in=CON_DERECHOS, operacion__signo=1)
        .first()
    )
    if agente is None or linea is None:
        raise NoEncontrado(_("Ese agente o ese derecho no existe."))
    if linea.concepto is None or linea.concepto.economica != agente.economica:
        raise Conflicto(_("Ese derecho no es del concepto %(e)s.") % {"e": agente.economica})
    if agente.exclusivo:
        raise Conflicto(_("Todo el concepto %(e)s es ya de ese agente.") % {"e": agente.economica})
    if DerechoDeAgente.objects.filter(linea=linea).exists():
        raise Conflicto(_("Ese derecho ya es de quien financia un proyecto."))
    fila = DerechoDeAgente.objects.create(linea=linea, agente=agente)
    hecho = DerechoAsignado(agente.proyecto_id, agente.id, linea.id)
    anotar(CADENA, hecho, actor=actor, reloj=reloj, filas=[fila])
    return fila


def _proyecto(codigo: str) -> Proyecto:
    proyecto = Proyecto.objects.filter(codigo=codigo).first()
    if proyecto is None:
        raise NoEncontrado(_("No hay ningún proyecto %(codigo)s.") % {"codigo": codigo})
    return proyecto
