"""The narrow door to an entry that waits in the inbox of a unit."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.tramitacion.solicitudes.models import Reparto


def asiento_pendiente(actor: Actor, asiento_id: UUID, *, motivo: str) -> Asiento:
    """An entry that waits in a unit of the actor's, locked until the end of the transaction, with `unidad` as it was filed.

    Raises NoEncontrado (it may not be known), NoPermitido (it is in another unit), Conflicto (somebody was first, or annulled).
    """
    asiento = asiento_para(actor, asiento_id, motivo=motivo, bloquear=True)
    reparto = (
        Reparto.objects.select_for_update(of=("self",))
        .select_related("unidad", "expediente")
        .filter(asiento=asiento)
        .first()
    )
    if reparto is None or reparto.estado == Reparto.Estado.ANULADO:
        raise Conflicto(_("Este asiento está anulado o no es de entrada: con él no se abre ningún expediente."))
    if reparto.expediente is not None:
        raise Conflicto(_("Este asiento ya está en el expediente %(n)s.") % {"n": reparto.expediente.numero})
    if reparto.unidad_id not in actor.unidades:
        raise NoPermitido(
            _("Este asiento lo reparte %(u)s.") % {"u": reparto.unidad.nombre},
            que_hacer=_("Si debe llevarlo su unidad, pida que se lo envíen."),
        )
    return asiento
