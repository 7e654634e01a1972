"""The narrow doors to an entry that waits in the inbox of a unit, and to a case in which somebody files."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.models import Asiento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.tramitacion.expedientes.acceso import bloquear as con_cerrojo
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor.consultas import informacion_anunciada
from consistorio.tramitacion.solicitudes.models import Aportacion, Reparto


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


def expediente_en_que_presenta(actor: Actor, expediente_id: UUID, clase: str, *, bloquear: bool = False) -> Expediente:
    """The case in which the actor files something: one of theirs or, in a public information, one that was announced to everybody, of
    which nothing is read through here. Raises NoEncontrado, NoPermitido.
    """
    if clase == Aportacion.Clase.INFORMACION and not visibles_para(actor).filter(id=expediente_id).exists():
        anunciado = _anunciado(expediente_id)
        if anunciado is not None:
            return con_cerrojo(expediente_id) if bloquear else anunciado
    return expediente_para(actor, expediente_id, MIS_EXPEDIENTES, bloquear=bloquear)


def _anunciado(expediente_id: UUID) -> Expediente | None:
    casos = Expediente.objects.select_related("version__procedimiento", "unidad")
    expediente = casos.filter(id=expediente_id).first()
    return expediente if expediente is not None and informacion_anunciada(expediente) is not None else None
