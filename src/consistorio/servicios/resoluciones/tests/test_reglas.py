"""Rules of resolutions: sense after silence, hearing, reasons, foot of appeals."""

from __future__ import annotations

import pytest

from consistorio.servicios.resoluciones import reglas
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.reglas import Circunstancias, Recurso
from consistorio.servicios.resoluciones.textos import borrador_de
from consistorio.tramitacion.catalogo.datos import PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.motor.sentidos import cabe

VALORES = (
    *("interesado", "expediente", "titulo", "procedimiento", "fecha_solicitud", "organo", "articulo_organo"),
    *(
        "acto_recurrido",
        "causa_inadmision",
        "acto_revisado",
        "causa_nulidad",
        "dictado_el",
        "requerimientos",
        "informes",
        "pruebas",
        "informacion_publica",
        "audiencias",
    ),
    "terminaciones",
    *("con_efectos_desde", "constancia", "causa_de_imposibilidad", "incumplimiento", "restitucion"),
)

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
    assert not any("123.2" in p for p in pie)
    assert "no pone fin" in reglas.pie_de_recurso([], fin_de_via=False)[0]
    judicial = Recurso("contencioso", "El Juzgado", "2 meses", "Ley 29/1998 art. 46.1")
    ambos = reglas.pie_de_recurso(
        [Recurso("reposicion", "La Alcaldía", "1 mes", "art. 124"), judicial], fin_de_via=True
    )
    assert any("123.2" in p for p in ambos)


@pytest.mark.parametrize("fichero", PROCEDIMIENTOS)
@pytest.mark.parametrize("sentido", Resolucion.Sentido.values)
def test_the_first_draft_of_each_procedure_that_ships_leaves_no_gap(fichero: str, sentido: str) -> None:
    definicion = leer_definicion(compuesto(fichero))[0]
    if not cabe(sentido, declarada=definicion.declarada):
        return
    tarea = definicion.tarea("propuesta")
    assert tarea is not None
    respuestas = [f"respuesta_{campo.codigo}" for campo in definicion.formulario.campos]
    textos = tarea.datos.get("textos") or {}
    assert isinstance(textos, dict)
    borrador = borrador_de(
        sentido,
        asunto="Asunto",
        textos=textos,
        valores=dict.fromkeys([*VALORES, *respuestas], "dato"),
        declarada=definicion.declarada,
    )
    dicho = [*borrador.antecedentes, *borrador.fundamentos, *borrador.decision]
    assert all(parrafo and "[[" not in parrafo for parrafo in dicho)
    if fichero == "queja-sugerencia.json" and sentido in ("estima", "deniega"):
        assert "solicit" not in " ".join(dicho)  # a complaint asks for nothing that is granted or denied


def test_a_paragraph_about_what_the_case_does_not_have_is_left_out() -> None:
    textos = {"estima": {"antecedentes": ["Lugar: [[respuesta_lugar]].", "[[informes]]", "Queda [[raro]]."]}}
    valores = {"respuesta_lugar": "Calle Mayor, 12", "informes": None}
    borrador = borrador_de("estima", asunto="Asunto", textos=textos, valores=valores)
    assert borrador.antecedentes == ("Lugar: Calle Mayor, 12.", "Queda [[raro]].")


@pytest.mark.parametrize(
    ("titulo", "dicho"),
    [
        ("Reforma de cocina", "una solicitud de «Licencia de obra menor»: Reforma de cocina."),
        ("Licencia de obra menor: Reforma", "una solicitud de «Licencia de obra menor»: Reforma."),
        ("Licencia de obra menor", "una solicitud de «Licencia de obra menor»."),
    ],
)
def test_the_first_antecedent_says_the_name_of_the_procedure_once(titulo: str, dicho: str) -> None:
    valores = {"procedimiento": "Licencia de obra menor", "titulo": titulo, "interesado": "Ana", "fecha_solicitud": "1"}
    borrador = borrador_de("estima", asunto="Asunto", textos={}, valores=valores | {"informes": None})
    assert borrador.antecedentes[0].endswith(dicho)


def test_paragraphs() -> None:
    assert reglas.parrafos("Uno\r\nsigue\r\n\r\n\r\n Dos ") == ["Uno sigue", "Dos"]


@pytest.mark.parametrize(
    ("conforme", "como_se_propuso", "debida"),
    [(True, True, "de_acuerdo"), (True, False, "oido"), (False, True, "oido"), (False, False, "")],
)
def test_whether_a_dictamen_is_followed_is_told_by_what_is_decided(
    conforme: bool, como_se_propuso: bool, debida: str
) -> None:
    assert reglas.formula_debida(conforme=conforme, como_se_propuso=como_se_propuso) == debida


@pytest.mark.parametrize(
    ("formula", "conforme", "vinculante", "razones", "campos"),
    [
        ("", False, False, True, ["dictamen"]),
        ("de_acuerdo", True, True, False, []),
        ("oido", False, False, False, ["fundamentos"]),
        ("oido", False, False, True, []),
        ("oido", True, True, True, ["dictamen"]),
        ("oido", False, True, True, ["sentido"]),
    ],
)
def test_a_decision_departs_from_a_dictamen_only_saying_why_and_never_from_one_that_binds(
    formula: str, conforme: bool, vinculante: bool, razones: bool, campos: list[str]
) -> None:
    problemas = reglas.problemas_de_dictamen(
        "estima", formula, conforme=conforme, vinculante=vinculante, hay_razones_nuevas=razones
    )
    assert [problema.campo for problema in problemas] == campos


@pytest.mark.parametrize(
    ("escrito", "leido"),
    [
        ("118/2026", ("", 118, 2026)),
        ("  jgl   12/2026 ", ("JGL", 12, 2026)),
        ("PL 1/2026", ("PL", 1, 2026)),
        ("2026/OBM/00041", None),
        ("JGL12/2026", None),
        ("", None),
    ],
)
def test_the_number_of_a_resolution_as_people_write_it(escrito: str, leido: tuple[str, int, int] | None) -> None:
    assert reglas.leer_numero(escrito) == leido
