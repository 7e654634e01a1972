"""What is declared or communicated: neither term nor silence, its requirements said, nothing demanded with it, and only the steps of its own (LPACAP 69)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date

import pytest

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.calendario.tipos import Calendario
from consistorio.tramitacion.catalogo.carga import problemas_de_modelo
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.datos import CARPETA
from consistorio.tramitacion.catalogo.legales import CAMPOS_LEGALES, OPCIONALES, debidos, leer_legales, naturaleza_de
from consistorio.tramitacion.catalogo.naturalezas import solo_en
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import reducir
from consistorio.tramitacion.catalogo.tipos import NATURALEZAS
from consistorio.tramitacion.catalogo.valores_legales import sin_los_de_solicitudes
from consistorio.tramitacion.formularios.lectura import Lector
from consistorio.tramitacion.formularios.valores import Valor, como_datos
from consistorio.tramitacion.motor.simulacion import AMPLIA, Caso, Paso, simular

MODELO = como_datos(json.loads((CARPETA / "modelo-estandar.json").read_text("utf-8")))
ACTIVIDAD = como_datos(json.loads((CARPETA / "declaracion-responsable-actividad.json").read_text("utf-8")))
PLAZO: Valor = {
    "cantidad": 3,
    "unidad": "meses",
    "articulo": "LPACAP art. 21.3",
    "responsable": "secretaria",
    "desde": "2016-10-02",
}
SILENCIO: Valor = {
    "sentido": "estimatorio",
    "articulo": "LPACAP art. 24.1",
    "responsable": "secretaria",
    "desde": "2016-10-02",
}


def compuesta(naturaleza: str = "declaracion", tamano: str = "modelado") -> dict[str, Valor]:
    documento = copy.deepcopy(ACTIVIDAD)
    documento["legal"] = {
        **como_datos(documento["legal"]),
        "naturaleza": {**_naturaleza(documento), "clase": naturaleza},
    }
    entera, problemas = componer(copy.deepcopy(MODELO), documento, naturaleza=naturaleza)
    assert problemas == ()
    return reducir(entera, tamano)[0]


def _naturaleza(documento: dict[str, Valor]) -> dict[str, Valor]:
    return como_datos(como_datos(documento["legal"])["naturaleza"])


def problemas_de(documento: dict[str, Valor]) -> list[tuple[str, str]]:
    return [(p.campo, p.mensaje) for p in leer_definicion(documento)[1]]


def con_legal(campo: str, valor: Valor) -> Callable[[dict[str, Valor]], None]:
    def cambiar(documento: dict[str, Valor]) -> None:
        documento["legal"] = {**como_datos(documento["legal"]), campo: valor}

    return cambiar


def sin_requisitos(documento: dict[str, Valor]) -> None:
    formulario = como_datos(documento["formulario"])
    pasos = formulario["pasos"]
    assert isinstance(pasos, list)
    documento["formulario"] = {
        **formulario,
        "pasos": [p for p in pasos if como_datos(p)["codigo"] != "requisitos_actividad"],
    }


def sin_compromisos(documento: dict[str, Valor]) -> None:
    formulario = como_datos(documento["formulario"])
    pasos = formulario["pasos"]
    assert isinstance(pasos, list)
    documento["formulario"] = {
        **formulario,
        "pasos": [p for p in pasos if como_datos(p)["codigo"] != "responsabilidad"],
    }


def que_exige(documento: dict[str, Valor]) -> None:
    formulario = como_datos(documento["formulario"])
    requisitos = formulario["requisitos"]
    assert isinstance(requisitos, list)
    documento["formulario"] = {**formulario, "requisitos": [{**como_datos(requisitos[0]), "obligatorio": True}]}


def de_oficio(documento: dict[str, Valor]) -> None:
    documento["iniciacion"] = "ambas"


def sin_comprobar(documento: dict[str, Valor]) -> None:
    tareas = documento["tareas"]
    assert isinstance(tareas, list)
    documento["tareas"] = [t for t in tareas if como_datos(t)["tipo"] != "comprobacion"]


FALTAS = [
    (con_legal("plazo", PLAZO), "legal.plazo", "no espera resolución"),
    (con_legal("silencio", SILENCIO), "legal.silencio", "no espera resolución"),
    (con_legal("naturaleza", {"clase": "ruego"}), "legal.naturaleza.clase", "debe ser una de estas"),
    (con_legal("organo", None), "legal.organo", "falta este apartado"),
    (sin_requisitos, "formulario", "qué requisitos se declaran"),
    (sin_compromisos, "formulario", "declara_documentacion"),
    (que_exige, "formulario.requisitos[memoria_actividad]", "no se exige con la declaración"),
    (de_oficio, "iniciacion", "lo presenta quien lo firma"),
    (sin_comprobar, "tareas", "se comprueba una vez"),
]


@pytest.mark.parametrize(("estropear", "campo", "dice"), FALTAS)
def test_each_fault_of_a_declaration_is_named(
    estropear: Callable[[dict[str, Valor]], None], campo: str, dice: str
) -> None:
    documento = compuesta()
    assert problemas_de(documento) == []
    estropear(documento)
    assert any(c == campo and dice in m for c, m in problemas_de(documento)), problemas_de(documento)


def test_a_communication_is_the_same_machinery_and_says_no_requirements() -> None:
    documento = compuesta("comunicacion")
    definicion, problemas = leer_definicion(documento)
    assert (problemas, definicion.declarada, definicion.legal.plazo) == ((), True, None)
    assert definicion.formulario.campo("declara_mantenimiento") is None
    que_exige(documento)
    assert problemas_de(documento) == []  # what a communication brings is not of 69.1
    con_legal("plazo", PLAZO)(documento)
    assert [campo for campo, _mensaje in problemas_de(documento)] == ["legal.plazo"]


def test_an_application_says_its_term_and_its_silence_and_is_not_checked_so() -> None:
    solicitud = json.loads((CARPETA / "instancia-general.json").read_text("utf-8"))
    entera = componer(copy.deepcopy(MODELO), solicitud)[0]
    definicion, problemas = leer_definicion(entera)
    assert (problemas, definicion.declarada) == ((), False)
    for campo in ("plazo", "silencio"):
        sin_el = {**entera, "legal": {c: v for c, v in como_datos(entera["legal"]).items() if c != campo}}
        assert problemas_de(sin_el) == [(f"legal.{campo}", "falta este apartado.")]
    tareas = entera["tareas"]
    assert isinstance(tareas, list)
    control: Valor = {"codigo": "comprobacion", "tipo": "comprobacion", "fase": "instruccion", "nombre": "Comprobar"}
    assert any("solo se comprueba así" in m for _c, m in problemas_de({**entera, "tareas": [*tareas, control]}))


@pytest.mark.parametrize("naturaleza", sorted(NATURALEZAS))
def test_each_nature_gets_the_steps_of_its_own(naturaleza: str) -> None:
    tareas = componer(copy.deepcopy(MODELO), {"codigo": "x"}, naturaleza=naturaleza)[0]["tareas"]
    assert isinstance(tareas, list)
    codigos = {str(como_datos(t)["codigo"]) for t in tareas}
    declarada = naturaleza != "solicitud"
    assert ({"comunicacion_inicial", "revision", "informe_area", "ejecucion"} <= codigos) is not declarada
    assert ({"comprobacion", "cese"} <= codigos) is declarada
    assert {"propuesta", "resolucion", "notificacion", "cierre"} <= codigos
    assert not any("naturalezas" in como_datos(t) for t in tareas)


def test_a_layer_changes_no_step_that_its_nature_has_not_nor_leaves_out_its_control() -> None:
    capa: dict[str, Valor] = {
        "codigo": "x",
        "tareas": {"cambiar": [{"codigo": "revision", "nombre": "Mirar"}], "quitar": ["comprobacion"]},
    }
    problemas = componer(copy.deepcopy(MODELO), capa, naturaleza="declaracion")[1]
    assert [p.campo for p in problemas] == ["tareas.quitar[comprobacion]", "tareas.cambiar[revision]"]


def test_a_term_of_when_it_was_an_application_says_nothing() -> None:
    valores: dict[str, Valor] = {"plazo": PLAZO, "silencio": SILENCIO, "organo": {"codigo": "alcaldia"}}
    assert sin_los_de_solicitudes(valores, "solicitud") == valores
    assert set(sin_los_de_solicitudes(valores, "declaracion")) == {"organo"}
    assert naturaleza_de({"naturaleza": {"clase": "ruego"}}) == naturaleza_de({}) == "solicitud"
    assert debidos("solicitud") == frozenset(CAMPOS_LEGALES) - OPCIONALES
    assert debidos("comunicacion") == debidos("solicitud") - {"plazo", "silencio"}


CALENDARIO = Calendario("solo fines de semana")
ENTRADA = date(2026, 3, 2)


def test_a_made_up_case_has_no_term_and_ends_as_its_control_says() -> None:
    definicion = leer_definicion(compuesta(tamano="simplificado"))[0]
    bien = simular(definicion, Caso({}, ENTRADA, [Paso("comprobacion", 900), Paso("cierre")]), CALENDARIO)
    assert (bien.acabada, bien.limite, bien.vencido, bien.en_plazo, bien.explicacion) == (True, None, False, None, ())
    mal = simular(
        definicion,
        Caso(
            {},
            ENTRADA,
            [
                Paso("comprobacion", 90, "incumplimiento"),
                Paso("propuesta", 1, "imposibilidad"),
                Paso("resolucion", 1, "imposibilidad"),
                Paso("notificacion", 1),
            ],
        ),
        CALENDARIO,
    )
    assert mal.abiertas == ["cese"]
    with pytest.raises(DatosIncorrectos) as error:
        simular(definicion, Caso({}, ENTRADA, [Paso("", 0, "", AMPLIA, 1)]), CALENDARIO)
    assert "no hay plazo para resolver" in error.value.problemas[0].mensaje


DE_POLICIA: dict[str, Valor] = {
    "codigo": "policia",
    "tipo": "informe",
    "nombre": "Informe de Policía",
    "norma": "LPACAP art. 79",
    "datos": {"preceptivo": False, "precepto": "Ordenanza art. 3"},
}


@pytest.mark.parametrize(
    ("fase", "tras", "queda"),
    [
        ("instruccion", ["informe_area"], None),
        ("instruccion", ["comprobacion", "informe_area"], ["comprobacion"]),
        ("iniciacion", ["revision"], None),
        ("instruccion", ["no_existe"], ["no_existe"]),  # a mistake of the area is still one
    ],
)
def test_what_an_area_hangs_from_a_task_of_another_nature_waits_for_what_there_is(
    fase: str, tras: list[Valor], queda: list[Valor] | None
) -> None:
    area: dict[str, Valor] = {"tareas": {"anadir": [{**DE_POLICIA, "fase": fase, "tras": tras}]}}
    compuesto, problemas = componer(copy.deepcopy(MODELO), area, copy.deepcopy(ACTIVIDAD), naturaleza="declaracion")
    assert problemas == ()
    tareas = compuesto["tareas"]
    assert isinstance(tareas, list)
    suya = next(como_datos(tarea) for tarea in tareas if como_datos(tarea)["codigo"] == "policia")
    assert suya.get("tras") == queda
    dichos = problemas_de(reducir(compuesto, "modelado")[0])
    assert [campo for campo, _mensaje in dichos] == (["tareas[policia].tras"] if queda == ["no_existe"] else [])
    assert area["tareas"] == {"anadir": [{**DE_POLICIA, "fase": fase, "tras": tras}]}  # of others it is as it was


def cruzada(naturaleza: str, *, en_ella: list[Valor] | None = None, **otra: Valor) -> set[str]:
    """The codes of the tasks of a procedure of that nature over an area that adds a task, of some natures alone."""
    nueva: dict[str, Valor] = {**DE_POLICIA, "fase": "instruccion", **otra}
    area: dict[str, Valor] = {"tareas": {"anadir": [{**nueva, **({"naturalezas": en_ella} if en_ella else {})}]}}
    compuesto, problemas = componer(copy.deepcopy(MODELO), area, {"codigo": "x"}, naturaleza=naturaleza)
    assert problemas == ()
    return {str(como_datos(tarea)["codigo"]) for tarea in como_datos(compuesto)["tareas"]}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("en_ella", "la_tienen"),
    [
        (None, {"solicitud", "declaracion", "comunicacion"}),
        (["declaracion"], {"declaracion"}),
        (["solicitud", "comunicacion"], {"solicitud", "comunicacion"}),
    ],
)
def test_a_procedure_takes_from_the_model_of_its_area_what_is_of_its_nature(
    en_ella: list[Valor] | None, la_tienen: set[str]
) -> None:
    assert {n for n in NATURALEZAS if "policia" in cruzada(n, en_ella=en_ella)} == la_tienen


@pytest.mark.parametrize(
    ("naturalezas", "dicho"),
    [
        (None, ""),
        (["declaracion"], "Solo en declaraciones responsables"),
        (["comunicacion", "solicitud"], "Solo en solicitudes y comunicaciones"),
        (["solicitud", "declaracion", "comunicacion"], ""),
    ],
)
def test_the_natures_of_a_thing_are_told_in_words(naturalezas: list[Valor] | None, dicho: str) -> None:
    assert solo_en({"naturalezas": naturalezas}) == dicho


@pytest.mark.parametrize("mal", [[], "solicitud", ["ruego"], [1], ["solicitud", None]])
def test_a_nature_that_there_is_not_is_a_problem_of_the_model(mal: Valor) -> None:
    documento: dict[str, Valor] = {
        "clase": "area",
        "codigo": "x",
        "numero": 1,
        "nombre": "X",
        "tareas": {"anadir": [{**DE_POLICIA, "naturalezas": mal}]},
        "pasos_comunes": [{"codigo": "finca", "naturalezas": mal}],
    }
    campos = [p.campo for p in problemas_de_modelo(documento)]
    assert campos == ["tareas[policia].naturalezas", "formulario.pasos[finca].naturalezas"]
    assert problemas_de_modelo(copy.deepcopy(MODELO)) == ()


DE_LA_ORDENANZA: Valor = {
    "cantidad": 2,
    "unidad": "meses",
    "articulo": "Ordenanza de actividades, artículo 30",
    "responsable": "secretaria",
    "desde": "2026-01-01",
}


@pytest.mark.parametrize(
    ("dicho", "naturaleza", "campos", "meses"),
    [
        ({"pendiente": True, "responsable": "secretaria"}, "declaracion", [], None),
        (DE_LA_ORDENANZA, "comunicacion", [], 2),
        ({**como_datos(DE_LA_ORDENANZA), "cantidad": 0}, "declaracion", ["legal.prohibicion.cantidad"], None),
        (DE_LA_ORDENANZA, "solicitud", ["legal.prohibicion"], None),
    ],
)
def test_how_long_there_is_to_decide_that_it_cannot_go_on_is_what_a_norm_says_or_pending(
    dicho: Valor, naturaleza: str, campos: list[str], meses: int | None
) -> None:
    problemas: list[Problema] = []
    legal = {**como_datos(ACTIVIDAD["legal"]), "prohibicion": dicho}
    legal["naturaleza"] = {**como_datos(legal["naturaleza"]), "clase": naturaleza}
    if naturaleza == "solicitud":
        legal |= {"plazo": PLAZO, "silencio": SILENCIO}
    leido = leer_legales(Lector({"legal": legal}, "", problemas))
    assert [problema.campo for problema in problemas] == campos
    if not campos:
        assert (leido.prohibicion.cantidad if leido.prohibicion is not None else None) == meses
