"""Load the approved budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.contabilidad.models import Asiento
from consistorio.economia.presupuesto.models import Operacion, TramitePresupuesto
from consistorio.economia.presupuesto.operaciones import prorroga, puesta_en_vigor, tramites, traspaso_plurianual
from consistorio.economia.presupuesto.operaciones.apertura import abrir
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.tipos import AjusteDeProrroga, PresupuestoNuevo, SaldoDeCerrado
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion(
    *puesta_en_vigor.HECHOS,
    permiso=PREPARAR,
    norma="TRLRHL arts. 162-169 y 174; RD 500/1990 arts. 8-21 y 79",
)
def aprobar_presupuesto(
    *, actor: Actor, nuevo: PresupuestoNuevo, reglas: Sequence[Regla] | None, fecha: date, texto: str, reloj: Reloj
) -> Operacion:
    """Load the budget of a year, which is in force. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.puesta_en_vigor.poner_en_vigor`."""
    return puesta_en_vigor.poner_en_vigor(nuevo, reglas, fecha=fecha, texto=texto, actor=actor, reloj=reloj)


@accion(
    "presupuesto.prorrogado",
    *puesta_en_vigor.DE_FUTUROS,
    permiso=PREPARAR,
    norma="TRLRHL arts. 169.6 y 174; RD 500/1990 arts. 21 y 79",
)
def prorrogar_presupuesto(
    *, actor: Actor, fecha: date, ajustes: Sequence[AjusteDeProrroga], texto: str, reloj: Reloj
) -> Operacion:
    """Extend the budget of the year before `fecha`, with its adjustments; what earlier years committed goes to it. Who: with `presupuesto.preparar`. Writes, emits and raises
    as `operaciones.prorroga.prorrogar` and `operaciones.traspaso_plurianual.traer`."""
    operacion = prorroga.prorrogar(fecha, ajustes, texto=texto, actor=actor, reloj=reloj)
    traspaso_plurianual.traer(fecha, actor=actor, reloj=reloj)
    return operacion


@accion("presupuesto.tramite", permiso=PREPARAR, norma="TRLRHL arts. 168-169; RD 500/1990 arts. 18-20")
def anotar_tramite_del_presupuesto(
    *,
    actor: Actor,
    anio: int,
    estado: str,
    fecha: date,
    reloj: Reloj,
    documento_id: UUID | None = None,
    organo: str = "",
    reclamaciones: bool = False,
) -> TramitePresupuesto:
    """The budget reached a state. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.tramites.anotar_tramite`."""
    return tramites.anotar_tramite(
        anio,
        estado,
        fecha,
        documento_id=documento_id,
        organo=organo,
        reclamaciones=reclamaciones,
        actor=actor,
        reloj=reloj,
    )


@accion(
    "presupuesto.apertura",
    permiso=PREPARAR,
    norma="TRLRHL arts. 200-203; Orden HAP/1781/2013, quinta parte, cuentas 401 y 431",
)
def anotar_apertura(
    *,
    actor: Actor,
    fecha: date,
    saldos: Mapping[str, Decimal],
    cerrados: Sequence[SaldoDeCerrado],
    texto: str,
    reloj: Reloj,
) -> Asiento:
    """The balances with which the first year of the accounts opens. Who: with `presupuesto.preparar`. Writes, emits and raises as
    `operaciones.apertura.abrir`."""
    return abrir(fecha, saldos, cerrados, texto=texto, actor=actor, reloj=reloj)
