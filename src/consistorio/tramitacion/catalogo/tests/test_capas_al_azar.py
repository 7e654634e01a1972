"""Whatever a layer says: what is taken keeps every task that the law demands, every task of it is done in some case, and every case can be
walked to its end. What is refused is thrown away by `assume`, and Hypothesis fails where too little is left: none of it holds of nothing."""

from __future__ import annotations

import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consistorio.nucleo.errores import Problema
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.datos import CARPETA
from consistorio.tramitacion.catalogo.modelos import capa_de, documento_de
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import reducir
from consistorio.tramitacion.catalogo.tareas import previas
from consistorio.tramitacion.catalogo.tipos import FASES, Definicion
from consistorio.tramitacion.formularios.condiciones import campos_de
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def _leer(nombre: str) -> dict[str, Valor]:
    return como_datos(json.loads((CARPETA / nombre).read_text("utf-8")))


MODELO, AREA, TERRAZA = _leer("modelo-estandar.json"), _leer("area-via-publica.json"), _leer("terraza.json")
# The example is an application: the steps of what is declared are not its own (LPACAP 69)
MODELO["tareas"] = [t for t in MODELO["tareas"] if "solicitud" in t.get("naturalezas", ["solicitud"])]  # type: ignore[union-attr, operator]
DEL_MODELO = [str(t["codigo"]) for t in MODELO["tareas"] if isinstance(t, dict)]  # type: ignore[union-attr]
PRECEPTIVAS = {str(t["codigo"]) for t in MODELO["tareas"] if isinstance(t, dict) and t.get("preceptiva")}  # type: ignore[union-attr]
NUEVAS = ["uno", "dos", "tres"]
CONDICIONES: list[Valor] = [
    None,
    {"campo": "mesas", "operador": "mayor", "valor": 10},
    {"campo": "sentido_resolucion", "operador": "igual", "valor": "estima"},
    {"campo": "resultado_revision", "operador": "igual", "valor": "admitida"},
    {"campo": "temporada", "operador": "igual", "valor": "siempre"},
    {"y": [{"campo": "temporada", "operador": "igual", "valor": v} for v in ("anual", "temporada")]},
]


def tareas_al_azar(codigos: list[str], nuevas: list[str], *, prohibido: bool) -> st.SearchStrategy[dict[str, Valor]]:
    """What a layer may say of the tasks; with `prohibido`, also what it may not."""
    cuales = st.sampled_from(codigos)
    esperas = st.lists(cuales, max_size=2, unique=True).map(list[Valor])
    condiciones = st.sampled_from(CONDICIONES)
    cambia: dict[str, st.SearchStrategy[Valor]] = {
        "nombre": st.just("Otro nombre"),
        "area": st.just("tributos"),
        "tras": esperas,
    }
    if prohibido:
        cambia |= {
            "condicion": condiciones,
            "fase": st.sampled_from(FASES),
            "preceptiva": st.booleans(),
            "tipo": st.just("libre"),
        }
    cambios = st.fixed_dictionaries({"codigo": cuales}, optional=cambia)
    anadidas = st.fixed_dictionaries(
        {
            "codigo": st.sampled_from(nuevas),
            "tipo": st.sampled_from(["libre", "informe", *(["cierre", "resolucion"] if prohibido else [])]),
            "fase": st.sampled_from(FASES),
            "nombre": st.just("Tarea nueva"),
        },
        optional={"tras": esperas, "paralela": st.booleans(), "condicion": condiciones},
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "quitar": st.lists(cuales, max_size=1).map(list[Valor]),
            "cambiar": st.lists(cambios, max_size=2).map(list[Valor]),
            "anadir": st.lists(anadidas, max_size=2, unique_by=lambda t: str(t["codigo"])).map(list[Valor]),  # type: ignore[arg-type]
        },
    )


LIBRES = [codigo for codigo in DEL_MODELO if codigo not in PRECEPTIVAS]
de_area = tareas_al_azar(DEL_MODELO, NUEVAS[:1], prohibido=False)
propias = tareas_al_azar([*LIBRES, "propuesta", "cierre"], NUEVAS[1:], prohibido=False)
capas = tareas_al_azar([*DEL_MODELO, *NUEVAS, "noexiste"], [*NUEVAS, "cierre"], prohibido=True)
respuestas = st.lists(st.booleans(), min_size=40, max_size=40)


def compuesta(capa_de_area: dict[str, Valor], propia: dict[str, Valor]) -> tuple[Definicion, tuple[Problema, ...]]:
    """The terrace with these tasks in place of its own."""
    area = {**AREA, "tareas": capa_de_area}
    documento, problemas = componer(MODELO, area, {**TERRAZA, "tareas": propia})
    completa, de_tamanos = reducir(documento, "modelado")
    definicion, otros = leer_definicion(completa)
    return definicion, (*problemas, *de_tamanos, *otros)


CONOCE = {
    "resultado_revision": "revision",
    "resultado_comprobacion": "comprobacion",
    "sentido_propuesta": "propuesta",
    "sentido_resolucion": "resolucion",
}


