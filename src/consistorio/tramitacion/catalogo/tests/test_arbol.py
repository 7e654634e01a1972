"""A condition edited by groups: what is not touched says the same, and what is changed in one place changes there alone. Pure."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.nucleo.errores import NoEncontrado, Problema
from consistorio.tramitacion.catalogo.arbol import (
    Grupo,
    con_parte,
    es_comparacion,
    escrita,
    grupo_de,
    parte_en,
    sencilla,
)
from consistorio.tramitacion.catalogo.en_palabras import condicion_en_palabras
from consistorio.tramitacion.formularios.condiciones import leer_condicion, se_cumple
from consistorio.tramitacion.formularios.tipos import Esquema
from consistorio.tramitacion.formularios.valores import Valor

A: dict[str, Valor] = {"campo": "a", "operador": "igual", "valor": "1"}
B: dict[str, Valor] = {"campo": "b", "operador": "igual", "valor": "1"}
C: dict[str, Valor] = {"campo": "c", "operador": "igual", "valor": "1"}
CASOS: list[dict[str, Valor]] = [dict(zip("abc", dichos, strict=True)) for dichos in product(("0", "1"), repeat=3)]
HOJAS: st.SearchStrategy[Valor] = st.sampled_from([A, B, C])
ARBOLES: st.SearchStrategy[Valor] = st.recursive(
    HOJAS,
    lambda partes: st.one_of(
        st.lists(partes, min_size=1, max_size=3).map(lambda lista: {"y": lista}),
        st.lists(partes, min_size=1, max_size=3).map(lambda lista: {"o": lista}),
        partes.map(lambda parte: {"no": parte}),
    ),
    max_leaves=6,
)


def verdades(condicion: Valor) -> list[bool]:
    """What it says of every case."""
    problemas: list[Problema] = []
    leida = leer_condicion(condicion, "", problemas)
    assert problemas == []
    return [se_cumple(leida, caso) for caso in CASOS]


@given(ARBOLES)
@settings(max_examples=150, deadline=None)
def test_seen_as_a_group_and_written_back_it_says_the_same(condicion: Valor) -> None:
    grupo = grupo_de(condicion)
    assert verdades(escrita(grupo)) == verdades(condicion)
    assert verdades(sencilla(condicion)) == verdades(condicion)
    for sitio, parte in enumerate(grupo.partes):
        if es_comparacion(parte):
            continue
        assert parte_en(condicion, [sitio]) == parte
        assert verdades(con_parte(condicion, [sitio], parte)) == verdades(condicion)


@pytest.mark.parametrize(
    ("condicion", "camino", "nueva", "queda"),
    [
        (None, [], A, A),
        (None, [], {"y": [A]}, A),
        (A, [], {"o": [A, B]}, {"o": [A, B]}),
        ({"o": [A, B]}, [], {"o": []}, None),
        ({"o": [A, B]}, [], None, None),
        ({"y": [A, {"o": [B]}]}, [1], {"o": [B, C]}, {"y": [A, {"o": [B, C]}]}),
        ({"y": [A, {"o": [B, C]}]}, [1], None, A),
        ({"y": [A, {"no": {"o": [B, {"y": [A, C]}]}}]}, [1, 1], C, {"y": [A, {"no": {"o": [B, C]}}]}),
        ({"no": {"y": [A, {"o": []}]}}, [1], {"o": [B]}, {"no": {"y": [A, {"o": [B]}]}}),
    ],
)
def test_a_group_changes_where_it_stands(condicion: Valor, camino: list[int], nueva: Valor, queda: Valor) -> None:
    assert con_parte(condicion, camino, nueva) == queda


@pytest.mark.parametrize("camino", [[0], [2], [-1], [1, 0], [1, 0, 0]])
def test_there_is_no_group_there(camino: list[int]) -> None:
    with pytest.raises(NoEncontrado):
        parte_en({"y": [A, {"o": [B, C]}]}, camino)


def test_what_cannot_be_read_is_a_part_that_stays() -> None:
    rara: Valor = {"y": [A, "nada", {"x": 1}]}
    assert grupo_de(rara) == Grupo("todas", (A, "nada", {"x": 1}))
    assert escrita(grupo_de(rara)) == rara


def test_groups_inside_others_are_told_apart() -> None:
    def dicha(condicion: Valor) -> str:
        return condicion_en_palabras(leer_condicion(condicion, "", []), Esquema(()))

    a, b, c = "«a» es 1", "«b» es 1", "«c» es 1"
    assert dicha({"y": [A, {"o": [B, C]}]}) == f"{a} y ({b} o {c})"
    assert dicha({"o": [{"y": [A, B]}, C]}) == f"({a} y {b}) o {c}"
    assert dicha({"no": {"o": [A, B]}}) == f"no ocurre que ({a} o {b})"
    assert dicha({"y": [A, {"o": [B]}]}) == f"{a} y {b}"
    assert dicha({"no": A}) == f"no ocurre que {a}"
