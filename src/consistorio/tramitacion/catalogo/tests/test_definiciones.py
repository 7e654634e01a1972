"""Definitions: those that ship are sound, overlays keep to their limits, and every fault is named."""

from __future__ import annotations

import copy
import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.tramitacion.catalogo.carga import leer_texto
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.datos import CARPETA, PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.legales import naturaleza_de
from consistorio.tramitacion.catalogo.reglas import (
    leer_definicion,
    problemas_de_vigencia,
    titulo_de,
)
from consistorio.tramitacion.catalogo.tamanos import TAMANOS, reducir, tamano_de
from consistorio.tramitacion.catalogo.tareas import previas
from consistorio.tramitacion.catalogo.tipos import FASES, PENDIENTE
from consistorio.tramitacion.formularios.valores import Valor, como_datos


def documento(nombre: str) -> dict[str, Valor]:
    return como_datos(json.loads((CARPETA / nombre).read_text("utf-8")))


def compuesto(nombre: str, tamano: str = "") -> dict[str, Valor]:
    """As it is processed; in one of its sizes if it is said."""
    procedimiento = documento(nombre)
    area = CARPETA / f"area-{str(procedimiento['area']).replace('_', '-')}.json"
    capas = [documento(area.name), procedimiento] if area.exists() else [procedimiento]
    naturaleza = naturaleza_de(como_datos(procedimiento["legal"]))
    resultado, problemas = componer(documento("modelo-estandar.json"), *capas, naturaleza=naturaleza)
    assert problemas == ()
    reducido, problemas = reducir(resultado, tamano or tamano_de(resultado))
    assert problemas == ()
    return reducido


@pytest.mark.parametrize("tamano", TAMANOS)
@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_the_procedures_that_ship_have_no_problems(nombre: str, tamano: str) -> None:
    definicion, problemas = leer_definicion(compuesto(nombre, tamano))
    assert problemas == ()
    assert (definicion.formulario.campo("medio_notificacion") is None) == (definicion.iniciacion == "oficio")
    assert problemas_de_vigencia(definicion, date(2026, 11, 23)) == ()
    assert definicion.clasificacion("L01999998").startswith("L01999998_PRO_0")


def test_what_is_not_known_says_so() -> None:
    terraza = compuesto("terraza.json")
    legal = terraza["legal"]
    assert isinstance(legal, dict)
    legal["tasa"] = {"pendiente": True, "responsable": "gestion_tributaria"}
    definicion, problemas = leer_definicion(terraza)
    assert (problemas, definicion.legal.tasa) == ((), PENDIENTE)


# Free because a law says so, in any town (Ley 19/2013 art. 22.4)
GRATIS_POR_LEY = {"acceso-informacion.json"}


@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_no_fee_that_ships_is_a_fact_about_ordenanzas(nombre: str) -> None:
    """What only an ordenanza can say is pending, and it is said who completes it; the law that lets the town say it is named."""
    legal = leer_definicion(compuesto(nombre))[0].legal
    respaldo = legal.respaldos["tasa"]
    assert (legal.tasa != PENDIENTE) == (nombre in GRATIS_POR_LEY)
    assert respaldo.articulo
    assert nombre in GRATIS_POR_LEY or "La completa Gestión Tributaria" in respaldo.nota
    assert legal.tarifas == ()
    assert "ordenanza" not in legal.tasa_fijada


@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_what_ships_says_how_long_it_is_kept(nombre: str) -> None:
    legal = leer_definicion(compuesto(nombre))[0].legal
    assert legal.conservacion != PENDIENTE
    assert "calificar" in legal.conservacion  # until the commission decides nothing is destroyed:
    assert legal.conservacion_anios is None
    assert len(legal.conservacion) <= 300  # as the closing of a case keeps it
    assert legal.respaldos["conservacion"].articulo


def test_the_standard_model_has_work_of_its_own_in_every_phase() -> None:
    tareas = documento("modelo-estandar.json")["tareas"]
    assert isinstance(tareas, list)
    assert {t["fase"] for t in tareas if isinstance(t, dict)} == set(FASES)


PERSONALIZADAS = {
    "instancia-general.json": {"comprobar_partes": "", "ejecucion": ""},
    "queja-sugerencia.json": {"comprobar_partes": ""},
    "licencia-obra-menor.json": {"comprobar_partes": "", "informe_area": "servicios_tecnicos", "ejecucion": "tributos"},
    "terraza.json": {
        "comprobar_partes": "",
        "informe_area": "policia_local",
        "informe_tecnico": "servicios_tecnicos",
        "ejecucion": "tributos",
    },
    "recurso-reposicion.json": {"ejecucion": ""},
    "recurso-alzada.json": {"ejecucion": ""},
}


