"""When a task is needed: what its condition looks at is there and is known by then, and some case makes it hold."""

from __future__ import annotations

import copy
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.catalogo import en_palabras
from consistorio.tramitacion.catalogo.hechos import DE_LA_COMPROBACION, HECHOS, SENTIDOS
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.formularios.condiciones import leer_condicion, se_cumple
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.posibles import puede_cumplirse
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor.declaraciones import CONFORME, INCUMPLIMIENTO

NUNCA = "no se cumple con ninguna respuesta"


def si(campo: str, operador: str, valor: Valor = None) -> dict[str, Valor]:
    return {"campo": campo, "operador": operador, **({} if valor is None else {"valor": valor})}


CASOS: dict[str, tuple[Valor, str, str]] = {
    "an answer that there is": (si("tipo_obra", "igual", "fachada"), "instruccion", ""),
    "an answer that does not exist": (si("tipo_obra", "igual", "palacio"), "instruccion", "no es una opción"),
    "a way that does not exist": (si("medio_notificacion", "igual", "paloma"), "instruccion", "no es una opción"),
    "what has no order": (si("medio_notificacion", "mayor", 3), "instruccion", "no se puede comparar"),
    "what nobody asks": (si("no_esta", "relleno"), "instruccion", "no es un campo del formulario"),
    "a result that does not exist": (si("resultado_revision", "igual", "zzz"), "instruccion", "no es una opción"),
    "a sense that does not exist": (si("sentido_resolucion", "igual", "zzz"), "ejecucion", "no es una opción"),
    "a sense after it is known": (si("sentido_resolucion", "igual", "deniega"), "ejecucion", ""),
    "a sense before it is known": (si("sentido_resolucion", "igual", "estima"), "instruccion", "aún no se sabe"),
    "a proposal before it is known": (si("sentido_propuesta", "distinto", "estima"), "instruccion", "aún no se sabe"),
    "the review after it": (si("resultado_revision", "igual", "admitida"), "instruccion", ""),
    "the review before it": (si("resultado_revision", "igual", "admitida"), "iniciacion", "aún no se sabe"),
    "what an application has not": (si("resultado_comprobacion", "igual", "conforme"), "ejecucion", "no se sabe nunca"),
    "two that exclude each other": (
        {"y": [si("tipo_obra", "igual", "interior"), si("tipo_obra", "igual", "fachada")]},
        "instruccion",
        NUNCA,
    ),
    "one or the other": (
        {"o": [si("tipo_obra", "igual", "interior"), si("tipo_obra", "igual", "fachada")]},
        "instruccion",
        "",
    ),
    "a thing and what it is not": (
        {"y": [si("ocupa_via", "relleno"), {"no": si("ocupa_via", "relleno")}]},
        "instruccion",
        NUNCA,
    ),
    "a question that is not asked then": (
        {"y": [si("otra_obra", "relleno"), si("tipo_obra", "igual", "fachada")]},
        "instruccion",
        NUNCA,
    ),
    "a question that is asked then": (
        {"y": [si("otra_obra", "relleno"), si("tipo_obra", "igual", "otra")]},
        "instruccion",
        "",
    ),
    "a number that is a word": (si("interesados", "igual", "varios"), "instruccion", NUNCA),
    "fewer than none": (si("terceros", "menor", 0), "instruccion", NUNCA),
    "a number between two": (
        {"y": [si("presupuesto", "mayor", 10), si("presupuesto", "menor", 11)]},
        "instruccion",
        "",
    ),
    "a number in no place": (
        {"y": [si("presupuesto", "mayor", 11), si("presupuesto", "menor", 10)]},
        "instruccion",
        NUNCA,
    ),
}


@pytest.mark.parametrize("preceptiva", [False, True])
@pytest.mark.parametrize(("condicion", "fase", "dice"), CASOS.values(), ids=list(CASOS))
def test_a_task_whose_condition_never_holds_is_refused_saying_why(
    condicion: Valor, fase: str, dice: str, preceptiva: bool
) -> None:
    definicion = copy.deepcopy(compuesto("licencia-obra-menor.json"))
    tareas = definicion["tareas"]
    assert isinstance(tareas, list)
    tarea: dict[str, Valor] = {"codigo": "otra", "tipo": "libre", "fase": fase, "nombre": "Otra", "norma": "Ley"}
    tareas.append({**tarea, "preceptiva": preceptiva, "condicion": condicion})
    problemas = leer_definicion(definicion)[1]
    assert all(problema.campo == "tareas[otra].condicion" and dice in problema.mensaje for problema in problemas)
    assert len(problemas) == bool(dice)


