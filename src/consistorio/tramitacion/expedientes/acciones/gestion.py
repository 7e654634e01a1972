"""Links between cases, and the unit that answers for a case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes.acceso import bloquear_juntos, expediente_para, expediente_que_lleva
from consistorio.tramitacion.expedientes.eventos import ExpedienteRelacionado, UnidadCambiada
from consistorio.tramitacion.expedientes.models import Expediente, Relacion
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER


@accion("expediente.relacionado", permiso=TRAMITAR, norma="LPACAP arts. 57 y 70")
def relacionar(*, actor: Actor, expediente_id: UUID, otro_id: UUID, clase: str, reloj: Reloj) -> Relacion:
    """Link two cases that the actor may see, in one of the ways that somebody may say (`Relacion.A_MANO`). Who: tramitador of the first. Writes: Relacion. Emits: expediente.relacionado, in both.

    Raises NoEncontrado, NoPermitido, DatosIncorrectos (kind), Conflicto (the same case, or linked already).
    """
    bloquear_juntos(actor, expediente_id, otro_id)
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    otro = expediente_para(actor, otro_id, VER)
    if clase not in Relacion.A_MANO:
        mensaje = _("Elija qué relación tienen los expedientes.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("clase", mensaje)])
    if expediente.id == otro.id:
        raise Conflicto(_("Un expediente no se relaciona consigo mismo."))
    if Relacion.objects.filter(expediente=expediente, otro=otro, clase=clase).exists():
        raise Conflicto(_("Esos expedientes ya están relacionados así."))
    relacion = Relacion.objects.create(expediente=expediente, otro=otro, clase=clase, creada_el=reloj.ahora())
    for uno, con in ((expediente, otro), (otro, expediente)):
        anotar(uno.cadena, ExpedienteRelacionado(uno.id, con.id, clase), actor=actor, reloj=reloj)
    return relacion


@accion("expediente.unidad.cambiada", permiso=TRAMITAR, norma="LRJSP art. 14; LPACAP art. 71")
def cambiar_unidad(*, actor: Actor, expediente_id: UUID, unidad_id: UUID, reloj: Reloj) -> Expediente:
    """Hand a case over to the unit that must answer for it. The open tasks of the one that had it follow by the fact.

    Who: tramitador of the unit that has it. Writes: Expediente (and Tarea: motor). Emits: expediente.unidad.cambiada.
    Raises NoEncontrado, NoPermitido, Conflicto (it has it already).
    """
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    unidad = Unidad.objects.filter(id=unidad_id, desde__lte=hoy(reloj), hasta=None).first()
    if unidad is None:
        raise NoEncontrado(_("No encontramos esa unidad."))
    if unidad.id == expediente.unidad_id:
        raise Conflicto(_("El expediente ya está en esa unidad."))
    anterior_id = expediente.unidad_id
    expediente.unidad = unidad
    expediente.save(update_fields=["unidad"])
    anotar(expediente.cadena, UnidadCambiada(expediente.id, unidad.id, anterior_id), actor=actor, reloj=reloj)
    return expediente
