"""The narrow door to drafts: only their holder, while the session acts for whom the draft is."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.tramitacion.formularios.models import Borrador


def solicitud_en_borrador(actor: Actor, borrador_id: UUID, *, bloquear: bool = False) -> Borrador:
    """The living draft of an application: what has steps and is filed as a new case. Raises NoEncontrado, Conflicto."""
    borrador = borrador_para(actor, borrador_id, bloquear=bloquear)
    if borrador.es_escrito:
        raise NoEncontrado(
            _("Ese borrador es de un escrito para un expediente."), que_hacer=_("Ábralo desde «Mi carpeta».")
        )
    return borrador


@dato
class EscritoReferido:
    """A draft of a later submission and the case for which it is."""

    borrador: Borrador
    expediente: UUID


def escrito_en_borrador(actor: Actor, borrador_id: UUID) -> EscritoReferido:
    """The draft of a later submission with its case, also when it was filed already. Raises NoEncontrado."""
    borrador = borrador_para(actor, borrador_id, vivo=False)
    if borrador.expediente_id is None:
        raise NoEncontrado(_("Ese borrador es de una solicitud."), que_hacer=_("Ábralo desde «Mi carpeta»."))
    return EscritoReferido(borrador, borrador.expediente_id)


def borrador_para(actor: Actor, borrador_id: UUID, *, bloquear: bool = False, vivo: bool = True) -> Borrador:
    """The draft of this actor, of whatever kind. Another person's does not exist for them (the attempt is noted).

    Raises NoEncontrado; Conflicto when `vivo` and it was already filed.
    """
    consulta = Borrador.objects.select_related("formulario")
    if bloquear:
        consulta = consulta.select_for_update(of=("self",))
    borrador = consulta.filter(id=borrador_id).first()
    if borrador is None or not _es_suyo(actor, borrador):
        if borrador is not None:
            registrar_acceso(actor, que="borrador", objeto_id=borrador_id, motivo="borrador ajeno", permitido=False)
        raise NoEncontrado(
            _("No encontramos ese borrador."),
            que_hacer=_("Puede que haya caducado o que lo borrase. Empiece de nuevo el trámite."),
        )
    if vivo and borrador.estado != Borrador.Estado.VIVO:
        raise Conflicto(
            _("Este borrador ya se presentó."),
            presentado=_("Sí: lo que había en este borrador está presentado. Ahora no ha cambiado nada."),
            que_hacer=_("Ábralo en «Mi carpeta»: allí está su justificante."),
        )
    return borrador


def _es_suyo(actor: Actor, borrador: Borrador) -> bool:
    if actor.clase is not ClaseActor.CIUDADANO or borrador.titular_id != actor.id:
        return False
    en_su_nombre = None if borrador.sin_poder else borrador.representado_id
    return en_su_nombre == actor.representa_a and actor.alcanza(borrador.procedimiento)
