"""The pure rules of the end of a year, against the worked year of the reference data and against cases made by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from consistorio.economia.cierre import reparos
from consistorio.economia.cierre.deterioro import FilaDeDudoso, Propuesta
from consistorio.economia.cierre.reglas import efectivo, estados, liquidacion, patrimonio, regularizacion
from consistorio.economia.cierre.semillas import tantos_de_dudoso_cobro
from consistorio.economia.cierre.tests import dorado
from consistorio.economia.contabilidad.semillas import leer
from consistorio.economia.proyectos import reglas as proyectos

D = Decimal


@pytest.fixture(scope="module")
def ejemplo() -> dict[str, Any]:
    return dorado.leer()


def epigrafes() -> dict[str, str]:
    return {fila["codigo"]: fila["epigrafe"] for fila in leer("plan.csv") if fila["epigrafe"]}


def test_each_step_of_the_closing_is_that_of_the_worked_year(ejemplo: dict[str, Any]) -> None:
    """Rights, equity, result and budget: the same rows, and group 0 at zero."""
    saldos = dorado.saldos_hasta(ejemplo, dorado.ULTIMA_DEL_ANIO)
    anulados, patrimonio_, resultado, presupuesto = ejemplo["operaciones"][dorado.ULTIMA_DEL_ANIO :]
    for esperado, paso in (
        (anulados, regularizacion.de_derechos),
        (patrimonio_, regularizacion.al_patrimonio),
        (resultado, regularizacion.del_resultado),
        (presupuesto, lambda s: regularizacion.del_presupuesto(s, obligaciones=D(350300))),
    ):
        partidas = paso(saldos)
        assert dorado.como_se_escriben(partidas) == dorado.como_se_escriben(dorado.filas(esperado))
        saldos = regularizacion.sumar(saldos, partidas)
    finales = {cuenta: saldo for cuenta, saldo in saldos.items() if saldo}
    assert finales == {c: D(s) for c, s in ejemplo["esperado"]["saldos_finales"].items()}
    abiertos = regularizacion.de_apertura(finales)
    assert (abiertos["4010"], abiertos["4310"]) == (D(-33900), D(48000)), "what was of the year is of closed ones"
    assert not {"4000", "4300"} & set(abiertos)
    assert sum(abiertos.values()) == 0


def test_a_year_that_was_not_regularised_does_not_open_another() -> None:
    with pytest.raises(ValueError, match="629"):
        regularizacion.de_apertura({"571": D(10), "629": D(-10)})


def test_the_statements_of_the_worked_year(ejemplo: dict[str, Any]) -> None:
    esperado = ejemplo["esperado"]
    antes = dorado.saldos_hasta(ejemplo, dorado.ULTIMA_DEL_ANIO + 2)
    finales = {c: D(s) for c, s in esperado["saldos_finales"].items()}
    lineas = {linea.clave: linea.importe for linea in estados.resultado_economico(antes)}
    assert lineas["IV"] == D(esperado["resultado_economico_patrimonial"])
    hoja = estados.balance(finales, epigrafes())
    assert hoja.total_activo == hoja.total_pasivo == D(esperado["total_activo"])
    dice = {
        "activo no corriente II": "activo_no_corriente_II_inmovilizado_material",
        "activo corriente III": "activo_corriente_III_deudores",
        "activo corriente VII": "activo_corriente_VII_efectivo",
        "patrimonio neto I": "patrimonio_I",
        "patrimonio neto II": "patrimonio_II_generado",
        "patrimonio neto IV": "patrimonio_IV_subvenciones",
        "pasivo no corriente II": "pasivo_no_corriente_II",
        "pasivo corriente II": "pasivo_corriente_II_deudas_cp",
        "pasivo corriente IV": "pasivo_corriente_IV_acreedores",
    }
    assert hoja.por_clave == {clave: D(esperado["balance"][nombre]) for clave, nombre in dice.items()}
    cambios = patrimonio.cambios(
        dorado.saldos_hasta(ejemplo, 1), dorado.saldos_hasta(ejemplo, dorado.ULTIMA_DEL_ANIO + 1), finales
    )
    filas = {fila.clave: fila for fila in cambios.filas}
    assert (filas["A"].total, filas["E"].total) == (D(668000), D(792350))
    assert cambios.reconocido == filas["D1"].total == D(124350)
    assert not any(filas["D3"].importes.values()), "nothing of the equity moved unexplained"


def test_the_remnant_is_the_same_before_and_after_rights_are_regularised(ejemplo: dict[str, Any]) -> None:
    esperado = ejemplo["esperado"]["remanente_tesoreria"]
    for ultima in (dorado.ULTIMA_DEL_ANIO, dorado.ULTIMA_DEL_ANIO + 1):
        rt = liquidacion.remanente(
            dorado.saldos_hasta(ejemplo, ultima), por_presupuesto={}, exceso_financiacion_afectada=D(6000)
        )
        assert rt.total == D(esperado["I_remanente_total"])
        assert rt.dudoso_cobro == D(esperado["II_saldos_dudoso_cobro"])
        assert rt.para_gastos_generales == D(esperado["IV_remanente_gastos_generales"])
        assert rt.ajustado == D(126350)


def test_an_account_without_a_place_is_told_and_not_left_out() -> None:
    with pytest.raises(ValueError, match=r"999 \(5\)"):
        estados.balance({"571": D(-5), "999": D(5)}, {"571": "activo corriente VII"})
    with pytest.raises(ValueError, match=r"^699$"):
        estados.resultado_economico({"629": D(7), "699": D(4)})


def test_current_accounts_with_others_are_a_right_or_a_debt_as_their_balance_is() -> None:
    comunes = {"571": D(100), "100": D(-130)}
    deudora = liquidacion.remanente(comunes | {"5500": D(30)}, por_presupuesto={}, exceso_financiacion_afectada=D(-8))
    acreedora = liquidacion.remanente(
        {"571": D(100), "100": D(-70), "5500": D(-30)}, por_presupuesto={}, exceso_financiacion_afectada=D(0)
    )
    assert (deudora.derechos, deudora.obligaciones, deudora.total) == (D(30), D(0), D(130))
    assert (acreedora.derechos, acreedora.obligaciones, acreedora.total) == (D(0), D(30), D(70))
    assert deudora.exceso_financiacion_afectada == 0, "a negative deviation raises no remnant"


@pytest.mark.parametrize(
    ("de", "minimo"),
    [
        (2025, "0.00"),
        (2024, "25.00"),
        (2023, "25.00"),
        (2022, "50.00"),
        (2021, "75.00"),
        (2020, "75.00"),
        (2019, "100.00"),
    ],
)
def test_the_least_of_doubtful_collection(de: int, minimo: str) -> None:
    """TRLRHL 193 bis, for 2025."""
    assert liquidacion.dudoso_cobro_minimo({de: D(100)}, 2025, tantos_de_dudoso_cobro(date(2025, 12, 31))) == D(minimo)


def test_with_less_than_the_least_of_doubtful_collection_a_year_is_not_closed() -> None:
    """TRLRHL 193 bis says the least of it: also when something is noted, if it does not reach."""
    fila = FilaDeDudoso(2021, D(100), D("0.75"), D(75))
    assert not list(reparos.de_dudoso_cobro(Propuesta((fila,), D(75), D(75))))
    (corto,) = reparos.de_dudoso_cobro(Propuesta((fila,), D(75), D("74.99")))
    assert "74,99" in corto.texto
    assert "75,00" in corto.texto
    assert corto.impide


def test_result_by_groups_and_its_adjustments() -> None:
    ajustes = liquidacion.Ajustes(D(15000), D(16000), D(6000))
    derechos, obligaciones = {"1": D(349500), "7": D(30000)}, {"1": D(250300), "6": D(80000), "9": D(20000)}
    resultado = liquidacion.resultado_presupuestario(derechos, obligaciones, ajustes)
    assert resultado.no_financieras.resultado == 49200
    assert (resultado.resultado, resultado.ajustado) == (D(29200), D(54200))


def test_deviations_do_not_round_the_coefficient() -> None:
    """A third of 100 is 33.33, and of 300 it is 100.00 exactly."""
    tercio = proyectos.Financiado("Estado", D(1), D(0), D(0))
    (primera,) = proyectos.desviaciones(D(3), D(100), D(300), [tercio])
    assert (primera.coeficiente, primera.del_ejercicio, primera.acumulada) == (D("0.333333"), D("-33.33"), D("-100.00"))
    subvencion = proyectos.Financiado("CCAA", D(30000), D(30000), D(30000))
    prestamo = proyectos.Financiado("Banco", D(20000), D(0), D(0))
    halladas = proyectos.desviaciones(D(100000), D(80000), D(80000), [subvencion, prestamo])
    assert [d.del_ejercicio for d in halladas] == [6000, -16000]
    assert proyectos.resumir(halladas) == proyectos.Resumen(D(6000), D(16000), D(6000))


def test_the_cash_that_nothing_explains_is_pending_to_be_classified() -> None:
    hallados = efectivo.flujos(
        cobros={"1": D(100), "9": D(50)},
        pagos={"1": D(70), "6": D(30)},
        otros_entes=D(0),
        no_presupuestarios=D(10),
        iniciales={"571": D(5), "400": D(-5)},
        finales={"571": D(58), "556": D(2), "5751": D(8), "559": D(-3), "5584": D(9)},
    )
    assert (hallados.de("gestion"), hallados.de("inversion"), hallados.de("financiacion")) == (D(40), D(-30), D(50))
    assert hallados.de("pendientes") == hallados.por_aplicar == 3
    assert hallados.variacion == 63 == sum(hallados.de(a) for a in efectivo.ACTIVIDADES)
