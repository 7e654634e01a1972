"""Undo a relation that somebody said between two cases."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import bloquear_juntos, expediente_para, expediente_que_lleva
from consistorio.tramitacion.expedientes.eventos import RelacionDeshechaAnotada
from consistorio.tramitacion.expedientes.models import Expediente, Relacion, RelacionDeshecha
from consistorio.tramitacion.expedientes.permisos import TRAMITAR, VER
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor.operaciones.decision import hay_decision, hay_propuesta

MAXIMO_MOTIVO = 600


@accion("expediente.relacion.deshecha", permiso=TRAMITAR, norma="LPACAP arts. 35, 57 y 70")
def deshacer_relacion(
    *, actor: Actor, expediente_id: UUID, relacion_id: UUID, motivo: str, reloj: Reloj
) -> RelacionDeshecha:
    """Undo a relation that this case said by hand with another, with the reason. Both histories tell it, and they may be related again.

    A revocation that is proposed or decided stays: its decision rests on it. Who: tramitador of the case that said it, who may see the other. Writes:
    RelacionDeshecha, and the Relacion goes. Emits: expediente.relacion.deshecha, in both. Raises NoEncontrado, NoPermitido, FaseIncompatible (a revocation
    proposed or decided), DatosIncorrectos (no reason, or too long).
    """
    dichas = Relacion.objects.filter(id=relacion_id, expediente_id=expediente_id)
    bloquear_juntos(actor, expediente_id, *dichas.values_list("otro_id", flat=True))
    expediente = expediente_que_lleva(actor, expediente_id, TRAMITAR)
    relaciones = Relacion.objects.select_for_update(of=("self",)).select_related("otro")
    suyas = relaciones.filter(id=relacion_id, expediente=expediente, clase__in=Relacion.A_MANO)
    relacion = suyas.filter(otro__in=visibles_para(actor)).first()
    if relacion is None:
        raise NoEncontrado(
            _("No encontramos esa relación entre las que se dijeron en este expediente."),
            que_hacer=_("Puede que ya se haya deshecho, o que se dijera en el otro expediente: se deshace desde él."),
        )
    motivo = motivo.strip()
    if not 0 < len(motivo) <= MAXIMO_MOTIVO:
        mensaje = _("Escriba el motivo, de %(n)d letras como mucho.") % {"n": MAXIMO_MOTIVO}
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    if relacion.clase == Relacion.Clase.REVOCACION:
        _exigir_sin_proponer(expediente)
    otro = expediente_para(actor, relacion.otro_id, VER)
    deshecha = RelacionDeshecha.objects.create(
        expediente=expediente,
        otro=otro,
        clase=relacion.clase,
        relacionados_el=relacion.creada_el,
        motivo=motivo,
        deshecha_por=actor.id,
        deshecha_el=reloj.ahora(),
    )
    relacion.delete()
    hecho = RelacionDeshechaAnotada(expediente.id, otro.id, deshecha.clase, deshecha.id)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[deshecha])
    del_otro = RelacionDeshechaAnotada(otro.id, expediente.id, deshecha.clase, deshecha.id)
    anotar(otro.cadena, del_otro, actor=actor, reloj=reloj)
    return deshecha


def _exigir_sin_proponer(expediente: Expediente) -> None:
    if hay_decision(expediente):
        raise FaseIncompatible(
            _("La revocación ya está resuelta: su resolución se apoya en esa relación."),
            que_hacer=_("Si la resolución está mal, corrija el error o revísela de oficio."),
        )
    if hay_propuesta(expediente):
        raise FaseIncompatible(
            _("La revocación ya está propuesta: lo que se firme se apoya en esa relación."),
            que_hacer=_("Retire antes la propuesta."),
        )
