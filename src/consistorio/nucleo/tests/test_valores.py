"""Dated values: the one in force on a day, and before any was, the first."""

from __future__ import annotations

from datetime import date

import pytest

from consistorio.nucleo.valores import ValorLegal, vigente

TABLA = {"dias": (ValorLegal(15, "Ley 2", date(2030, 1, 1)), ValorLegal(10, "Ley 1"))}


@pytest.mark.parametrize(
    ("en", "cantidad"),
    [(date(2010, 1, 1), 10), (date(2029, 12, 31), 10), (date(2030, 1, 1), 15), (date(2040, 1, 1), 15)],
)
def test_the_value_in_force_that_day(en: date, cantidad: int) -> None:
    assert vigente(TABLA, "dias", en=en).cantidad == cantidad


def test_an_unknown_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        vigente(TABLA, "meses", en=date(2026, 1, 1))
