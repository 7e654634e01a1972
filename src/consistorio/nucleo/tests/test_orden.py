"""Spanish alphabetical order without help of the machine."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consistorio.nucleo.orden import clave_orden


def test_la_enie_va_tras_la_ene_y_los_acentos_no_cuentan() -> None:
    ordenados = ["Álamo", "azul", "Ávila", "Cádiz", "nube", "Núñez", "nuño", "nuo", "ñu", "Ñúñez", "ocho", "zorro"]
    esperados = ["Álamo", "Ávila", "azul", "Cádiz", "nube", "Núñez", "nuño", "nuo", "ñu", "Ñúñez", "ocho", "zorro"]
    assert sorted(ordenados, key=clave_orden) == esperados
    assert sorted(["ano", "aña", "anz", "año", "ao"], key=clave_orden) == ["ano", "anz", "aña", "año", "ao"]


def test_mayusculas_signos_y_formas_de_unicode_dan_la_misma_clave() -> None:
    assert clave_orden("  Peña-Núñez, María ") == clave_orden("PEN\u0303A NU\u0301N\u0303EZ MARIA")
    assert clave_orden("Vilafranca del Penedès / Plaça") == "vilafranca del penedes placa"


@given(st.text(max_size=60))
def test_la_clave_es_ascii_y_no_cambia_al_repetirla(texto: str) -> None:
    clave = clave_orden(texto)
    assert clave.isascii()
    assert clave == clave.strip()
