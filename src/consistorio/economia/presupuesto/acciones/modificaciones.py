"""Modifications of credits, from the draft to the accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from consistorio.economia.presupuesto.models import ModificacionCredito, Operacion
from consistorio.economia.presupuesto.operaciones import modificaciones
from consistorio.economia.presupuesto.operaciones_de_credito import Excepcional
from consistorio.economia.presupuesto.permisos import MODIFICAR
from consistorio.economia.presupuesto.tipos import LineaDeModificacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL arts. 177-182; RD 500/1990 arts. 34-51"


@accion("presupuesto.modificacion.preparada", permiso=MODIFICAR, norma=_NORMA)
def preparar_modificacion(
    *,
    actor: Actor,
    anio: int,
    tipo: str,
    texto: str,
    lineas: Sequence[LineaDeModificacion],
    reloj: Reloj,
    reorganizacion: bool = False,
    expediente_id: UUID | None = None,
    excepcional: Excepcional | None = None,
) -> ModificacionCredito:
    """A draft, whole. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.modificaciones.preparar`."""
    return modificaciones.preparar(
        anio,
        tipo,
        texto,
        lineas,
        reorganizacion=reorganizacion,
        expediente_id=expediente_id,
        excepcional=excepcional,
        actor=actor,
        reloj=reloj,
    )


@accion("presupuesto.modificacion.informada", permiso=MODIFICAR, norma="RD 500/1990 arts. 37 y 44; TRLRHL art. 177.2")
def informar_modificacion(
    *, actor: Actor, modificacion_id: UUID, fecha: date, reloj: Reloj, informe_id: UUID | None = None
) -> ModificacionCredito:
    """Intervención has reported on it. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.modificaciones.informar`."""
    return modificaciones.informar(modificacion_id, fecha, informe_id, actor=actor, reloj=reloj)


@accion("presupuesto.modificacion.aprobada", permiso=MODIFICAR, norma=_NORMA)
def aprobar_modificacion(
    *,
    actor: Actor,
    modificacion_id: UUID,
    organo: str,
    fecha: date,
    reloj: Reloj,
    acuerdo_id: UUID | None = None,
    mayoria_absoluta: bool = False,
) -> ModificacionCredito:
    """Its organ has approved it. Who: with `presupuesto.modificar`. Writes, emits and raises as `operaciones.modificaciones.aprobar`."""
    return modificaciones.aprobar(
        modificacion_id, organo, fecha, acuerdo_id, mayoria_absoluta=mayoria_absoluta, actor=actor, reloj=reloj
    )


@accion("presupuesto.modificacion.contabilizada", permiso=MODIFICAR, norma=_NORMA)
def contabilizar_modificacion(*, actor: Actor, modificacion_id: UUID, fecha: date, reloj: Reloj) -> Operacion:
    """Its credits and its financing go to the accounts. Who: with `presupuesto.modificar`. Writes, emits and raises as
    `operaciones.modificaciones.contabilizar`."""
    return modificaciones.contabilizar(modificacion_id, fecha, actor=actor, reloj=reloj)
