"""The five natural days of a request, and what may be decided on it."""

from __future__ import annotations

from datetime import date

import pytest

from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.servicios.concejales import reglas
from consistorio.servicios.tests.escenario import RelojDePrueba


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("presentada", "vence"),
    [
        (date(2026, 9, 1), date(2026, 9, 7)),  # the fifth day is a Sunday: the next hábil one (LPACAP 30.5)
        (date(2026, 9, 2), date(2026, 9, 7)),
        (date(2026, 9, 3), date(2026, 9, 8)),  # Saturday and Sunday in between count: they are natural days
        (date(2026, 10, 7), date(2026, 10, 13)),  # the fifth is 12 October
    ],
)
def test_five_natural_days_from_the_day_after(reloj: RelojDePrueba, presentada: date, vence: date) -> None:
    assert reglas.ultimo_dia(presentada, calendario_de_la_sede()) == vence


def test_it_is_granted_the_day_after_the_last_one_and_a_late_refusal_is_worth_nothing() -> None:
    ultimo = date(2026, 9, 7)
    assert not reglas.en_silencio(ultimo, ultimo)
    assert reglas.en_silencio(ultimo, date(2026, 9, 8))
    assert reglas.en_plazo(ultimo, ultimo)
    assert not reglas.en_plazo(date(2026, 9, 8), ultimo)


LARGO = "Hay un procedimiento sancionador sin terminar."


@pytest.mark.parametrize(
    ("dicho", "campos"),
    [
        ({}, []),
        ({"concede": False, "motivo": LARGO}, []),
        ({"organo": "junta_gobierno", "acuerdo": " "}, ["acuerdo"]),
        ({"organo": "junta_gobierno", "acuerdo": "Sesión de 4 de septiembre, punto 3"}, []),
        ({"acuerdo": "x" * 201}, ["acuerdo"]),
        ({"concede": False, "motivo": "No."}, ["motivo"]),
        ({"concede": False, "motivo": LARGO, "documentos": [1]}, ["documentos"]),
        ({"con_personas": True}, ["por_que_personas"]),
        ({"con_personas": True, "por_que_personas": LARGO}, []),
        ({"forma": "copia"}, ["documentos"]),
        ({"forma": "copia", "documentos": [1]}, ["documentos_sin_personas"]),
        ({"forma": "copia", "documentos": [1], "documentos_sin_personas": True}, []),
        ({"forma": "copia", "documentos": [1], "con_personas": True, "por_que_personas": LARGO}, []),
        ({"documentos": [1], "documentos_sin_personas": True}, ["documentos"]),
        (
            {
                "forma": "copia",
                "documentos": list(range(51)),
                "documentos_sin_personas": True,
                "motivo": "x" * 2001,
            },
            ["motivo", "documentos"],
        ),
    ],
)
def test_everything_that_is_wrong_with_a_decision_is_said(dicho: dict[str, object], campos: list[str]) -> None:
    entero = {
        "concede": True,
        "organo": "alcaldia",
        "acuerdo": "",
        "motivo": "",
        "con_personas": False,
        "por_que_personas": "",
        "forma": "vista",
        "documentos": [],
        "documentos_sin_personas": False,
    } | dicho
    assert [uno.campo for uno in reglas.problemas_de_la_decision(**entero)] == campos  # type: ignore[arg-type]
