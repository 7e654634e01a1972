"""What a definition says of the tasks that spend, and the rules of their control."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest

from consistorio.economia.gasto import datos_tarea, reglas
from consistorio.servicios.tests.escenario import DATOS
from consistorio.tramitacion.catalogo.composicion import componer
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tamanos import reducir
from consistorio.tramitacion.catalogo.tipos_conocidos import conocidos
from consistorio.tramitacion.formularios.valores import Valor, como_datos

Tareas = dict[str, dict[str, Valor]]


def problemas(cambiar: Callable[[Tareas], object]) -> dict[str, str]:
    """What the checker says of the contrato menor with its tasks changed."""
    modelo = como_datos(json.loads((DATOS / "modelo-estandar.json").read_text("utf-8")))
    capa = json.loads((DATOS / "contrato-menor.json").read_text("utf-8"))
    cambiar({tarea["codigo"]: tarea for tarea in capa["tareas"]["anadir"]})
    entera, _problemas = componer(modelo, como_datos(capa))
    compuesta, _de_tamanos = reducir(entera, "modelado")
    _definicion, hallados = leer_definicion(compuesta, tipos_de_tarea=conocidos())
    return {problema.campo: problema.mensaje for problema in hallados}


def poner(codigo: str, **datos: Valor) -> Callable[[Tareas], object]:
    return lambda tareas: tareas[codigo].setdefault("datos", {}).update(datos)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("cambiar", "lugar", "dicho"),
    [
        (poner("retener_credito", importe="objeto"), "retener_credito].datos.importe", "no es un número ni un importe"),
        (poner("retener_credito", aplicacion_de="meses"), "retener_credito].datos.aplicacion_de", "no es un texto"),
        (
            poner("retener_credito", aplicacion="920", aplicacion_de=None),
            "retener_credito].datos.aplicacion",
            "no es una aplicación",
        ),
        (poner("retener_credito", aplicacion="920.22706"), "retener_credito].datos.aplicacion_de", "las dos cosas, no"),
        (poner("retener_credito", sigue_a="x"), "retener_credito].datos.sigue_a", "esta clave no existe"),
        (poner("comprometer", exento="porque_si"), "comprometer].datos.exento", "debe ser una de estas"),
        (poner("comprometer", sin_iva=["importe", "objeto"]), "comprometer].datos.sin_iva", "«objeto» no es un número"),
        (poner("comprometer", contrato="si"), "comprometer].datos.contrato", "true o false"),
        (poner("comprometer", sigue_a="nada"), "comprometer].datos.sigue_a", "no hay ninguna tarea «nada»"),
        (
            poner("comprometer", sigue_a="ejecucion"),
            "comprometer].datos.sigue_a",
            "tiene que ser una tarea de tipo gasto.RC",
        ),
        (poner("reconocer", sigue_a=None), "reconocer].datos.sigue_a", "falta la tarea que comprometió"),
        (poner("reconocer", conformidad="liberar"), "reconocer].tras", "tiene que esperar a «liberar»"),
        (poner("liberar", importe="importe"), "liberar].datos.importe", "esta clave no existe"),
    ],
)
def test_the_checker_refuses_what_a_task_that_spends_cannot_do(
    cambiar: Callable[[Tareas], object], lugar: str, dicho: str
) -> None:
    hallados = problemas(cambiar)
    assert list(hallados) == [f"tareas[{lugar}"], hallados
    assert dicho in hallados[f"tareas[{lugar}"]


def test_the_one_that_ships_is_right() -> None:
    assert problemas(lambda _tareas: None) == {}


@pytest.mark.parametrize(
    ("clase", "compromete", "se_interviene"),
    [
        ("RC", False, False),
        ("ND", False, False),
        ("A", True, False),
        ("AD", True, False),
        ("D", True, False),
        ("ADO", True, True),
        ("O", False, True),
        ("OP", False, True),
        ("PR", False, True),
        ("PRO", False, False),  # prescription of closed years: no stretch of phases
        ("DR", False, False),
    ],
)
def test_which_operations_ask_for_which_control(clase: str, compromete: bool, se_interviene: bool) -> None:
    assert (reglas.compromete(clase), reglas.reconoce(clase) or reglas.paga(clase)) == (compromete, se_interviene)


@pytest.mark.parametrize(
    ("comprometido", "examinado", "exento", "dicho"),
    [
        ("100", None, "contrato_menor", ""),
        ("999.99", None, "caja_fija", ""),
        ("1000.00", None, "caja_fija", "el límite es de 1.000,00"),
        ("1000.00", "1000.00", "caja_fija", ""),
        ("100", None, "amistad", "no ha fiscalizado"),
        ("100", None, "", "no ha fiscalizado"),
        ("100", "100", "", ""),
        ("100.01", "100", "", "fiscalizó 100,00 €: lo que se compromete pasa en 0,01 €"),
    ],
)
def test_what_may_be_committed(comprometido: str, examinado: str | None, exento: str, dicho: str) -> None:
    visto = Decimal(examinado) if examinado is not None else None
    motivo = reglas.por_que_no_se_compromete(Decimal(comprometido), visto, exento=exento, tope=Decimal(1000))
    assert (dicho in motivo) if dicho else motivo == ""


def test_the_limit_of_works_is_of_what_is_charged_where_works_are() -> None:
    dichos: list[list[str | None]] = [["61900"], ["62200", "21000"], ["22706"], ["61900", "22706"], [], [None]]
    assert [reglas.contrato_menor_de(uno) for uno in dichos] == ["menor_obras"] * 2 + ["menor_otros"] * 4


@pytest.mark.parametrize(
    ("respuestas", "veces"),
    [
        ({"total": "1.210,00", "otros": "1.000,00"}, "1.21"),
        ({"total": "1.100,00", "otros": "1.000,00"}, "1.1"),
        ({"total": "18.000,00", "otros": "18.000,00"}, "1"),
        ({"total": "1.210,00", "obras": "1.000,00"}, "1.21"),
        ({"total": "18.000,00", "otros": "10.000,00"}, "1.21"),
        ({"total": "900,00", "otros": "1.000,00"}, "1"),
        ({"total": "1.210,00", "otros": "0"}, "1"),
        ({"total": "1.210,00"}, "1"),
        ({"otros": "1.000,00"}, "1"),
    ],
    ids=["general", "reduced", "exempt", "works", "beyond", "below", "nothing", "unsaid", "no-total"],
)
def test_the_vat_of_what_is_spent_is_the_one_that_its_form_says(respuestas: dict[str, str], veces: str) -> None:
    leidos, problemas = datos_tarea.leer(datos_tarea.AD, {"importe": "total", "sin_iva": ["otros", "obras"]})
    assert problemas == ()
    assert datos_tarea.con_su_iva(leidos, como_datos(dict(respuestas))) == Decimal(veces)


def test_amounts_are_read_as_people_write_them() -> None:
    assert str(reglas.leido("1.240,50")) == "1.240,50 €"
    assert reglas.leido("mucho") is None
    leidos, _problemas = datos_tarea.leer(datos_tarea.RC, {"importe": "cuanto", "aplicacion_de": "donde"})
    respuestas = como_datos({"cuanto": "0", "donde": " 920.22706 "})
    assert datos_tarea.importe_segun(leidos, respuestas) is None
    assert datos_tarea.aplicacion_segun(leidos, respuestas) == "920.22706"
