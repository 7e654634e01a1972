"""The annual accounts held against each other: each figure that two statements say has to be the same. Pure.

`cuentas`: as `en_datos.como_datos` writes them, so that what is checked is what is kept and printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato
from consistorio.nucleo.tipos import Importe

CERO: Final = Decimal(0)
RESULTADO: Final = "129"
_DEL_INMOVILIZADO: Final = {
    "inmovilizado_intangible": "activo no corriente I",
    "inmovilizado_material": "activo no corriente II",
    "inversiones_inmobiliarias": "activo no corriente III",
    "patrimonio_del_suelo": "activo no corriente IV",
}


_FINANCIEROS: Final = ("activo no corriente V", "activo no corriente VI", "activo corriente IV", "activo corriente V")
# Who owes for them is a debtor, and is in the same headings
_DEUDORES_POR_INVERSIONES: Final = ("4302", "4303", "4312", "4313", "4432", "4433", "4902", "4903")


@dato
class Cuadre:
    """Two figures that should be the same, in euros, and where each one is."""

    una: str
    otra: str
    dice_una: Decimal
    dice_otra: Decimal

    @property
    def cuadra(self) -> bool:
        """Whether they are."""
        return self.dice_una == self.dice_otra

    def __str__(self) -> str:
        mensaje = _("%(una)s es %(dice_una)s y %(otra)s es %(dice_otra)s.")
        return mensaje % {
            "una": self.una,
            "otra": self.otra,
            "dice_una": Importe(self.dice_una),
            "dice_otra": Importe(self.dice_otra),
        }


def descuadres(cuentas: Mapping[str, Any]) -> list[str]:
    """Every pair of figures that is not the same, in words."""
    return _los_que_no(cuadres(cuentas))


def descuadres_de_la_liquidacion(cuentas: Mapping[str, Any]) -> list[str]:
    """Those of the settlement of the budget alone."""
    return _los_que_no(_de_la_liquidacion(cuentas))


def _los_que_no(pares: Iterable[Cuadre]) -> list[str]:
    return [str(uno) for uno in pares if not uno.cuadra]


def cuadres(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    """Every pair that is held: balance sheet, result, the equity, cash, settlement of the budget, remnant and notes."""
    yield from _del_resultado_y_el_patrimonio(cuentas)
    yield from _del_efectivo(cuentas)
    yield from _de_la_liquidacion(cuentas)
    yield from _de_las_notas(cuentas)


def _del_resultado_y_el_patrimonio(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    activo, pasivo = (_importes(cuentas["balance"][lado]) for lado in ("activo", "pasivo"))
    yield Cuadre(_("El total del activo"), _("el del patrimonio neto y pasivo"), _sumar(activo), _sumar(pasivo))
    economico = _importes(cuentas["resultado_economico"]).get("IV", CERO)
    patrimonio = cuentas["patrimonio"]
    del_estado = Decimal(patrimonio["resultado"])
    saldo = -_sumar(_prefijo(_decimales(cuentas["saldos_finales"]), RESULTADO))
    yield Cuadre(_("El resultado de la cuenta del resultado"), _("el saldo de la cuenta 129"), economico, saldo)
    yield Cuadre(
        _("El resultado de la cuenta del resultado"),
        _("el del estado de cambios en el patrimonio neto"),
        economico,
        del_estado,
    )
    filas = {fila["clave"]: _decimales(fila, sin="clave") for fila in patrimonio["filas"]}
    reconocido = del_estado + Decimal(patrimonio["directos"]) + Decimal(patrimonio["a_resultados"])
    yield Cuadre(
        _("El total de ingresos y gastos reconocidos"),
        _("el de la fila D.1 del estado total de cambios"),
        reconocido,
        _sumar(filas["D1"]),
    )
    yield Cuadre(
        _("El patrimonio neto del estado de cambios"),
        _("el del balance"),
        _sumar(filas["E"]),
        _sumar(_prefijo(pasivo, "patrimonio neto ")),
    )


def _del_efectivo(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    activo = _importes(cuentas["balance"]["activo"])
    yield Cuadre(
        _("El efectivo final del estado de flujos"),
        _("el del balance"),
        Decimal(cuentas["flujos"]["final"]),
        activo.get("activo corriente VII", CERO),
    )


def _de_la_liquidacion(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    ejecucion = {columna: _sumar(_decimales(valores)) for columna, valores in cuentas["ejecucion"].items()}
    remanente = _decimales(cuentas["remanente_tesoreria"])
    yield Cuadre(
        _("Lo pendiente de cobro en la liquidación"),
        _("el de los derechos del presupuesto corriente en el remanente"),
        ejecucion["derechos"] - ejecucion["recaudacion"],
        remanente["derechos_corrientes"],
    )
    yield Cuadre(
        _("Lo pendiente de pago en la liquidación"),
        _("el de las obligaciones del presupuesto corriente en el remanente"),
        ejecucion["obligaciones"] - ejecucion["pagos"],
        remanente["obligaciones_corrientes"],
    )
    if evolucion := cuentas.get("evolucion_del_remanente"):  # what was closed before it was kept has none
        yield Cuadre(
            _("El remanente de tesorería"),
            _(
                "el del año anterior con el resultado presupuestario, los cambios de cerrados, los asientos directos y lo que usó cuentas de fuera del remanente"
            ),
            remanente["total"],
            _sumar(_decimales(evolucion)),
        )


def _de_las_notas(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    """Also when a note has no table: then nothing has to be in the balance. What was closed before there was a memoria has none of them."""
    if "memoria" not in cuentas:
        return
    activo, hechas = _importes(cuentas["balance"]["activo"]), cuentas["memoria"]

    def final(clave: str) -> Decimal:
        return _sumar(Decimal(fila[-1]) for fila in hechas.get(clave, []))

    for clave, epigrafe in _DEL_INMOVILIZADO.items():
        yield Cuadre(
            _("El inmovilizado del movimiento de la memoria"),
            _("el del balance"),
            final(clave),
            activo.get(epigrafe, CERO),
        )
    deudores = _sumar(_prefijo(_decimales(cuentas["saldos_finales"]), _DEUDORES_POR_INVERSIONES))
    yield Cuadre(
        _("Los activos financieros de la memoria"),
        _("los del balance"),
        final("activos_financieros"),
        _sumar(activo.get(epigrafe, CERO) for epigrafe in _FINANCIEROS) - deudores,
    )
    remanente = _decimales(cuentas["remanente_tesoreria"])
    for clave, linea, que in (
        ("cerrados_obligaciones", "obligaciones_cerradas", _("Las obligaciones de ejercicios cerrados de la memoria")),
        ("cerrados_derechos", "derechos_cerrados", _("Los derechos de ejercicios cerrados de la memoria")),
    ):
        yield Cuadre(que, _("el importe que dice el remanente"), final(clave), remanente[linea])


def _importes(lineas: Iterable[Mapping[str, str]]) -> dict[str, Decimal]:
    return {linea["clave"]: Decimal(linea["importe"]) for linea in lineas}


def _decimales(importes: Mapping[str, str], *, sin: str = "") -> dict[str, Decimal]:
    return {clave: Decimal(importe) for clave, importe in importes.items() if clave != sin}


def _prefijo(importes: Mapping[str, Decimal], prefijo: str | tuple[str, ...]) -> dict[str, Decimal]:
    return {clave: importe for clave, importe in importes.items() if clave.startswith(prefijo)}


def _sumar(importes: Mapping[str, Decimal] | Iterable[Decimal]) -> Decimal:
    return sum(importes.values() if isinstance(importes, Mapping) else importes, CERO)
