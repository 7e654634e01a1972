"""Balances of accounts, from the last cut that may be used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connections

from consistorio.economia.contabilidad.models import Cuenta
from consistorio.economia.contabilidad.tipos import Saldo
from consistorio.plataforma.base.villa import alias_actual

# The last cut before which nothing is dated after `hasta`, and what was noted since
_DESDE_EL_CORTE = """
WITH corte AS (
  SELECT coalesce(max(numero), 0) AS numero FROM contabilidad_corte WHERE ejercicio_id = %(anio)s AND (%(hasta)s::date IS NULL OR numero < coalesce(
    (SELECT min(numero) FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND fecha > %(hasta)s::date), 2147483647))
)
SELECT t.cuenta, sum(t.debe), sum(t.haber) FROM (
  SELECT c.cuenta_id AS cuenta, c.debe, c.haber FROM contabilidad_corte c, corte
   WHERE c.ejercicio_id = %(anio)s AND c.numero = corte.numero AND (%(cuentas)s::text[] IS NULL OR c.cuenta_id = ANY (%(cuentas)s::text[]))
  UNION ALL
  SELECT l.cuenta, l.debe, l.haber FROM corte, contabilidad_apunte a
   CROSS JOIN LATERAL (VALUES (a.debe_id, a.importe, 0::numeric), (a.haber_id, 0::numeric, a.importe)) AS l (cuenta, debe, haber)
   WHERE a.ejercicio = %(anio)s AND a.numero > corte.numero AND (%(hasta)s::date IS NULL OR a.fecha <= %(hasta)s::date)
     AND (%(cuentas)s::text[] IS NULL OR l.cuenta = ANY (%(cuentas)s::text[]))
) t GROUP BY t.cuenta ORDER BY t.cuenta
"""


def saldos(anio: int, *, hasta: date | None = None, de: Sequence[str] | None = None) -> dict[str, Saldo]:
    """What was charged and paid in a year to each account that moved, until a day included. `de`: only those codes.

    Adds up what was noted since the last cut that may be used: a thousand entries, and not the year.
    """
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_DESDE_EL_CORTE, {"anio": anio, "hasta": hasta, "cuentas": None if de is None else list(de)})
        return {str(cuenta): Saldo(debe, haber) for cuenta, debe, haber in cursor.fetchall()}


def saldo(anio: int, cuenta: str, *, hasta: date | None = None) -> Saldo:
    """What was charged and paid in a year to an account, its splits included."""
    return sum(saldos(anio, hasta=hasta, de=codigos_de(cuenta)).values(), Saldo())


def codigos_de(prefijo: str) -> list[str]:
    """The codes of the accounts that begin so: one of the chart, with those that it is split in."""
    # «:» comes after the figures
    filas = Cuenta.objects.filter(codigo__gte=prefijo, codigo__lt=prefijo + ":")
    return list(filas.order_by("codigo").values_list("codigo", flat=True))
