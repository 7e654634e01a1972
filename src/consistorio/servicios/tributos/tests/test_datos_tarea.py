"""What a definition may say of a payment, and every problem of what it may not."""

from __future__ import annotations

import json

import pytest

from consistorio.servicios.tests.escenario import DATOS
from consistorio.servicios.tributos import datos_tarea
from consistorio.servicios.tributos.tests.terraza import AUTOLIQUIDACION, LIQUIDACION
from consistorio.tramitacion.formularios.esquema import leer_esquema
from consistorio.tramitacion.formularios.valores import Valor

FORMULARIO, _NADA = leer_esquema(json.loads((DATOS / "terraza.json").read_text())["formulario"])


BUENOS: list[dict[str, Valor]] = [
    AUTOLIQUIDACION,
    LIQUIDACION,
    {"regimen": "autoliquidacion", "concepto": "fija", "plazo": {"cantidad": 10, "unidad": "dias_habiles"}},
    {**LIQUIDACION, "periodos": {"numero": 12}},
    {**LIQUIDACION, "periodos": {"campo": "mesas"}},
    {**LIQUIDACION, "periodos": {"campo": "mesas", "unidad": "semanas"}},
    {**LIQUIDACION, "periodos": {"numero": 3, "unidad": "veces"}},
]


@pytest.mark.parametrize("datos", BUENOS)
def test_what_is_right_has_no_problem(datos: dict[str, Valor]) -> None:
    assert datos_tarea.leer(datos, FORMULARIO)[1] == ()


MALOS: list[tuple[dict[str, Valor], list[str]]] = [
    ({}, ["regimen", "concepto"]),
    ({"regimen": "autoliquidacion", "concepto": "fija"}, ["plazo"]),
    ({**LIQUIDACION, "plazo": {"cantidad": 1, "unidad": "meses"}}, ["plazo"]),
    ({**AUTOLIQUIDACION, "concepto": "Ocupación"}, ["concepto"]),
    ({**AUTOLIQUIDACION, "base": {"campo": "metros", "unidad": "m²"}}, ["base.campo"]),
    ({**AUTOLIQUIDACION, "base": {"campo": "nombre_local", "unidad": "m²"}}, ["base.campo"]),
    ({**AUTOLIQUIDACION, "base": {"campo": "superficie"}}, ["base.unidad"]),
    ({**AUTOLIQUIDACION, "periodos": {"desde": "desde"}}, ["periodos.hasta", "periodos.cuenta"]),
    ({**AUTOLIQUIDACION, "periodos": {}}, ["periodos.numero"]),
    ({**AUTOLIQUIDACION, "periodos": {"campo": "temporada"}}, ["periodos.campo"]),
    ({**AUTOLIQUIDACION, "periodos": {"numero": 2, "unidad": "lustros"}}, ["periodos.unidad"]),
    (
        {
            **AUTOLIQUIDACION,
            "periodos": {"desde": "desde", "hasta": "hasta", "cuenta": "completos", "unidad": "semanas"},
        },
        ["periodos.unidad"],
    ),
    ({**AUTOLIQUIDACION, "devengo": "nunca", "antes_de": "cierre"}, ["devengo", "antes_de", "plazo"]),
    ({**AUTOLIQUIDACION, "importe": "504"}, ["importe"]),
]


@pytest.mark.parametrize(("datos", "lugares"), MALOS)
def test_every_problem_is_said_with_its_place(datos: dict[str, Valor], lugares: list[str]) -> None:
    assert [problema.partition(":")[0] for problema in datos_tarea.leer(datos, FORMULARIO)[1]] == lugares


def test_the_reservation_of_a_sports_facility_is_charged_for_each_of_its_weeks() -> None:
    documento = json.loads((DATOS / "reserva-instalacion.json").read_text())
    esquema, _nada = leer_esquema(documento["formulario"])
    precio = next(tarea for tarea in documento["tareas"]["anadir"] if tarea["codigo"] == "precio")
    leidos, problemas = datos_tarea.leer(precio["datos"], esquema)
    assert problemas == ()
    assert leidos.periodos == datos_tarea.Periodos(campo="semanas", unidad="semanas")
    semanas = next(c for p in documento["formulario"]["pasos"] for c in p["campos"] if c["codigo"] == "semanas")
    assert precio["tamanos"] == semanas["tamanos"] == ["modelado"]
