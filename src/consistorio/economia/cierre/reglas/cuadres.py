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
    return [str(uno) for uno in cuadres(cuentas) if not uno.cuadra]


def cuadres(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    """Every pair that is held: balance sheet, result, the three parts of the equity, cash flows, settlement of the budget, remnant and notes."""
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
    if propias := patrimonio.get("propietarias"):
        aportado = _sumar(c for clave, c in _decimales(propias).items() if not clave.startswith("en_"))
        yield Cuadre(
            _("La suma de las operaciones patrimoniales con propietarios"),
            _("la variación del patrimonio aportado (fila D.2)"),
            aportado,
            _sumar(filas["D2"]),
        )


def _del_efectivo(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    flujos = cuentas["flujos"]
    movido = _sumar(Decimal(linea["importe"]) for linea in flujos["lineas"])
    inicial, final = Decimal(flujos["inicial"]), Decimal(flujos["final"])
    yield Cuadre(
        _("La suma de los flujos de efectivo"),
        _("la variación del efectivo"),
        movido,
        final - inicial,
    )
    tesoreria = _sumar(_prefijo(_decimales(cuentas["saldos_finales"]), "57"))
    yield Cuadre(_("El efectivo final del estado de flujos"), _("el saldo de las cuentas 57"), final, tesoreria)
    activo = _importes(cuentas["balance"]["activo"])
    yield Cuadre(
        _("El efectivo final del estado de flujos"),
        _("el del balance"),
        final,
        activo.get("activo corriente VII", CERO),
    )


def _de_la_liquidacion(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    ejecucion = {columna: _sumar(_decimales(valores)) for columna, valores in cuentas["ejecucion"].items()}
    remanente = _decimales(cuentas["remanente_tesoreria"])
    yield Cuadre(
        _("El resultado presupuestario"),
        _("la diferencia entre derechos y obligaciones de la liquidación"),
        Decimal(cuentas["resultado_presupuestario"]["resultado"]),
        ejecucion["derechos"] - ejecucion["obligaciones"],
    )
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


def _de_las_notas(cuentas: Mapping[str, Any]) -> Iterator[Cuadre]:
    activo, hechas = _importes(cuentas["balance"]["activo"]), cuentas.get("memoria", {})
    for clave, epigrafe in _DEL_INMOVILIZADO.items():
        if clave in hechas:
            yield Cuadre(
                _("El inmovilizado del movimiento de la memoria"),
                _("el del balance"),
                _sumar(Decimal(fila[-1]) for fila in hechas[clave]),
                activo.get(epigrafe, CERO),
            )
    remanente = _decimales(cuentas["remanente_tesoreria"])
    for clave, linea, que in (
        ("cerrados_obligaciones", "obligaciones_cerradas", _("Las obligaciones de ejercicios cerrados de la memoria")),
        ("cerrados_derechos", "derechos_cerrados", _("Los derechos de ejercicios cerrados de la memoria")),
    ):
        if clave in hechas:
            total = _sumar(Decimal(fila[-1]) for fila in hechas[clave])
            yield Cuadre(que, _("el importe que dice el remanente"), total, remanente[linea])


def _importes(lineas: Iterable[Mapping[str, str]]) -> dict[str, Decimal]:
    return {linea["clave"]: Decimal(linea["importe"]) for linea in lineas}


def _decimales(importes: Mapping[str, str], *, sin: str = "") -> dict[str, Decimal]:
    return {clave: Decimal(importe) for clave, importe in importes.items() if clave != sin}


def _prefijo(importes: Mapping[str, Decimal], prefijo: str) -> dict[str, Decimal]:
    return {clave: importe for clave, importe in importes.items() if clave.startswith(prefijo)}


def _sumar(importes: Mapping[str, Decimal] | Iterable[Decimal]) -> Decimal:
    return sum(importes.values() if isinstance(importes, Mapping) else importes, CERO)
