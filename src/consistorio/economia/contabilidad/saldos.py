"""Balances of accounts, from the last cut that may be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from django.db import connections
from django.db.models import Sum

from consistorio.economia.contabilidad.models import Apunte, Asiento, Cuenta
from consistorio.economia.contabilidad.tipos import Saldo
from consistorio.plataforma.base.villa import alias_actual

CERO = Decimal("0.00")

_ULTIMO_CORTE = "SELECT coalesce(max(numero), 0) FROM contabilidad_corte WHERE ejercicio_id = %(anio)s"
# As many entries as were dated until then are usually those first noted; the cut of that number is mended with those that are not
_CORTE_A_UN_DIA = """
SELECT coalesce(max(numero), 0) FROM contabilidad_corte WHERE ejercicio_id = %(anio)s AND numero <=
  (SELECT count(*) FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND fecha <= %(hasta)s)
"""
# OFFSET 0: by the index of the entries, and never by reading every row of the year
_DESDE_EL_CORTE = """
SELECT t.cuenta, sum(t.debe), sum(t.haber) FROM (
  SELECT c.cuenta_id AS cuenta, c.debe, c.haber FROM contabilidad_corte c
   WHERE c.ejercicio_id = %(anio)s AND c.numero = %(corte)s AND (%(todas)s OR c.cuenta_id = ANY (%(cuentas)s::text[]))
  UNION ALL
  SELECT l.cuenta, l.debe, l.haber FROM ({movidos}) m
   CROSS JOIN LATERAL (SELECT * FROM contabilidad_apunte WHERE ejercicio = %(anio)s AND numero = m.numero OFFSET 0) a
   CROSS JOIN LATERAL (VALUES (a.debe_id, a.importe * m.signo, 0::numeric), (a.haber_id, 0::numeric, a.importe * m.signo)) AS l (cuenta, debe, haber)
   WHERE %(todas)s OR l.cuenta = ANY (%(cuentas)s::text[])
) t GROUP BY t.cuenta ORDER BY t.cuenta
"""
_DESPUES = "SELECT numero, 1 AS signo FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND numero > %(corte)s"
_FUERA_DE_SITIO = """
  SELECT numero, 1 AS signo FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND numero > %(corte)s AND fecha <= %(hasta)s
  UNION ALL SELECT numero, -1 FROM contabilidad_asiento WHERE ejercicio_id = %(anio)s AND numero <= %(corte)s AND fecha > %(hasta)s
"""


def saldos(anio: int, *, hasta: date | None = None, de: Sequence[str] | None = None) -> dict[str, Saldo]:
    """What was charged and paid in a year to each account that moved, until a day included. `de`: only those codes.

    Adds up what was noted since the last cut, a thousand entries and not the year; until a day, also those that were not noted in the order of their dates.
    """
    con: dict[str, int | date | bool | list[str]] = {"anio": anio, "todas": de is None, "cuentas": list(de or ())}
    if hasta is not None:
        con["hasta"] = hasta
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(_ULTIMO_CORTE if hasta is None else _CORTE_A_UN_DIA, con)
        con["corte"] = cursor.fetchone()[0]
        cursor.execute(_DESDE_EL_CORTE.format(movidos=_DESPUES if hasta is None else _FUERA_DE_SITIO), con)
        return {str(cuenta): Saldo(debe, haber) for cuenta, debe, haber in cursor.fetchall()}


def saldo(anio: int, cuenta: str, *, hasta: date | None = None) -> Saldo:
    """What was charged and paid in a year to an account, its splits included."""
    return sum(saldos(anio, hasta=hasta, de=codigos_de(cuenta)).values(), Saldo())


def saldos_de_siempre(cuentas: Collection[str], *, hasta: date) -> dict[str, Decimal]:
    """What there is in several accounts, debit less credit, from the entries of all their years until a day, in euros: those that close a year and open the next one move nothing, and
    are left out, but for the first opening. Two queries whatever their number."""
    grupos = defaultdict[str, list[tuple[int, str, Decimal]]](list)
    for lado, signo in (("debe_id", 1), ("haber_id", -1)):
        filas = Apunte.objects.filter(**{f"{lado}__in": cuentas}, fecha__lte=hasta).order_by()
        for cuenta, anio, clase, suma in filas.values_list(lado, "ejercicio", "asiento__clase").annotate(
            Sum("importe")
        ):
            grupos[cuenta].append((anio, clase, signo * suma))
    saldos = dict.fromkeys(cuentas, CERO)
    for cuenta, suyos in grupos.items():
        primero = min(anio for anio, _clase, _suma in suyos)
        fuera = {(anio, Asiento.Clase.APERTURA) for anio, _clase, _suma in suyos if anio != primero}
        saldos[cuenta] = sum(
            (suma for anio, clase, suma in suyos if clase != Asiento.Clase.CIERRE and (anio, clase) not in fuera), CERO
        )
    return saldos


def tiene_apertura(anio: int) -> bool:
    """Whether the balances of the year before came into a year: the entry of its opening is there. One that was undone adds up to nothing."""
    asientos = Apunte.objects.filter(ejercicio=anio, asiento__clase=Asiento.Clase.APERTURA)
    return bool(asientos.aggregate(suma=Sum("importe"))["suma"])


def codigos_de(prefijo: str) -> list[str]:
    """The codes of the accounts that begin so: one of the chart, with those that it is split in."""
    # «:» comes after the figures
    filas = Cuenta.objects.filter(codigo__gte=prefijo, codigo__lt=prefijo + ":")
    return list(filas.order_by("codigo").values_list("codigo", flat=True))
