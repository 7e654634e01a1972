"""Months, small groups and bottlenecks: tables of cases."""

from __future__ import annotations

from datetime import date

import pytest

from consistorio.servicios.estadistica import reglas
from consistorio.servicios.estadistica.tipos import Periodo, Tiempos


@pytest.mark.parametrize(
    ("mes", "cuantos", "otro"),
    [
        (date(2026, 11, 1), 1, date(2026, 12, 1)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
        (date(2026, 3, 1), -14, date(2025, 1, 1)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
    ],
)
def test_months_follow_one_another(mes: date, cuantos: int, otro: date) -> None:
    assert reglas.mes_siguiente(mes, cuantos) == otro


def test_a_period_has_its_months() -> None:
    assert reglas.meses_de(Periodo(date(2025, 11, 1), date(2026, 2, 1))) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]


@pytest.mark.parametrize(
    ("veces", "mediana", "parte", "pasos", "cuello"),
    [
        (10, 5.0, 25.0, 10, True),
        (9, 5.0, 90.0, 10, False),  # too few to say
        (10, 0.5, 90.0, 10, False),  # most are done at once: one long case makes no bottleneck
        (10, 5.0, 24.9, 10, False),
        (10, 5.0, 49.0, 4, False),  # of four steps it takes a half
        (10, 5.0, 50.0, 4, True),
        (10, 5.0, 74.9, 2, False),  # of two, three quarters
        (10, 5.0, 75.0, 2, True),
        (10, 5.0, 100.0, 1, False),  # the only step is no bottleneck of anything
    ],
)
def test_what_is_called_a_bottleneck(veces: int, mediana: float, parte: float, pasos: int, cuello: bool) -> None:
    assert reglas.es_cuello(Tiempos(veces, mediana, mediana, 9), parte, pasos=pasos) is cuello


@pytest.mark.parametrize(
    ("cuantos", "dicho"),
    [(0, 0), (1, None), (9, None), (10, 10), (12, 10), (13, 15), (102, 100), (103, 105), (None, None)],
)
def test_a_few_are_not_told_and_the_others_are_rounded(cuantos: int | None, dicho: int | None) -> None:
    assert reglas.cuenta_protegida(cuantos) == dicho
