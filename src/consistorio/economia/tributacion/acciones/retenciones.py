"""Say to whom what was withheld belongs."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from consistorio.economia.tributacion.models import Percepcion
from consistorio.economia.tributacion.operaciones import retenciones
from consistorio.economia.tributacion.permisos import LLEVAR
from consistorio.economia.tributacion.tipos import PercepcionPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


@accion("tributacion.retencion.detallada", permiso=LLEVAR, norma="Ley 35/2006 art. 99; RD 439/2007 art. 108")
def detallar_retencion(
    *, actor: Actor, linea_id: UUID, percepciones: Sequence[PercepcionPedida], reloj: Reloj
) -> list[Percepcion]:
    """Who: with `tributacion.llevar`. Writes, emits and raises as `operaciones.retenciones.detallar`."""
    return retenciones.detallar(linea_id, percepciones, actor=actor, reloj=reloj)
