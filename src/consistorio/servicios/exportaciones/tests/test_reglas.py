"""Names of the files of a case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.servicios.exportaciones.reglas import cifras_de, nombre_en_orden


@pytest.mark.parametrize(
    ("orden", "titulo", "fichero", "nombre"),
    [
        (7, "Informe técnico", "informe.PDF", "0007 Informe técnico.pdf"),
        (12, 'Plano: "planta" 1/2?', "plano.dwg", "0012 Plano planta 1 2.dwg"),
        (1, "CON", "nota.txt", "0001 CON.txt"),  # the number before it makes it any name
        (3, " . ", "sin_extension", "0003 documento"),
        (4, "Termina en punto.", "a.pdf", "0004 Termina en punto.pdf"),
        (5, "x" * 300, "a.pdf", f"0005 {'x' * 100}.pdf"),
        (6, "factura\u202efdp.exe", "a.exe", "0006 factura fdp.exe.exe"),  # what writes backwards hides the extension
        (12345, "Uno", "a.pdf", "12345 Uno.pdf"),
    ],
)
def test_a_name_says_the_place_and_the_title(orden: int, titulo: str, fichero: str, nombre: str) -> None:
    assert nombre_en_orden(orden, titulo, fichero) == nombre


@given(st.text(max_size=200), st.text(max_size=40))
def test_windows_opens_any_name(titulo: str, fichero: str) -> None:
    nombre = nombre_en_orden(3, titulo, fichero)
    assert re.fullmatch(r'[^<>:"/\\|?*\x00-\x1f]+', nombre)
    assert nombre[-1] not in " ."
    assert len(nombre) <= 120


@given(st.lists(st.integers(1, 200_000), min_size=2, unique=True))
def test_they_sort_as_the_index(lugares: list[int]) -> None:
    cifras = cifras_de(max(lugares))
    nombres = [nombre_en_orden(lugar, "Z", "a.pdf", cifras=cifras) for lugar in sorted(lugares)]
    assert nombres == sorted(nombres)
