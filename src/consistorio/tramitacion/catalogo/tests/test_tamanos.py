"""One definition, two sizes: what is left out is left out everywhere, and nothing that the law demands ever is."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.tramitacion.catalogo.tamanos import (
    MODELADO,
    SIMPLIFICADO,
    TAMANOS,
    distingue,
    entera,
    otro,
    reducir,
    tamano_de,
)
from consistorio.tramitacion.formularios.valores import Valor

SOLO_MODELADO: list[Valor] = [MODELADO]
DOCUMENTO: dict[str, Valor] = {
    "codigo": "terraza",
    "tamano": MODELADO,
    "tareas": [
        {"codigo": "revision", "preceptiva": True, "tras": []},
        {"codigo": "plano", "tamanos": SOLO_MODELADO},
        {"codigo": "informe", "tras": ["plano", "revision"]},
        {"codigo": "visita", "tras": ["plano"]},
    ],
    "formulario": {
        "pasos": [
            {"codigo": "local", "campos": [{"codigo": "nombre"}, {"codigo": "aforo", "tamanos": SOLO_MODELADO}]},
            {"codigo": "detalle", "campos": [{"codigo": "color", "tamanos": SOLO_MODELADO}]},
            {"codigo": "rotulo", "tamanos": [SIMPLIFICADO], "campos": [{"codigo": "lema"}]},
        ],
        "requisitos": [{"codigo": "seguro"}, {"codigo": "foto", "tamanos": SOLO_MODELADO}],
    },
}


def _codigos(lista: Valor) -> list[Valor]:
    return [cosa.get("codigo") for cosa in lista if isinstance(cosa, dict)] if isinstance(lista, list) else []


def test_the_simple_size_has_the_least() -> None:
    antes = copy.deepcopy(DOCUMENTO)
    reducido, problemas = reducir(DOCUMENTO, SIMPLIFICADO)
    assert problemas == ()
    assert antes == DOCUMENTO  # nothing of what was given changes
    assert reducido["tamano"] == SIMPLIFICADO
    assert reducido["tareas"] == [
        {"codigo": "revision", "preceptiva": True, "tras": []},
        {"codigo": "informe", "tras": ["revision"]},
        {"codigo": "visita", "tras": []},
    ]
    formulario = reducido["formulario"]
    assert isinstance(formulario, dict)
    assert formulario["pasos"] == [
        {"codigo": "local", "campos": [{"codigo": "nombre"}]},
        {"codigo": "rotulo", "campos": [{"codigo": "lema"}]},
    ]
    assert formulario["requisitos"] == [{"codigo": "seguro"}]


def test_the_other_size_has_everything_of_its_own() -> None:
    reducido, _problemas = reducir(DOCUMENTO, MODELADO)
    assert _codigos(reducido["tareas"]) == ["revision", "plano", "informe", "visita"]
    formulario = reducido["formulario"]
    assert isinstance(formulario, dict)
    assert _codigos(formulario["pasos"]) == ["local", "detalle"]
    assert _codigos(formulario["requisitos"]) == ["seguro", "foto"]
    assert not distingue(reducido)
    assert distingue(DOCUMENTO)


def test_whoever_writes_it_sees_both() -> None:
    todo = entera(DOCUMENTO)
    formulario = todo["formulario"]
    assert isinstance(formulario, dict)
    assert _codigos(formulario["pasos"]) == ["local", "detalle", "rotulo"]
    assert "tamano" not in todo
    assert not distingue(todo)


@pytest.mark.parametrize(
    ("dichos", "preceptiva", "falta"),
    [
        ([MODELADO], True, True),
        ([SIMPLIFICADO, MODELADO], True, False),
        (None, True, False),
        ([MODELADO], False, False),
        ([], False, True),
        (["grande"], False, True),
        ("modelado", False, True),
    ],
)
def test_what_the_law_demands_is_in_both_and_sizes_have_a_name(dichos: Valor, preceptiva: bool, falta: bool) -> None:
    tarea: dict[str, Valor] = {"codigo": "t", "preceptiva": preceptiva, "tamanos": dichos}
    _reducido, problemas = reducir({"tareas": [tarea]}, MODELADO)
    assert [p.campo for p in problemas] == (["tareas[t].tamanos"] if falta else [])


@pytest.mark.parametrize(
    ("dicho", "esperado"),
    [(None, MODELADO), ("", MODELADO), (SIMPLIFICADO, SIMPLIFICADO), (MODELADO, MODELADO), (3, MODELADO)],
)
def test_which_size_a_definition_uses(dicho: Valor, esperado: str) -> None:
    assert tamano_de({"tamano": dicho}) == esperado
    assert otro(otro(esperado)) == esperado


basura: st.SearchStrategy[Valor] = st.one_of(
    st.none(), st.text(max_size=3), st.integers(0, 3), st.lists(st.sampled_from(TAMANOS), max_size=2).map(list[Valor])
)
cosas = st.one_of(
    basura, st.dictionaries(st.sampled_from(["codigo", "tamanos", "tras", "campos", "preceptiva"]), basura)
)
listas = st.one_of(basura, st.lists(cosas, max_size=3).map(list[Valor]))


@settings(max_examples=200)
@given(
    st.fixed_dictionaries({"tareas": listas, "formulario": st.one_of(basura, st.fixed_dictionaries({"pasos": listas}))})
)
def test_whatever_is_written_is_read_by_its_reader_and_not_broken_here(documento: dict[str, Valor]) -> None:
    for tamano in TAMANOS:
        reducido, _problemas = reducir(documento, tamano)
        assert not distingue(reducido)
    assert not distingue(entera(documento))


def test_a_text_about_a_question_that_is_left_out_is_left_out() -> None:
    campos: list[Valor] = [{"codigo": "metros"}, {"codigo": "uso", "tamanos": ["modelado"]}]
    parrafos: list[Valor] = ["Mide [[respuesta_metros]].", "Es para [[respuesta_uso]].", "Nada más."]
    tarea: Valor = {"codigo": "propuesta", "datos": {"textos": {"estima": {"decision": parrafos}}}}
    documento: dict[str, Valor] = {
        "tareas": [tarea],
        "formulario": {"pasos": [{"codigo": "uno", "campos": campos}]},
    }
    textos: Valor = {"estima": {"decision": [parrafos[0], parrafos[2]]}}
    assert reducir(documento, "simplificado")[0]["tareas"] == [{"codigo": "propuesta", "datos": {"textos": textos}}]
    assert reducir(documento, "modelado")[0]["tareas"] == [tarea]
