"""The narrow doors to a case. Every passage is noted in the access log, and every refusal too."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para


def expediente_para(actor: Actor, expediente_id: UUID, permiso: str, *, bloquear: bool = False) -> Expediente:
    """The case, for an actor who may see it and holds `permiso`. `bloquear` locks its row until the transaction ends.

    Raises NoEncontrado (it does not exist or may not be known), NoPermitido (it may be seen, not this).
    """
    consulta = visibles_para(actor).select_related("version__procedimiento", "unidad")
    if bloquear:
        consulta = consulta.select_for_update(of=("self",))
    expediente = consulta.filter(id=expediente_id).first()
    if expediente is None:
        registrar_acceso(
            actor,
            que="expediente",
            objeto_id=expediente_id,
            motivo=permiso,
            expediente_id=expediente_id,
            permitido=False,
        )
        raise NoEncontrado(
            _("No encontramos ese expediente."),
            que_hacer=_("Compruebe el número. Si es de otra unidad, pídale que le dé acceso."),
        )
    permitido = actor.puede(permiso)
    registrar_acceso(
        actor,
        que="expediente",
        objeto_id=expediente_id,
        motivo=permiso,
        expediente_id=expediente_id,
        permitido=permitido,
    )
    if not permitido:
        raise NoPermitido(_("Puede ver este expediente, pero no hacer esto en él."))
    return expediente


def bloquear(expediente_id: UUID) -> Expediente:
    """The case with its row locked, for operations of jobs and subscriptions that already stand behind a door.

    Raises NoEncontrado.
    """
    expediente = (
        Expediente.objects.select_for_update(of=("self",))
        .select_related("version__procedimiento", "unidad")
        .filter(id=expediente_id)
        .first()
    )
    if expediente is None:
        raise NoEncontrado(_("No encontramos ese expediente."))
    return expediente
