"""Cuts: what each account added up to when an entry was noted, so that no balance adds up a whole year."""

from __future__ import annotations

from django.db import connections

from consistorio.plataforma.accion import alias_actual

CADA = 1000  # entries

_HACER = """
INSERT INTO contabilidad_corte (ejercicio_id, numero, cuenta_id, debe, haber)
SELECT %(anio)s, %(numero)s, t.cuenta, sum(t.debe), sum(t.haber) FROM (
  SELECT cuenta_id AS cuenta, debe, haber FROM contabilidad_corte WHERE ejercicio_id = %(anio)s AND numero = %(previo)s
  UNION ALL
  SELECT l.cuenta, l.debe, l.haber FROM contabilidad_apunte a
  CROSS JOIN LATERAL (VALUES (a.debe_id, a.importe, 0::numeric), (a.haber_id, 0::numeric, a.importe)) AS l (cuenta, debe, haber)
  WHERE a.ejercicio = %(anio)s AND a.numero > %(previo)s AND a.numero <= %(numero)s
) t GROUP BY t.cuenta
"""


def hacer_corte(anio: int, numero: int) -> None:
    """Keep what each account adds up to at that entry. The caller holds the row of the year."""
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT coalesce(max(numero), 0) FROM contabilidad_corte WHERE ejercicio_id = %s", [anio])
        cursor.execute(_HACER, {"anio": anio, "numero": numero, "previo": cursor.fetchone()[0]})
