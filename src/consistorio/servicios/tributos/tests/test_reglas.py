"""What a debt comes to, until when it is paid, its reference and what a payment does, against the law's words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.servicios.tributos import reglas
from consistorio.servicios.tributos.reglas import Factores

CALENDARIO = Calendario("prueba", {date(2026, 1, 6): "Epifanía"})
DIEZ_CIFRAS = st.text(alphabet="0123456789", min_size=10, max_size=10)


@pytest.mark.parametrize(
    ("base", "tarifa", "periodos", "importe"),
    [
        ("24", "3.50", "6", "504,00 €"),
        ("24.5", "3.50", "6", "514,50 €"),
        ("1", "0.005", "1", "0,01 €"),  # halves go up
        ("1", "0.0049", "1", "0,00 €"),
        ("0.333", "3.015", "1", "1,00 €"),
        ("12500.45", "0.04", "1", "500,02 €"),
    ],
)
def test_an_amount_is_the_product_to_the_cent(base: str, tarifa: str, periodos: str, importe: str) -> None:
    factores = Factores(Decimal(tarifa), "m² y mes", Decimal(base), "m²", Decimal(periodos), "meses")
    assert str(factores.importe) == importe


def test_the_account_is_read_with_each_factor() -> None:
    terraza = Factores(Decimal("3.50"), "por metro cuadrado y mes", Decimal("24.0000"), "m²", Decimal(6), "meses")
    assert terraza.cuenta == "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €"
    assert Factores(Decimal("18.3"), "por solicitud").cuenta == "18,30 € (por solicitud) = 18,30 €"


@pytest.mark.parametrize(
    ("desde", "hasta", "empezados", "completos"),
    [
        (date(2026, 6, 1), date(2026, 11, 30), 6, 6),
        (date(2026, 6, 1), date(2026, 12, 1), 7, 6),
        (date(2026, 6, 15), date(2026, 7, 14), 1, 1),
        (date(2026, 6, 15), date(2026, 7, 13), 1, 0),
        (date(2026, 6, 15), date(2026, 6, 15), 1, 0),
        (date(2026, 1, 31), date(2026, 2, 27), 1, 1),
        (date(2026, 1, 1), date(2026, 12, 31), 12, 12),
        (date(2026, 6, 2), date(2026, 6, 1), 0, 0),
    ],
)
def test_months_are_counted_begun_or_complete(desde: date, hasta: date, empezados: int, completos: int) -> None:
    assert reglas.meses_entre(desde, hasta, empezados=True) == empezados
    assert reglas.meses_entre(desde, hasta, empezados=False) == completos


@pytest.mark.parametrize(
    ("notificada", "vence"),
    [
        (date(2026, 4, 1), date(2026, 5, 20)),
        (date(2026, 4, 15), date(2026, 5, 20)),
        (date(2026, 4, 16), date(2026, 6, 5)),
        (date(2026, 4, 30), date(2026, 6, 5)),
        (date(2026, 5, 15), date(2026, 6, 22)),  # the 20th is a Saturday
        (date(2026, 12, 31), date(2027, 2, 5)),
    ],
)
def test_the_voluntary_term_is_that_of_62_2(notificada: date, vence: date) -> None:
    assert reglas.fin_del_voluntario(notificada, CALENDARIO, corte=15, primera=20, segunda=5) == vence


@given(DIEZ_CIFRAS)
def test_a_reference_is_read_however_it_is_dictated(cifras: str) -> None:
    referencia = reglas.referencia_de(cifras)
    assert len(referencia) == 12
    assert reglas.leer_referencia(reglas.como_se_dicta(referencia)) == referencia
    assert reglas.leer_referencia(f" {referencia[:6]}-{referencia[6:]} ") == referencia


@given(DIEZ_CIFRAS, st.integers(0, 11), st.integers(1, 9))
def test_a_wrong_figure_is_found(cifras: str, donde: int, cuanto: int) -> None:
    referencia = reglas.referencia_de(cifras)
    otra = str((int(referencia[donde]) + cuanto) % 10)
    assert reglas.leer_referencia(referencia[:donde] + otra + referencia[donde + 1 :]) == ""


@given(DIEZ_CIFRAS, st.integers(0, 10))
def test_two_figures_swapped_are_found(cifras: str, donde: int) -> None:
    referencia = reglas.referencia_de(cifras)
    cambiada = referencia[:donde] + referencia[donde + 1] + referencia[donde] + referencia[donde + 2 :]
    assert reglas.leer_referencia(cambiada) == ("" if cambiada != referencia else referencia)


@pytest.mark.parametrize("mala", ["", "12", "x" * 12, "٢٦٠٠٠٠٠٠٠١٥٦", "2600000001567"])
def test_what_is_no_reference_is_not_read(mala: str) -> None:
    assert reglas.leer_referencia(mala) == ""


@pytest.mark.parametrize(
    ("estado", "recibido", "devuelto", "llega", "resultado", "pagada", "por_devolver"),
    [
        ("pendiente", "0", "0", "504", "completo", True, "0"),
        ("pendiente", "0", "0", "500", "a_cuenta", False, "0"),
        ("pendiente", "500", "0", "4", "completo", True, "0"),
        ("pendiente", "500", "0", "10", "de_mas", True, "6"),
        ("cobrada", "504", "0", "504", "duplicado", False, "504"),
        ("cobrada", "510", "0", "504", "duplicado", False, "510"),
        ("anulada", "0", "0", "504", "de_anulada", False, "504"),
        ("anulada", "100", "0", "504", "de_anulada", False, "604"),
        ("cobrada", "510", "6", "504", "duplicado", False, "504"),
        ("cobrada", "1008", "504", "504", "duplicado", False, "504"),
        ("anulada", "504", "504", "100", "de_anulada", False, "100"),
    ],
)
def test_what_a_payment_does(
    estado: str, recibido: str, devuelto: str, llega: str, resultado: str, pagada: bool, por_devolver: str
) -> None:
    efecto = reglas.efecto_de(
        Importe.de(llega),
        estado=estado,
        debido=Importe.de(504),
        recibido=Importe.de(recibido),
        devuelto=Importe.de(devuelto),
    )
    assert (efecto.resultado, efecto.pagada, efecto.por_devolver) == (resultado, pagada, Importe.de(por_devolver))


@given(st.lists(st.integers(1, 100_000), max_size=12), st.integers(1, 200_000))
def test_nothing_of_what_comes_in_is_lost(llegan: list[int], debido: int) -> None:
    estado, recibido, por_devolver = "pendiente", Importe.de(0), Importe.de(0)
    for centimos in llegan:
        importe = Importe(Decimal(centimos) / 100)
        efecto = reglas.efecto_de(
            importe, estado=estado, debido=Importe(Decimal(debido) / 100), recibido=recibido, devuelto=Importe.de(0)
        )
        recibido, por_devolver = Importe(recibido.euros + importe.euros), efecto.por_devolver
        estado = "cobrada" if efecto.pagada else estado
    total = sum(llegan)
    assert recibido.euros * 100 == total
    assert (estado == "cobrada") == (total >= debido)
    assert por_devolver.euros * 100 == max(total - debido, 0)
