"""Of whom an operation is that does not say it itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db import connections

from consistorio.plataforma.base.villa import alias_actual

_TRAS_ALGUIEN: Final = """
WITH RECURSIVE antes (suya, id) AS (
  SELECT u, u FROM unnest(%(ids)s::uuid[]) AS u
  UNION
  SELECT antes.suya, previa.operacion_id FROM antes
    JOIN presupuesto_lineaoperacion linea ON linea.operacion_id = antes.id
    JOIN presupuesto_lineaoperacion previa ON previa.id IN (linea.origen_id, linea.aplica_id)
)
SELECT antes.suya FROM antes
  JOIN presupuesto_operacion o ON o.id = antes.id
  LEFT JOIN presupuesto_lineaoperacion l ON l.operacion_id = o.id
  LEFT JOIN presupuesto_saldocerrado c ON c.id = l.cerrado_id
  WHERE o.tercero_id IS NOT NULL OR o.varios OR o.expediente_id IS NOT NULL OR c.tercero_id IS NOT NULL
UNION
SELECT p.retencion_id FROM presupuesto_operacionprevia p
  WHERE p.retencion_id = ANY(%(ids)s::uuid[]) AND (p.tercero_id IS NOT NULL OR p.varios)
"""


def tras_alguien(ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of some operations that follow or correct, however far back, something of somebody or of a case (what is collected of a right does not say again whose it was), or that
    retain what an area prepared for somebody. One query, whatever their number."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_TRAS_ALGUIEN, {"ids": list(ids)})
        return frozenset(fila[0] for fila in cursor.fetchall())