def test_the_facts_say_what_the_rooms_that_write_them_say() -> None:
    """Each sense and each result that a case may come to, and no other; each of them has its words."""
    assert set(SENTIDOS) == set(Resolucion.Sentido.values)
    assert DE_LA_COMPROBACION == (CONFORME, INCUMPLIMIENTO)
    dichos = {codigo: tuple(v for v, _t in r) for codigo, r in en_palabras.RESPUESTAS_DE_HECHOS.items()}
    valores = {codigo: {opcion.valor for opcion in hecho.campo.opciones} for codigo, hecho in HECHOS.items()}
    assert {codigo: set(dicho) for codigo, dicho in dichos.items()} == {c: v for c, v in valores.items() if v}
    assert en_palabras.HECHOS.keys() == HECHOS.keys()


ESQUEMA, _MAL = leer_esquema(
    {
        "pasos": [
            {
                "codigo": "uno",
                "titulo": "Uno",
                "campos": [
                    {"codigo": "a", "tipo": "opcion", "etiqueta": "A", "opciones": [{"valor": v, "texto": v} for v in "xyz"]},
                    {"codigo": "n", "tipo": "numero", "etiqueta": "N", "entero": True, "minimo": 1, "maximo": 4},
                    {"codigo": "si", "tipo": "casilla", "etiqueta": "Sí"},
                    {"codigo": "v", "tipo": "casillas", "etiqueta": "V", "opciones": [{"valor": v, "texto": v} for v in "pqr"]},
                    {"codigo": "b", "tipo": "numero", "etiqueta": "B", "entero": True, "minimo": 1, "maximo": 4, "condicion": si("a", "igual", "x")},
                ],
            }
        ]
    }
)  # fmt: skip
NUMEROS: list[Valor] = [None, "1", "2", "3", "4"]
MARCADAS: list[Valor] = [None, ["p"], ["q"], ["r"], ["p", "q"], ["p", "r"], ["q", "r"], ["p", "q", "r"]]
# Every case that there is of that form, one by one
TODOS = [
    {"a": a, "n": n, "si": marcada, "v": v, "b": b if a == "x" else None}
    for a, n, marcada, v, b in product([None, "x", "y", "z"], NUMEROS, [True, False], MARCADAS, NUMEROS)
]
hojas = st.one_of(
    st.builds(si, st.just("a"), st.sampled_from(["igual", "distinto"]), st.sampled_from("xyz")),
    st.builds(si, st.just("a"), st.just("en"), st.lists(st.sampled_from("xyz"), min_size=1, max_size=2).map(list[Valor])),
    st.builds(si, st.sampled_from("nb"), st.sampled_from(["igual", "mayor", "menor", "mayor_o_igual", "menor_o_igual"]), st.integers(0, 5)),
    st.builds(si, st.just("v"), st.just("contiene"), st.sampled_from("pqr")),
    st.builds(si, st.sampled_from(["a", "n", "si", "v", "b"]), st.sampled_from(["relleno", "vacio"])),
)  # fmt: skip
condiciones = st.recursive(
    hojas,
    lambda parte: st.one_of(
        st.builds(lambda partes: {"y": partes}, st.lists(parte, min_size=1, max_size=4)),
        st.builds(lambda partes: {"o": partes}, st.lists(parte, min_size=1, max_size=2)),
        st.builds(lambda una: {"no": una}, parte),
    ),
    max_leaves=7,
)


def test_a_file_is_never_a_way_to_keep_the_program_busy() -> None:
    """Numbers that nobody could write out, and more comparisons than anybody would: taken as what may hold."""
    enormes: list[Valor] = [si("n", "mayor", "1e999999"), si("n", "menor", "-1e-999999"), si("n", "igual", "9" * 5000)]
    muchas: list[Valor] = [{"o": [si("n", "distinto", 9), si("v", "contiene", "p")]} for _n in range(5000)]
    escritas: list[Valor] = [{"o": enormes}, {"y": muchas}]
    for escrita in escritas:
        condicion = leer_condicion(escrita, "c", [])
        assert condicion is not None
        assert puede_cumplirse(condicion, ESQUEMA, {}) in (True, False)


@settings(max_examples=150)
@given(condiciones)
def test_what_may_hold_is_what_holds_in_some_case(escrita: Valor) -> None:
    """Held against every case of a small form, one after another."""
    condicion = leer_condicion(escrita, "c", [])
    assert condicion is not None
    assert puede_cumplirse(condicion, ESQUEMA, {}) == any(se_cumple(condicion, caso) for caso in TODOS)
