"""The organic classification of the town."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from consistorio.economia.presupuesto.models import CodigoOrganico
from consistorio.economia.presupuesto.operaciones import organica
from consistorio.economia.presupuesto.permisos import PREPARAR
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion

_NORMA = "TRLRHL art. 167; Orden EHA/3565/2008 art. 6"


@accion("presupuesto.organica", permiso=PREPARAR, norma=_NORMA)
def crear_organica(
    *, actor: Actor, codigo: str, denominacion: str, unidad_id: UUID | None, desde: date, reloj: Reloj
) -> CodigoOrganico:
    """Make a code. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.organica.crear_organica`."""
    return organica.crear_organica(codigo, denominacion, unidad_id, desde, actor=actor, reloj=reloj)


@accion("presupuesto.organica", permiso=PREPARAR, norma=_NORMA)
def renombrar_organica(
    *, actor: Actor, codigo: str, denominacion: str, unidad_id: UUID | None, desde: date, reloj: Reloj
) -> CodigoOrganico:
    """Another name or another unit. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.organica.renombrar_organica`."""
    return organica.renombrar_organica(codigo, denominacion, unidad_id, desde, actor=actor, reloj=reloj)


@accion("presupuesto.organica", permiso=PREPARAR, norma=_NORMA)
def cerrar_organica(*, actor: Actor, codigo: str, desde: date, reloj: Reloj) -> CodigoOrganico:
    """It takes no new application. Who: with `presupuesto.preparar`. Writes, emits and raises as `operaciones.organica.cerrar_organica`."""
    return organica.cerrar_organica(codigo, desde, actor=actor, reloj=reloj)
