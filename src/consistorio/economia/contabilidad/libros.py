"""The journal and the ledger of an account, by pages: what follows the last row that was shown, never a count of pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connections
from django.db.models import Q

from consistorio.economia.contabilidad.models import Apunte, Asiento
from consistorio.economia.contabilidad.saldos import codigos_de, saldos
from consistorio.economia.contabilidad.tipos import CERO
from consistorio.nucleo.dato import dato
from consistorio.plataforma.base.villa import alias_actual

MAXIMO = 500
DEBE, HABER = 0, 1


@dato
class Marca:
    """Where a page of a ledger ended: its last row, and the balance there in euros."""

    fecha: date
    numero: int
    orden: int
    lado: int
    saldo: Decimal


@dato
class LineaDeMayor:
    """A charge (`debe`) or a payment (`haber`) of an account, in euros, and its balance after it. `contrapartida`: the other account of the row."""

    fecha: date
    numero: int
    orden: int
    lado: int
    cuenta: str
    contrapartida: str
    debe: Decimal
    haber: Decimal
    saldo: Decimal
    regla: str
    asiento_id: UUID
    texto: str

    @property
    def marca(self) -> Marca:
        """From which the next page goes on."""
        return Marca(self.fecha, self.numero, self.orden, self.lado, self.saldo)


@dato
class PaginaDeMayor:
    """Some rows of a ledger. `anterior`: its balance before the first; `sigue`: from where the next page goes on, if there is one."""

    anterior: Decimal
    lineas: tuple[LineaDeMayor, ...]
    sigue: Marca | None


# For each account, one index a side gives as many rows as the page has; then they are put in order
_MAYOR = """
SELECT m.fecha, m.numero, m.orden, m.lado, m.cuenta, m.otra, m.importe, m.regla, m.asiento_id, s.texto FROM (
  SELECT l.* FROM unnest(%(cuentas)s::text[]) AS c (codigo) CROSS JOIN LATERAL (
    (SELECT a.fecha, a.numero, a.orden, 0 AS lado, a.debe_id AS cuenta, a.haber_id AS otra, a.importe, a.regla, a.asiento_id
       FROM contabilidad_apunte a WHERE a.debe_id = c.codigo AND a.ejercicio = %(anio)s AND a.fecha >= %(desde)s AND a.fecha <= %(hasta)s
        AND (a.fecha, a.numero, a.orden) > (%(fecha)s::date, %(numero)s::int, %(orden_debe)s::int)
      ORDER BY a.fecha, a.numero, a.orden LIMIT %(limite)s)
    UNION ALL
    (SELECT a.fecha, a.numero, a.orden, 1, a.haber_id, a.debe_id, a.importe, a.regla, a.asiento_id
       FROM contabilidad_apunte a WHERE a.haber_id = c.codigo AND a.ejercicio = %(anio)s AND a.fecha >= %(desde)s AND a.fecha <= %(hasta)s
        AND (a.fecha, a.numero, a.orden) > (%(fecha)s::date, %(numero)s::int, %(orden_haber)s::int)
      ORDER BY a.fecha, a.numero, a.orden LIMIT %(limite)s)
  ) l ORDER BY 1, 2, 3, 4 LIMIT %(limite)s
) m JOIN contabilidad_asiento s ON s.id = m.asiento_id ORDER BY 1, 2, 3, 4
"""


def mayor(
    anio: int,
    cuenta: str,
    *,
    desde: date | None = None,
    hasta: date | None = None,
    tras: Marca | None = None,
    limite: int = 100,
) -> PaginaDeMayor:
    """A page of the ledger of an account, its splits included (or of a whole group: `4`), in the order of dates and numbers, with its running balance.

    `tras`: the `sigue` of the page before. `limite`: 500 rows at most.
    """
    codigos, limite = codigos_de(cuenta), max(1, min(limite, MAXIMO))
    primero, ultimo = desde or date(anio, 1, 1), hasta or date(anio, 12, 31)
    if tras is not None:
        anterior = tras.saldo
    elif primero > date(anio, 1, 1):
        hasta_entonces = saldos(anio, hasta=primero - timedelta(days=1), de=codigos)
        anterior = sum((uno.neto for uno in hasta_entonces.values()), CERO)
    else:
        anterior = CERO
    desde_fila = tras or Marca(primero, 0, 0, HABER, CERO)
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            _MAYOR,
            {
                "cuentas": codigos,
                "anio": anio,
                "desde": primero,
                "hasta": ultimo,
                "fecha": desde_fila.fecha,
                "numero": desde_fila.numero,
                "orden_debe": desde_fila.orden,
                # of a row whose charge was the last one shown, its payment is still to be
                "orden_haber": desde_fila.orden - 1 if desde_fila.lado == DEBE else desde_fila.orden,
                "limite": limite + 1,
            },
        )
        filas = cursor.fetchall()
    lineas, acumulado = [], anterior
    for fecha, numero, orden, lado, suya, otra, importe, regla, asiento_id, texto in filas[:limite]:
        debe, haber = (importe, CERO) if lado == DEBE else (CERO, importe)
        acumulado += debe - haber
        lineas.append(
            LineaDeMayor(fecha, numero, orden, lado, suya, otra, debe, haber, acumulado, regla, asiento_id, texto)
        )
    return PaginaDeMayor(anterior, tuple(lineas), lineas[-1].marca if len(filas) > limite else None)


@dato
class AsientoDelDiario:
    """An entry with its rows."""

    asiento: Asiento
    apuntes: tuple[Apunte, ...]

    @property
    def total(self) -> Decimal:
        """What it charges, which is what it pays, in euros."""
        return sum((apunte.importe for apunte in self.apuntes), CERO)


@dato
class PaginaDelDiario:
    """Some entries of the journal. `sigue`: date and number from which the next page goes on, if there is one."""

    asientos: tuple[AsientoDelDiario, ...]
    sigue: tuple[date, int] | None


def diario(
    anio: int,
    *,
    desde: date | None = None,
    hasta: date | None = None,
    tras: tuple[date, int] | None = None,
    limite: int = 50,
) -> PaginaDelDiario:
    """A page of the journal of a year, in the order of dates and numbers, with the rows of each entry. `tras`: the `sigue` of the page before."""
    limite = max(1, min(limite, MAXIMO))
    filas = Asiento.objects.filter(ejercicio=anio)
    if desde is not None:
        filas = filas.filter(fecha__gte=desde)
    if hasta is not None:
        filas = filas.filter(fecha__lte=hasta)
    if tras is not None:
        filas = filas.filter(Q(fecha__gt=tras[0]) | Q(numero__gt=tras[1]), fecha__gte=tras[0])
    halladas = list(filas.order_by("fecha", "numero")[: limite + 1])
    mostradas = halladas[:limite]
    sigue = (mostradas[-1].fecha, mostradas[-1].numero) if len(halladas) > limite else None
    return PaginaDelDiario(tuple(con_apuntes(mostradas)), sigue)


def con_apuntes(asientos: Sequence[Asiento]) -> list[AsientoDelDiario]:
    """Some entries with their rows, which are read at once. Those of a year alone."""
    numeros = {asiento.numero: list[Apunte]() for asiento in asientos}
    if not asientos:
        return []
    for apunte in Apunte.objects.filter(ejercicio=asientos[0].ejercicio_id, numero__in=list(numeros)).order_by(
        "numero", "orden"
    ):
        numeros[apunte.numero].append(apunte)
    return [AsientoDelDiario(asiento, tuple(numeros[asiento.numero])) for asiento in asientos]


def asientos_de(*, operacion_id: UUID | None = None, expediente_id: UUID | None = None) -> list[AsientoDelDiario]:
    """The entries of an operation or of a case, in the order in which they were noted, the first five hundred."""
    filas = Asiento.objects.order_by("ejercicio", "numero")
    filas = filas.filter(operacion_id=operacion_id) if operacion_id is not None else filas
    filas = filas.filter(expediente_id=expediente_id) if expediente_id is not None else filas
    if operacion_id is None and expediente_id is None:
        return []
    por_anio: dict[int, list[Asiento]] = {}
    for asiento in filas[:MAXIMO]:
        por_anio.setdefault(asiento.ejercicio_id, []).append(asiento)
    return [uno for suyos in por_anio.values() for uno in con_apuntes(suyos)]
