"""Every task has somebody who may do it: its area has a unit, the unit people, and they hold what its kind asks for. Without a database."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.notificaciones.permisos import EMITIR
from consistorio.servicios.resoluciones.permisos import ELEVAR, PROPONER
from consistorio.servicios.tributos.permisos import LIQUIDAR
from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.catalogo.titulares import Responsables, sin_titular
from consistorio.tramitacion.motor.permisos import INFORMAR

DIA = date(2026, 11, 30)
AREAS = ("via_publica", "movilidad", "cultura", "policia_local", "servicios_tecnicos", "tributos", "intervencion")
UNIDADES = {area: Unidad(id=uuid4(), nombre=area) for area in AREAS}
PERMISOS = (INFORMAR, LIQUIDAR, FISCALIZAR, PROPONER, ELEVAR, EMITIR)


def quien(sin: dict[str, str]) -> Responsables:
    """Who answers, when in each of those areas nobody holds a permission; "" when nobody works there."""

    def menos(permiso: str) -> frozenset[object]:
        faltan = {area for area, falta in sin.items() if falta in ("", permiso)}
        return frozenset(unidad.id for area, unidad in UNIDADES.items() if area not in faltan)

    return Responsables(
        DIA,
        UNIDADES,
        menos(""),  # type: ignore[arg-type]
        {"alcaldia": ""},
        {permiso: menos(permiso) for permiso in PERMISOS},  # type: ignore[misc]
    )


CASOS: dict[str, tuple[str, dict[str, str], list[tuple[str, str]]]] = {
    "somebody for everything": ("terraza.json", {}, []),
    "a unit where nobody works": (
        "terraza.json",
        {"servicios_tecnicos": ""},
        [("tareas[informe_tecnico].area", "no trabaja nadie hoy")],
    ),
    "the unit of the procedure without people": ("terraza.json", {"via_publica": ""}, [("area", "no trabaja nadie hoy")]),
    "a report where nobody issues them": (
        "terraza.json",
        {"policia_local": INFORMAR},
        [("tareas[informe_area].area", "«Emitir informes que pide otra unidad»")],
    ),
    "a payment where nobody computes them": (
        "vado.json",
        {"tributos": LIQUIDAR},
        [("tareas[tasa].area", "en tributos nadie tiene hoy el permiso")],
    ),
    "a control where nobody examines": (
        "subvencion-concurrencia.json",
        {"intervencion": FISCALIZAR},
        [("tareas[fiscalizacion].area", "en intervencion nadie tiene hoy el permiso")],
    ),
    "a decision that nobody of its unit proposes": (
        "terraza.json",
        {"via_publica": PROPONER},
        [("tareas[propuesta].area", "en via_publica nadie tiene hoy el permiso")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("nombre", "sin", "dicen"), CASOS.values(), ids=list(CASOS))
def test_a_task_that_nobody_may_do_is_told_with_its_place(
    nombre: str, sin: dict[str, str], dicen: list[tuple[str, str]]
) -> None:
    problemas = sin_titular(leer_definicion(compuesto(nombre, "modelado"))[0], en=DIA, quien=quien(sin))
    assert [problema.campo for problema in problemas] == [lugar for lugar, _dice in dicen]
    assert all(dice in problema.mensaje for problema, (_lugar, dice) in zip(problemas, dicen, strict=True)), problemas
