"""The code: enough chance, readable, mistakes found."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.documental.documentos.csv import ALFABETO, LARGO, generar_csv, normalizar_csv


def test_has_at_least_80_random_bits_and_no_confusable_letters() -> None:
    assert (LARGO - 1) * math.log2(len(ALFABETO)) >= 80
    assert len(ALFABETO) == 31
    assert not set("01IOU") & set(ALFABETO)
    assert len({generar_csv() for _ in range(2000)}) == 2000


@pytest.mark.parametrize("forma", [str.lower, lambda c: c.replace("-", " "), lambda c: f"  {c.replace('-', '')} "])
def test_read_as_people_type_it(forma: object) -> None:
    csv = generar_csv()
    assert callable(forma)
    assert normalizar_csv(forma(csv)) == csv


@given(st.integers(0, LARGO - 1), st.sampled_from(ALFABETO))
def test_any_single_mistake_is_found(posicion: int, letra: str) -> None:
    limpio = generar_csv().replace("-", "")
    cambiado = limpio[:posicion] + letra + limpio[posicion + 1 :]
    assert (normalizar_csv(cambiado) is None) == (cambiado != limpio)


@given(st.integers(0, LARGO - 2))
def test_any_swap_of_neighbours_is_found(posicion: int) -> None:
    limpio = generar_csv().replace("-", "")
    cambiado = limpio[:posicion] + limpio[posicion + 1] + limpio[posicion] + limpio[posicion + 2 :]
    assert (normalizar_csv(cambiado) is None) == (cambiado != limpio)


@given(st.text())
def test_anything_else_is_no_code(texto: str) -> None:
    resultado = normalizar_csv(texto)
    assert resultado is None or len(resultado) == LARGO + 4