def recorrida(definicion: Definicion, se_hacen: list[bool]) -> set[str]:
    """The tasks that are over when nothing more can begin. A conditional one is done, or not needed, as the answers say: by then they are known."""
    existentes = {tarea.codigo for tarea in definicion.tareas}
    hechas: set[str] = set()
    while True:
        tocan = [
            t
            for t in definicion.tareas
            if t.codigo not in hechas and (previas(definicion.tareas, t) & existentes) <= hechas
        ]
        if not tocan:
            return hechas
        for tarea in tocan:
            assert {CONOCE[hecho] for hecho in campos_de(tarea.condicion) & CONOCE.keys()} <= hechas, tarea.codigo
        hechas |= {t.codigo for t in tocan} if se_hacen[len(hechas) % len(se_hacen)] else {tocan[0].codigo}


def comprobar(definicion: Definicion, se_hacen: list[bool]) -> None:
    """What the law demands is there, and every case can be walked to its end in the order that the law puts."""
    tareas = {tarea.codigo: tarea for tarea in definicion.tareas}
    for codigo in PRECEPTIVAS:
        assert tareas[codigo].preceptiva
        assert tareas[codigo].condicion is None
    assert recorrida(definicion, se_hacen) == set(tareas)
    # Nothing that the law puts after something comes before it
    for antes, despues in (
        ("revision", "propuesta"),
        ("propuesta", "resolucion"),
        ("resolucion", "notificacion"),
        ("notificacion", "cierre"),
    ):
        vistas, faltan = set(), {despues}
        while faltan:
            codigo = faltan.pop()
            vistas.add(codigo)
            faltan |= (previas(definicion.tareas, tareas[codigo]) & set(tareas)) - vistas
        assert antes in vistas


@settings(max_examples=150)
@given(st.one_of(de_area, capas), st.one_of(propias, capas), respuestas)
def test_what_is_taken_keeps_what_the_law_demands_and_has_an_end(
    capa_de_area: dict[str, Valor], propia: dict[str, Valor], se_hacen: list[bool]
) -> None:
    definicion, problemas = compuesta(capa_de_area, propia)
    assume(not problemas)
    comprobar(definicion, se_hacen)


PUBLICADOS = [_leer(n) for n in ("terraza.json", "licencia-obra-menor.json", "licencia-obra-mayor.json", "vado.json")]
cambios_de_area = st.lists(
    st.one_of(
        st.tuples(st.just("quitar"), st.sampled_from(DEL_MODELO)),
        st.tuples(st.just("devolver"), st.sampled_from(DEL_MODELO)),
        st.tuples(st.just("anadir"), st.sampled_from(NUEVAS[:1])),
        st.tuples(st.just("cambiar"), st.sampled_from(DEL_MODELO)),
    ),
    max_size=4,
)


def cambiada(capa: dict[str, Valor], cambios: list[tuple[str, str]], en_que: list[Valor]) -> dict[str, Valor]:
    """The layer of an area after those changes, each as its page makes it."""
    del_modelo = {str(t["codigo"]): t for t in MODELO["tareas"] if isinstance(t, dict)}  # type: ignore[union-attr]
    for numero, (que, codigo) in enumerate(cambios):
        if que == "quitar":
            capa = edicion.quitar_tarea(capa, codigo)
        elif que == "devolver":
            capa = edicion.devolver_tarea(capa, codigo)
        elif que == "anadir":
            nueva: dict[str, Valor] = {"codigo": codigo, "tipo": "informe", "fase": FASES[numero % len(FASES)]}
            capa = edicion.anadir_tarea(capa, {**nueva, "nombre": "Del área", "tras": en_que})
        else:
            capa = edicion.cambiar_tarea(capa, codigo, {"nombre": "Otro", "tras": en_que}, heredada=del_modelo[codigo])
    return capa


@settings(max_examples=100)
@given(
    st.sampled_from(PUBLICADOS),
    cambios_de_area,
    st.lists(st.sampled_from([*DEL_MODELO, NUEVAS[0]]), max_size=2, unique=True).map(list[Valor]),
    respuestas,
)
def test_what_is_published_over_a_changed_model_of_its_area_is_refused_or_keeps_what_it_must(
    publicado: dict[str, Valor], cambios: list[tuple[str, str]], en_que: list[Valor], se_hacen: list[bool]
) -> None:
    capa = cambiada(capa_de(AREA), cambios, en_que)
    modelo = documento_de(capa, 2)
    assert capa_de(modelo) == {**capa, "tareas": capa.get("tareas") or {}}  # as a file, it is the same
    documento, problemas = componer(MODELO, modelo, publicado)
    assert documento["legal"] == publicado["legal"]  # whatever an area says, the legal values are not its own
    completa, _de_tamanos = reducir(documento, "modelado")
    definicion, otros = leer_definicion(completa)
    assume(not (*problemas, *otros))
    comprobar(definicion, se_hacen)


@settings(max_examples=50)
@given(capas)
def test_a_layer_that_is_refused_says_where(propia: dict[str, Valor]) -> None:
    _definicion, problemas = compuesta({}, propia)
    assert all(problema.campo and problema.mensaje for problema in problemas)
