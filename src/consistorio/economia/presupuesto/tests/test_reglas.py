"""The pure rules of the budget: bolsas, codes, terms and classes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.reglas import vence_justificar
from consistorio.economia.presupuesto.vinculacion import Clave, Regla, bolsa_de, leer_clave, problemas_de

BASES = [
    Regla(30, nivel_programa=1, nivel_economica=1),
    Regla(10, economica="1", nivel_programa=1, nivel_economica=2),
    Regla(20, organica="05", programa="33", nivel_organico=2, nivel_programa=3, nivel_economica=1),
    Regla(15, economica="226", en_si_misma=True),
]


@pytest.mark.parametrize(
    ("clave", "bolsa"),
    [
        (Clave("", "920", "12000"), "-|9|12"),
        (Clave("", "920", "22000"), "-|9|2"),
        (Clave("01", "334", "22000"), "-|3|2"),
        (Clave("05", "3341", "22000"), "05|334|2"),
        (Clave("05", "3341", "22609"), "=05.3341.22609"),
        (Clave("05", "3341", "13100"), "-|3|13"),
    ],
)
def test_the_first_rule_that_fits_says_the_bolsa(clave: Clave, bolsa: str) -> None:
    assert bolsa_de(clave, BASES) == bolsa
    assert bolsa_de(clave, []) == f"={clave}"  # what binds when the bases say nothing


def test_rules_are_not_wider_than_the_law_lets() -> None:
    assert problemas_de(BASES) == []
    malas = [Regla(1, nivel_programa=1), Regla(1, nivel_programa=6, nivel_economica=1)]
    assert [p.campo for p in problemas_de(malas)] == ["reglas.0", "reglas.1", "reglas.1"]


@pytest.mark.parametrize(
    ("texto", "clave"),
    [
        ("920.12000", Clave("", "920", "12000")),
        (" 01.011.913 ", Clave("01", "011", "913")),
        ("011.9130", None),
        ("92.12000", None),
        ("920", None),
        ("920.12000.1.2", None),
        ("9x0.12000", None),
    ],
)
def test_an_application_is_read_as_people_write_it(texto: str, clave: Clave | None) -> None:
    assert leer_clave(texto) == clave


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_what_is_handed_over_is_justified_in_three_months(dia: date) -> None:
    vence = vence_justificar(dia)
    assert (vence.year * 12 + vence.month) - (dia.year * 12 + dia.month) == 3
    assert vence.day == dia.day or (vence.day < dia.day and (vence + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("tramo", sorted(clases.TRAMOS))
def test_a_stretch_of_phases_follows_the_one_before(tramo: str) -> None:
    efecto = clases.sobre_aplicacion(tramo, de_retencion=False)
    assert len(efecto) == len(tramo)
    assert all(signo == 1 for signo in efecto.values())
    antes = clases.sigue_a(tramo)
    assert antes == {"RC"} if tramo[0] == "A" else all(a[-1] + tramo[0] in "ADOPR" for a in antes)
    assert clases.exige_origen(tramo) is (tramo[0] != "A")
    assert clases.nombre(tramo)[0].isupper()