@pytest.mark.parametrize(("nombre", "esperadas"), PERSONALIZADAS.items())
def test_each_area_makes_the_middle_of_the_model_its_own(nombre: str, esperadas: dict[str, str]) -> None:
    tareas = leer_definicion(compuesto(nombre))[0].tareas
    propias = {t.codigo: t.area for t in tareas if t.fase in ("ordenacion", "instruccion", "ejecucion")}
    assert propias == esperadas
    assert not any(t.preceptiva for t in tareas if t.codigo in propias)


def test_the_proposal_waits_for_every_report() -> None:
    definicion, _problemas = leer_definicion(compuesto("terraza.json"))
    propuesta = definicion.tarea("propuesta")
    assert propuesta is not None
    assert previas(definicion.tareas, propuesta) == {"revision", "comprobar_partes", "informe_area", "informe_tecnico"}


def test_an_overlay_may_not_remove_what_the_law_demands_nor_move_it() -> None:
    capa: dict[str, Valor] = {
        "codigo": "x",
        "tareas": {
            "quitar": ["revision", "noexiste"],
            "cambiar": [{"codigo": "resolucion", "fase": "iniciacion"}, {"codigo": "propuesta", "nombre": "Propuesta"}],
            "anadir": [{"codigo": "cierre", "tipo": "libre", "fase": "archivo", "nombre": "Otra"}],
        },
    }
    resultado, problemas = componer(documento("modelo-estandar.json"), capa)
    assert [p.campo for p in problemas] == [
        "tareas.quitar[noexiste]",
        "tareas.quitar[revision]",
        "tareas.cambiar[resolucion].fase",
        "tareas.anadir[cierre]",
    ]
    tareas = resultado["tareas"]
    assert isinstance(tareas, list)
    assert [t["nombre"] for t in tareas if isinstance(t, dict) and t["codigo"] == "propuesta"] == ["Propuesta"]
    assert any(isinstance(t, dict) and t["codigo"] == "revision" for t in tareas)


FALTAS: list[tuple[list[str], Valor, str]] = [
    (["legal", "plazo", "cantidad"], 0, "entre 1 y 600"),
    (["legal", "plazo", "responsable"], "archivo", "responde"),
    (["legal", "plazo", "pendiente"], True, "no puede quedar pendiente"),
    (["legal", "plazo", "articulo"], None, "falta"),
    (["legal", "silencio", "sentido"], "a veces", "debe ser una de estas"),
    (["legal", "recursos", "fin_de_via"], False, "reposición"),
    (["legal", "organo"], None, "falta este apartado"),
    (["serie"], "licencias", "mayúsculas"),
    (["titulo_expediente"], "Obra de {nadie}", "no es un campo"),
    (["titulo_expediente"], "Obra de {correo_aviso}", "dato personal"),
    (["ficha", "vias"], ["paloma"], "no existe"),
    (["ficha", "normativa"], [{"titulo": "Ley", "enlace": "http://x"}], "https://"),
    (["nivel"], "muchísimo", "debe ser una de estas"),
    (["sobra"], 1, "no existe"),
]


@pytest.mark.parametrize(("ruta", "valor", "dice"), FALTAS)
def test_each_fault_is_named(ruta: list[str], valor: Valor, dice: str) -> None:
    definicion = copy.deepcopy(compuesto("licencia-obra-menor.json"))
    hoja: Valor = definicion
    for clave in ruta[:-1]:
        assert isinstance(hoja, dict)
        hoja = hoja[clave]
    assert isinstance(hoja, dict)
    hoja[ruta[-1]] = valor
    problemas = leer_definicion(definicion)[1]
    assert any(dice in p.mensaje for p in problemas), problemas


def test_tasks_that_wait_for_each_other_and_unknown_kinds_are_named() -> None:
    definicion = compuesto("instancia-general.json")
    tareas = definicion["tareas"]
    assert isinstance(tareas, list)
    tareas.append({"codigo": "uno", "tipo": "magia", "fase": "instruccion", "nombre": "Uno", "tras": ["dos"]})
    tareas.append({"codigo": "dos", "tipo": "libre", "fase": "instruccion", "nombre": "Dos", "tras": ["uno"]})
    problemas = leer_definicion(definicion, tipos_de_tarea=frozenset({"libre"}))[1]
    textos = " ".join(f"{p.campo} {p.mensaje}" for p in problemas)
    assert "tareas[uno].tras" in textos
    assert "«magia»" in textos


