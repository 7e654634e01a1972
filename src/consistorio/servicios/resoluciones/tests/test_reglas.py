"""Rules of resolutions: sense after silence, hearing, reasons, foot of appeals."""

from __future__ import annotations

from consistorio.servicios.resoluciones import reglas
from consistorio.servicios.resoluciones.reglas import Circunstancias, Recurso

EN_PLAZO = Circunstancias(silencio_producido="", hubo_audiencia=False, constan_hechos_de_otros=False)
DENEGADA = Circunstancias("desestimatorio", hubo_audiencia=False, constan_hechos_de_otros=False)


def test_denial_without_hearing_warns_only_where_facts_of_others_count() -> None:
    con_otros = Circunstancias("", hubo_audiencia=False, constan_hechos_de_otros=True)
    oida = Circunstancias("", hubo_audiencia=True, constan_hechos_de_otros=True)
    assert reglas.advertencias_de_sentido("deniega", con_otros)
    assert reglas.advertencias_de_sentido("deniega", oida) == ()
    assert reglas.advertencias_de_sentido("deniega", EN_PLAZO) == ()
    assert reglas.advertencias_de_sentido("estima", con_otros) == ()


def test_a_denial_needs_reasons_and_everything_needs_a_decision() -> None:
    assert {
        p.campo for p in reglas.problemas_de_texto(sentido="deniega", antecedentes=[], fundamentos=[], decision=[" "])
    } == {"decision", "antecedentes", "fundamentos"}
    assert reglas.problemas_de_texto(sentido="estima", antecedentes=["a"], fundamentos=[], decision=["b"]) == ()


def test_foot_of_appeals_tells_way_organ_and_term() -> None:
    pie = reglas.pie_de_recurso(
        [Recurso("reposicion", "La Alcaldía", "un mes", "arts. 123 y 124 de la Ley 39/2015")], fin_de_via=True
    )
    assert "pone fin a la vía administrativa" in pie[0]
    assert any("un mes" in p and "ante la Alcaldía" in p for p in pie)
    assert "no pone fin" in reglas.pie_de_recurso([], fin_de_via=False)[0]


def test_paragraphs() -> None:
    assert reglas.parrafos("Uno\r\nsigue\r\n\r\n\r\n Dos ") == ["Uno sigue", "Dos"]


def test_gaps_of_a_book() -> None:
    assert reglas.huecos([1, 2, 4], 5) == [3, 5]
    assert reglas.huecos([1, 2, 3], 3) == []
