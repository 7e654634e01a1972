"""How a procedure goes, in three figures: what is compared before and after changing it. One statement, whatever the cases."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from django.db import connections

from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.base.villa import alias_actual

# Only of closed cases: one that is open has tasks still to do, and would look lighter than it is
# From the entry, or what counts as it (LPACAP 68.4), to the day on which what was decided was put at the party's disposal
_MEDIDA = """
SELECT count(*)::int, percentile_cont(0.5) WITHIN GROUP (ORDER BY d.dias), avg(d.tareas)
  FROM (SELECT (z.cumplido_el AT TIME ZONE 'Europe/Madrid')::date
               - (coalesce(z.reinicio, z.inicio) AT TIME ZONE 'Europe/Madrid')::date AS dias,
               (SELECT count(*) FROM motor_tarea t WHERE t.expediente_id = e.id AND t.estado = 'hecha') AS tareas
          FROM motor_plazo z JOIN expedientes_expediente e ON e.id = z.expediente_id
         WHERE z.cumplido_el IS NOT NULL AND e.estado <> 'abierto' AND {cuales}) AS d
"""
_DE_PROCEDIMIENTO = """e.version_id IN (SELECT id FROM catalogo_versionprocedimiento WHERE procedimiento_id = %(cual)s)
           AND z.cumplido_el >= %(desde)s AND z.cumplido_el < %(hasta)s"""
_DE_VERSION = "e.version_id = %(cual)s"


@dato
class Medida:
    """Over so many cases: the median of the natural days from entry to decision, and how many tasks were done in each, with a decimal. None: there are no cases."""

    casos: int
    dias: Decimal | None
    tareas: Decimal | None


def medida_de_procedimiento(procedimiento_id: UUID, *, desde: date, hasta: date) -> Medida:
    """Of the closed cases that were decided in a period, its last day not included, in any version."""
    limites = {"desde": datetime.combine(desde, time(), MADRID), "hasta": datetime.combine(hasta, time(), MADRID)}
    return _medir(_DE_PROCEDIMIENTO, {"cual": procedimiento_id, **limites})


def medida_de_version(version_id: UUID) -> Medida:
    """Of the decided cases of a version that are closed; those that moved to it count in it."""
    return _medir(_DE_VERSION, {"cual": version_id})


def _medir(cuales: str, parametros: dict[str, UUID | datetime]) -> Medida:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_MEDIDA.replace("{cuales}", cuales), parametros)
        fila = cursor.fetchone()
    casos, dias, tareas = fila if fila is not None else (0, None, None)
    return Medida(casos, _con_un_decimal(dias), _con_un_decimal(tareas))


def _con_un_decimal(valor: float | Decimal | None) -> Decimal | None:
    return None if valor is None else Decimal(valor).quantize(Decimal("0.1"))
