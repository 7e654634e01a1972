"""The settlement of the budget: its result, and the cash that is left (TRLRHL 191-193 bis; RD 500/1990 89-105; Orden HAP/1781/2013, note 24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from consistorio.nucleo.dato import dato

CERO = Decimal(0)
CENTIMO = Decimal("0.01")
Saldos = Mapping[str, Decimal]


@dato
class Grupo:
    """Rights less obligations of some chapters."""

    derechos: Decimal
    obligaciones: Decimal

    @property
    def resultado(self) -> Decimal:
        """What is left, or lacks."""
        return self.derechos - self.obligaciones

    def __add__(self, otro: Grupo) -> Grupo:
        return Grupo(self.derechos + otro.derechos, self.obligaciones + otro.obligaciones)


@dato
class Ajustes:
    """What the result does not say by itself (RD 500/1990, 97): obligations that were paid with the cash of other years, and deviations of the
    financing of projects in the year, both as positive amounts."""

    con_remanente: Decimal = CERO
    desviaciones_negativas: Decimal = CERO
    desviaciones_positivas: Decimal = CERO

    @property
    def total(self) -> Decimal:
        """What is added to the result."""
        return self.con_remanente + self.desviaciones_negativas - self.desviaciones_positivas


@dato
class ResultadoPresupuestario:
    """Net rights less net obligations of the year, by kind of operation."""

    corrientes: Grupo
    capital: Grupo
    activos: Grupo
    pasivos: Grupo
    ajustes: Ajustes

    @property
    def no_financieras(self) -> Grupo:
        """Chapters 1 to 7."""
        return self.corrientes + self.capital

    @property
    def resultado(self) -> Decimal:
        """I: of all of them."""
        return (self.no_financieras + self.activos + self.pasivos).resultado

    @property
    def ajustado(self) -> Decimal:
        """I with the adjustments."""
        return self.resultado + self.ajustes.total


def resultado_presupuestario(
    derechos: Mapping[str, Decimal], obligaciones: Mapping[str, Decimal], ajustes: Ajustes
) -> ResultadoPresupuestario:
    """Of the net rights and obligations of each chapter («1» to «9»)."""

    def grupo(capitulos: str) -> Grupo:
        return Grupo(
            sum((derechos.get(c, CERO) for c in capitulos), CERO),
            sum((obligaciones.get(c, CERO) for c in capitulos), CERO),
        )

    return ResultadoPresupuestario(grupo("12345"), grupo("67"), grupo("8"), grupo("9"), ajustes)


# Note 24.6: which accounts each line takes. What is collected for others in 554 is the town's word, and is not asked here
_LIQUIDOS = ("556", "570", "571", "573", "5741", "5751", "5759", "577")
_CONSTITUIDAS = ("257", "258", "270", "275", "537", "538", "565", "566")
_RECIBIDAS = ("165", "166", "180", "185", "515", "516", "560", "561")
_DERECHOS_NO_PRESUPUESTARIOS = ("440", "442", "449", "470", "471", "472", *_CONSTITUIDAS)
_OBLIGACIONES_NO_PRESUPUESTARIAS = ("410", "414", "419", "453", "475", "476", "477", "502", "521", *_RECIBIDAS)
# Guarantees, deposits and assets as good as cash: a line takes what of them was noted out of the budget, and what the budget recognised is in its result already
DE_LOS_DOS_MODOS: Final = (*_CONSTITUIDAS, *_RECIBIDAS, "577")
# The posting rules by which the budget recognises an obligation or a right, or takes it back, against the account of what it is for
RECONOCEN: Final = frozenset({"R008", "R009", "R010", "I001", "I002", "I003", "I004", "I010", "I011", "I012", "I013"})
# Current accounts with others: a right or an obligation as their balance is
_SEGUN_SALDO = ("456", "550")
_COBROS_SIN_APLICAR = ("554", "559")
_PAGOS_SIN_APLICAR = ("555", "5581", "5585")
_DEL_PRESUPUESTO = ("400", "401", "430", "431", "433", "434", "437", "438", "439")
_DUDOSO_COBRO = ("490", "2961", "2962", "2981", "2982", "5961", "5962", "5981", "5982")


@dato
class RemanenteDeTesoreria:
    """The cash that is left. Pending lines are positive amounts; `cobros_sin_aplicar` lowers it and `pagos_sin_aplicar` raises it."""

    fondos_liquidos: Decimal
    derechos_corrientes: Decimal
    derechos_cerrados: Decimal
    derechos_no_presupuestarios: Decimal
    obligaciones_corrientes: Decimal
    obligaciones_cerradas: Decimal
    obligaciones_no_presupuestarias: Decimal
    cobros_sin_aplicar: Decimal
    pagos_sin_aplicar: Decimal
    dudoso_cobro: Decimal
    exceso_financiacion_afectada: Decimal
    sin_aplicar_a_presupuesto: Decimal
    devoluciones_pendientes: Decimal

    @property
    def derechos(self) -> Decimal:
        """2: pending rights."""
        return self.derechos_corrientes + self.derechos_cerrados + self.derechos_no_presupuestarios

    @property
    def obligaciones(self) -> Decimal:
        """3: pending obligations."""
        return self.obligaciones_corrientes + self.obligaciones_cerradas + self.obligaciones_no_presupuestarias

    @property
    def total(self) -> Decimal:
        """I."""
        pendientes = self.pagos_sin_aplicar - self.cobros_sin_aplicar
        return self.fondos_liquidos + self.derechos - self.obligaciones + pendientes

    @property
    def para_gastos_generales(self) -> Decimal:
        """IV: without what will hardly be collected nor what is tied to a project."""
        return self.total - self.dudoso_cobro - self.exceso_financiacion_afectada

    @property
    def ajustado(self) -> Decimal:
        """VII: without what is already due and not in the budget (413) and the refunds agreed (418)."""
        return self.para_gastos_generales - self.sin_aplicar_a_presupuesto - self.devoluciones_pendientes


# Every account whose balance is in the remnant
DEL_REMANENTE: Final = (
    *(*_LIQUIDOS, *_DERECHOS_NO_PRESUPUESTARIOS, *_OBLIGACIONES_NO_PRESUPUESTARIAS, *_SEGUN_SALDO),
    *(*_COBROS_SIN_APLICAR, *_PAGOS_SIN_APLICAR, *_DEL_PRESUPUESTO),
)


def remanente(
    saldos: Saldos, *, por_presupuesto: Saldos, exceso_financiacion_afectada: Decimal
) -> RemanenteDeTesoreria:
    """From the balances at the end of the year, before it is closed. `por_presupuesto`: what of those of `DE_LOS_DOS_MODOS` the budget put there, debit less credit, since there are
    books; `exceso_financiacion_afectada`: the positive accumulated deviations."""
    saldos = _fuera_del_presupuesto(saldos, por_presupuesto)

    def suma(prefijos: Iterable[str]) -> Decimal:
        prefijos = tuple(prefijos)
        return sum((saldo for cuenta, saldo in saldos.items() if cuenta.startswith(prefijos)), CERO)

    segun_saldo = [saldo for cuenta, saldo in saldos.items() if cuenta.startswith(_SEGUN_SALDO)]
    deudor = sum((saldo for saldo in segun_saldo if saldo > 0), CERO)
    return RemanenteDeTesoreria(
        fondos_liquidos=suma(_LIQUIDOS),
        # What was annulled or cancelled lowers what is pending also before it is regularised
        derechos_corrientes=suma(("430", "433", "437", "438")),
        derechos_cerrados=suma(("431", "434", "439")),
        derechos_no_presupuestarios=suma(_DERECHOS_NO_PRESUPUESTARIOS) + deudor,
        obligaciones_corrientes=-suma(("400",)),
        obligaciones_cerradas=-suma(("401",)),
        obligaciones_no_presupuestarias=-suma(_OBLIGACIONES_NO_PRESUPUESTARIAS) - sum(segun_saldo, CERO) + deudor,
        cobros_sin_aplicar=-suma(_COBROS_SIN_APLICAR),
        pagos_sin_aplicar=suma(_PAGOS_SIN_APLICAR),
        dudoso_cobro=-suma(_DUDOSO_COBRO),
        exceso_financiacion_afectada=max(CERO, exceso_financiacion_afectada),
        sin_aplicar_a_presupuesto=-suma(("413",)),
        devoluciones_pendientes=-suma(("418",)),
    )


@dato
class Evolucion:
    """Where a remnant comes from, in euros and signed: that of the year before (`anterior`), the result of the budget, what changed of closed years (`cerrados`), what direct
    entries moved without the budget (`directos`) and what operations moved against accounts that it does not take (`fuera`)."""

    anterior: Decimal
    resultado: Decimal
    cerrados: Decimal
    directos: Decimal = CERO
    fuera: Decimal = CERO

    @property
    def total(self) -> Decimal:
        """The remnant that they explain."""
        return self.anterior + self.resultado + self.cerrados + self.directos + self.fuera


def garantias_sin_presupuesto(saldos: Saldos, por_presupuesto: Saldos) -> tuple[Decimal, Decimal]:
    """What is out of the budget of guarantees and deposits given to others, and of those received: a negative one says that more of them went than came."""
    suyos = _fuera_del_presupuesto(saldos, por_presupuesto)

    def suma(prefijos: tuple[str, ...]) -> Decimal:
        return sum((saldo for cuenta, saldo in suyos.items() if cuenta.startswith(prefijos)), CERO)

    return suma(_CONSTITUIDAS), -suma(_RECIBIDAS)


def _fuera_del_presupuesto(saldos: Saldos, por_presupuesto: Saldos) -> Saldos:
    cuentas = {*saldos, *por_presupuesto}
    return {cuenta: saldos.get(cuenta, CERO) - por_presupuesto.get(cuenta, CERO) for cuenta in cuentas}


def dudoso_cobro_minimo(pendientes: Mapping[int, Decimal], anio: int, tantos: Mapping[int, Decimal]) -> Decimal:
    """The least that is held to be of doubtful collection of the rights of each earlier year (TRLRHL 193 bis), in euros rounded to the cent.
    `tantos`: years since the right -> part of it, from 0 to 1.

    Of the year itself the law says nothing: it is the town's own criterion.
    """
    total = sum((importe * tanto_de(anio - de, tantos) for de, importe in pendientes.items()), CERO)
    return total.quantize(CENTIMO, ROUND_HALF_UP)


def tanto_de(antiguedad: int, tantos: Mapping[int, Decimal]) -> Decimal:
    """The part of a right of so many years: that of the oldest age which it has reached."""
    return max((tantos[uno] for uno in tantos if uno <= antiguedad), default=CERO)
