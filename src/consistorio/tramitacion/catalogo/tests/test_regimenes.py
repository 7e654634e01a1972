"""The regime of a term decides its days, its appeals and where its silence is said (LPACAP 30.2, LCSP DA 12, LGT 104, TRLRHL 14.2)."""

from __future__ import annotations

import copy

import pytest

from consistorio.tramitacion.catalogo.datos import PROCEDIMIENTOS
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.formularios.valores import Valor, como_datos

OBRA, TRIBUTO, CONTRATO = "licencia-obra-menor.json", "bonificacion-tributo.json", "contrato-menor.json"
RECURSO = "recurso-reposicion-tributario.json"
DIAS: dict[str, Valor] = {"cantidad": 20, "unidad": "dias_habiles"}
NATURALES: dict[str, Valor] = {"cantidad": 20, "unidad": "dias_naturales"}
CONTENCIOSO: Valor = {"tipo": "contencioso", "ante": "El juzgado", "plazo": "2 meses", "articulo": "LJCA 46"}


def recurso(tipo: str) -> Valor:
    return [{"tipo": tipo, "ante": "Alcaldía", "plazo": "1 mes", "articulo": "Ley 1"}, CONTENCIOSO]


CASOS: list[tuple[str, dict[str, dict[str, Valor]], list[str]]] = [
    (OBRA, {"plazo": DIAS}, []),
    (OBRA, {"plazo": {**DIAS, "regimen": "especial"}}, []),
    (OBRA, {"plazo": {**NATURALES, "regimen": "especial"}}, []),
    (OBRA, {"plazo": {**NATURALES, "regimen": "naturales"}}, []),
    (OBRA, {"plazo": {**DIAS, "regimen": "naturales"}}, ["legal.plazo: los días de los contratos son naturales"]),
    (OBRA, {"plazo": NATURALES}, ["legal.plazo: los días son hábiles si una ley no dice otra cosa"]),
    (
        OBRA,
        {"plazo": {"regimen": "LGT"}},
        [
            "legal.recursos: contra lo tributario no cabe la reposición",
            "legal.recursos: falta la reposición de lo tributario",
            "legal.plazo: lo tributario tiene su plazo",
            "legal.silencio: lo tributario tiene su plazo",
        ],
    ),
    (TRIBUTO, {}, []),
    (TRIBUTO, {"plazo": {"regimen": "LPACAP"}}, ["legal.plazo: los recursos son los de lo tributario"]),
    (TRIBUTO, {"plazo": {"regimen": "especial"}}, ["legal.plazo: los recursos son los de lo tributario"]),
    (
        TRIBUTO,
        {"plazo": {**NATURALES, "regimen": "LGT"}},
        ["legal.plazo: los días son hábiles si una ley no dice otra cosa"],
    ),
    (TRIBUTO, {"recursos": {"lista": recurso("reclamacion_economico_administrativa")}}, []),
    (
        TRIBUTO,
        {"recursos": {"lista": recurso("alzada")}},
        [
            "legal.recursos: contra lo tributario no cabe la reposición",
            "legal.recursos: falta la reposición de lo tributario",
        ],
    ),
    (TRIBUTO, {"silencio": {"articulo": "LPACAP art. 24.1"}}, ["legal.silencio: lo tributario tiene su plazo"]),
    (TRIBUTO, {"plazo": {"articulo": "Ley 39/2015 art. 21.3"}}, ["legal.plazo: lo tributario tiene su plazo"]),
    (RECURSO, {}, []),  # it is itself the appeal: after it only the court is left
    (CONTRATO, {"plazo": DIAS}, ["legal.plazo: los días de los contratos son naturales"]),
]


@pytest.mark.parametrize(("nombre", "cambios", "dicen"), CASOS)
def test_what_does_not_go_with_the_regime_is_refused(
    nombre: str, cambios: dict[str, dict[str, Valor]], dicen: list[str]
) -> None:
    definicion = copy.deepcopy(compuesto(nombre))
    legal = como_datos(definicion["legal"])
    for campo, cambio in cambios.items():
        legal[campo] = {**como_datos(legal[campo]), **cambio}
    problemas = [f"{p.campo}: {p.mensaje}" for p in leer_definicion({**definicion, "legal": legal})[1]]
    assert len(problemas) == len(dicen), problemas
    assert all(problema.startswith(dicho) for problema, dicho in zip(problemas, dicen, strict=True)), problemas


def test_a_term_that_does_not_say_its_days_has_those_of_the_regime() -> None:
    """The ten days of the LPACAP for a report or a notification stay hábiles in a contract too: their law says them."""
    contrato = leer_definicion(compuesto(CONTRATO, "modelado"))[0]
    plazos = {t.codigo: t.plazo_interno for t in contrato.tareas if t.plazo_interno is not None}
    assert {codigo: (p.cantidad, p.unidad) for codigo, p in plazos.items()} == {
        "comunicacion_inicial": (10, "dias_habiles"),
        "revision": (10, "dias_habiles"),
        "comprobar_partes": (5, "dias_habiles"),
        "informe_area": (10, "dias_habiles"),
        "retener_credito": (3, "dias_naturales"),
        "pedir_ofertas": (10, "dias_naturales"),
        "notificacion": (10, "dias_habiles"),
        "comprometer": (3, "dias_naturales"),
        "reconocer": (10, "dias_naturales"),
        "liberar": (5, "dias_naturales"),
    }
    obra = copy.deepcopy(compuesto(OBRA))
    tareas = obra["tareas"]
    assert isinstance(tareas, list)
    tareas.append(
        {"codigo": "otra", "tipo": "libre", "fase": "instruccion", "nombre": "Otra", "plazo_interno": {"cantidad": 3}}
    )
    leida, problemas = leer_definicion(obra)
    otra = leida.tarea("otra")
    assert (problemas, otra and otra.plazo_interno and otra.plazo_interno.unidad) == ((), "dias_habiles")


@pytest.mark.parametrize("nombre", PROCEDIMIENTOS)
def test_what_ships_counts_as_its_law_says(nombre: str) -> None:
    """What is tax by the LGT and by nobody else; what is a contract in natural days."""
    definicion = leer_definicion(compuesto(nombre))[0]
    plazo = definicion.legal.plazo
    tributaria = nombre in {"bonificacion-tributo.json", "devolucion-ingresos.json", RECURSO}
    assert tributaria == (plazo is not None and plazo.regimen == "LGT")
    assert (nombre == CONTRATO) == (plazo is not None and plazo.regimen == "naturales")
    assert not tributaria or "LPACAP" not in definicion.legal.respaldos["silencio"].articulo
