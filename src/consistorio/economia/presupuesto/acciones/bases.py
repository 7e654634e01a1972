"""What the bases de ejecución say: how credits bind, who approves modifications and what proves what finances them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.presupuesto.models import BasesDeEjecucion, ExigenciaDePrueba, OrganoDeModificacion
from consistorio.economia.presupuesto.operaciones import bases, competencias, pruebas
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.economia.presupuesto.tipos import Bases
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("presupuesto.bases", permiso=PREPARAR, norma="TRLRHL arts. 165.1, 172.2 y 178; RD 500/1990 arts. 9 y 27-32")
def escribir_bases(*, actor: Actor, anio: int, nuevas: Bases, reloj: Reloj) -> BasesDeEjecucion:
    """A version of how the credits of a year will bind. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.bases.escribir_bases`."""
    return bases.escribir_bases(anio, nuevas, actor=actor, reloj=reloj)


@accion("presupuesto.organos", permiso=PREPARAR, norma="TRLRHL arts. 177-182; RD 500/1990 arts. 34-51")
def fijar_organos(
    *,
    actor: Actor,
    tipo: str,
    desde: date,
    hasta: Mapping[str, Decimal | None],
    documento_id: UUID | None,
    reloj: Reloj,
    por_uno: bool = False,
) -> list[OrganoDeModificacion]:
    """Who approves a kind of modification since a day, up to how much each, and whether one person may take all its steps. Who: with `presupuesto.preparar`. Writes, emits and raises as
    `operaciones.competencias.fijar_organos`."""
    return competencias.fijar_organos(tipo, desde, hasta, documento_id, por_uno=por_uno, actor=actor, reloj=reloj)


@accion("presupuesto.exigencia", permiso=PREPARAR, norma="TRLRHL arts. 178 y 181; RD 500/1990 arts. 43-45")
def fijar_exigencia(
    *,
    actor: Actor,
    tipo: str,
    concepto: str,
    exige: str,
    desde: date,
    fundamento: str,
    documento_id: UUID | None,
    reloj: Reloj,
) -> ExigenciaDePrueba:
    """What proves that a concept finances a kind of modification, since a day. Who: with `presupuesto.preparar`. Writes, emits and raises as
    `operaciones.pruebas.fijar_exigencia`."""
    nueva = ExigenciaDePrueba(
        tipo=tipo, concepto=concepto, exige=exige, desde=desde, fundamento=fundamento, documento_id=documento_id
    )
    return pruebas.fijar_exigencia(nueva, actor=actor, reloj=reloj)
