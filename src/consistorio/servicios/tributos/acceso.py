"""The narrow doors to a debt: through its case, or by its reference for who collects."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.servicios.tributos.consultas import cobrables_para, liquidables_para
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.permisos import COBRAR, LIQUIDAR
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.expedientes.apartados import exigir_que_interviene
from consistorio.tramitacion.expedientes.models import Expediente


def liquidacion_para_cobrar(actor: Actor, liquidacion_id: UUID) -> Liquidacion:
    """The debt with who owes it, for who collects in the whole town hall; the passage is noted. Raises NoEncontrado."""
    return _anotado(actor, cobrables_para(actor), liquidacion_id, COBRAR)


def liquidacion_para_anular(actor: Actor, liquidacion_id: UUID) -> Liquidacion:
    """The debt with who owes it, for who liquidates: also once it is paid, when their task is over and its case is no longer seen through it.

    The passage is noted. Raises NoEncontrado, NoPermitido (set apart from its case).
    """
    liquidacion = _anotado(actor, liquidables_para(actor), liquidacion_id, LIQUIDAR)
    exigir_que_interviene(liquidacion.expediente_id, actor)
    return liquidacion


def _anotado(actor: Actor, entre: QuerySet[Liquidacion], liquidacion_id: UUID, motivo: str) -> Liquidacion:
    liquidacion = entre.filter(id=liquidacion_id).first()
    registrar_acceso(
        actor,
        que="liquidacion",
        objeto_id=liquidacion_id,
        motivo=motivo,
        expediente_id=liquidacion.expediente_id if liquidacion is not None else None,
        permitido=liquidacion is not None,
    )
    if liquidacion is None:
        raise NoEncontrado(_("No encontramos esa liquidación."))
    return liquidacion


def bloqueada(liquidacion_id: UUID) -> tuple[Liquidacion, Expediente]:
    """The debt and its case, both locked, the case first. Raises NoEncontrado."""
    expediente_id = Liquidacion.objects.filter(id=liquidacion_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos esa liquidación."))
    expediente = bloquear(expediente_id)
    liquidacion = Liquidacion.objects.select_for_update(of=("self",)).select_related("deudor").get(id=liquidacion_id)
    return liquidacion, expediente