@pytest.mark.parametrize(
    ("octetos", "dice"),
    [
        (b"", "No se puede leer: mire la línea 1"),
        (b"[]", "Tiene que empezar por una llave"),
        (b'{"a":\n', "mire la línea 2"),
        (b'{"a": 1, "a": 2}', "La clave «a» está repetida"),
        (b'{"a": NaN}', "Lleva «NaN»"),
        (b'{"a": 1.5}', "lleva decimales"),
        (b'{"a": ' + b"9" * 5000 + b"}", "un número demasiado largo"),
        (b"\xff", "No es texto en UTF-8"),
        (b"[" * 100_000, "más veces de las que se admiten"),
    ],
)
def test_what_is_no_definition_is_refused_and_says_why_in_words(octetos: bytes, dice: str) -> None:
    with pytest.raises(DatosIncorrectos) as mal:
        leer_texto(octetos)
    assert dice in mal.value.problemas[0].mensaje


def test_the_title_is_substituted_and_never_evaluated() -> None:
    definicion, _problemas = leer_definicion(compuesto("instancia-general.json"))
    assert titulo_de(definicion, {"asunto": "{asunto.__class__}"}) == "{asunto.__class__}"
    assert titulo_de(definicion, {}) == "Instancia general"
    assert len(titulo_de(definicion, {"asunto": "x" * 500})) <= 250


def test_values_not_in_force_are_named() -> None:
    definicion, _problemas = leer_definicion(compuesto("instancia-general.json"))
    assert [p.campo for p in problemas_de_vigencia(definicion, date(2016, 1, 1))] == [
        "legal.plazo",
        "legal.silencio",
        "legal.organo",
        "legal.recursos",
        "legal.conservacion",
    ]


def test_every_shipped_file_is_listed() -> None:
    assert {p.name for p in Path(CARPETA).glob("*.json")} >= set(PROCEDIMIENTOS)


# One procedure for each that a town hall of any size needs: none of them may go without being missed
DE_CADA_DIA = (
    "licencia-obra-menor",
    "licencia-obra-mayor",
    "declaracion-responsable-actividad",
    "terraza",
    "vado",
    "bonificacion-tributo",
    "devolucion-ingresos",
    "contrato-menor",
    "subvencion-concurrencia",
    "responsabilidad-patrimonial",
    "sancionador-ordenanza",
    "acceso-informacion",
    "alta-padron",
    "ayuda-emergencia",
    "reserva-instalacion",
    "seleccion-personal",
)
LOS_DE_LAS_AREAS = [nombre for nombre in PROCEDIMIENTOS if documento(nombre).get("tamano")]


def _tareas(nombre: str, tamano: str) -> set[str]:
    return {tarea.codigo for tarea in leer_definicion(compuesto(nombre, tamano))[0].tareas}


def test_the_procedures_of_the_areas_have_two_sizes() -> None:
    assert {documento(nombre)["codigo"] for nombre in LOS_DE_LAS_AREAS} >= set(DE_CADA_DIA)
    assert len({documento(nombre)["area"] for nombre in LOS_DE_LAS_AREAS}) >= 12
    for nombre in LOS_DE_LAS_AREAS:
        simple, entero = (leer_definicion(compuesto(nombre, tamano))[0] for tamano in TAMANOS)
        assert _tareas(nombre, "simplificado") < _tareas(nombre, "modelado"), nombre
        campos = ({campo.codigo for campo in una.formulario.campos} for una in (simple, entero))
        assert next(campos) <= next(campos), nombre
        assert simple.legal == entero.legal, nombre


def test_what_spends_is_examined_in_both_sizes() -> None:
    """TRLRHL 214: the control is of the law, and no size leaves it out."""
    for nombre in LOS_DE_LAS_AREAS:
        tipos = [{t.tipo for t in leer_definicion(compuesto(nombre, tamano))[0].tareas} for tamano in TAMANOS]
        assert ("fiscalizacion" in tipos[0]) == ("fiscalizacion" in tipos[1]), nombre


def test_no_two_of_them_are_the_same_in_disguise() -> None:
    """Of what each one adds to the model, less than half is also in any other: questions, documents, and tasks with their norms."""
    for uno, otro in itertools.combinations(LOS_DE_LAS_AREAS, 2):
        suyo, ajeno = _propio(uno), _propio(otro)
        assert len(suyo & ajeno) / min(len(suyo), len(ajeno)) < 0.5, (uno, otro)


def _propio(nombre: str) -> set[tuple[str, str]]:
    definicion = leer_definicion(compuesto(nombre, "modelado"))[0]
    comunes = {campo.codigo for campo in leer_definicion(compuesto("instancia-general.json"))[0].formulario.campos}
    del_modelo = _tareas("instancia-general.json", "modelado")
    return {
        *(("campo", c.codigo + c.etiqueta) for c in definicion.formulario.campos if c.codigo not in comunes),
        *(("documento", r.codigo + r.nombre) for r in definicion.formulario.requisitos),
        *(("tarea", t.tipo + t.norma + t.nombre) for t in definicion.tareas if t.codigo not in del_modelo),
    }
