"""The example town can show what a town does: areas in which two people prepare procedures and another publishes them, and who presides each organ."""

from __future__ import annotations

import json

import pytest

from consistorio.plataforma.organizacion.demostracion import DATOS
from consistorio.tramitacion.catalogo.datos import ficheros
from consistorio.tramitacion.catalogo.datos.demo import AREAS, tasas
from consistorio.tramitacion.catalogo.legales import problemas_de_valores
from consistorio.tramitacion.catalogo.tipos import ORGANO_DEL_ACTO

PUEBLO = json.loads((DATOS / "villaejemplo.json").read_text("utf-8"))
PUESTOS = {puesto["codigo"]: puesto for puesto in PUEBLO["puestos"]}
OCUPADOS = [PUESTOS[suyo["codigo"]] for quien in PUEBLO["empleados"] for suyo in quien["puestos"]]


@pytest.mark.parametrize("area", ["servicios_sociales", "actividades", "movilidad"])
def test_two_people_of_the_area_prepare_its_procedures_and_one_publishes_them(area: str) -> None:
    unidad, _nombre = AREAS[area]
    suyos = [puesto["roles"] for puesto in OCUPADOS if puesto["unidad"] == unidad]
    assert sum("diseno" in roles for roles in suyos) >= 2
    assert sum("publicacion" in roles for roles in suyos) == 1


def test_somebody_holds_the_post_of_each_organ_that_its_procedures_or_its_books_name() -> None:
    nombrados = {json.loads(f.read_text("utf-8")).get("legal", {}).get("organo", {}).get("codigo") for f in ficheros()}
    organos = {puesto["organo"] for puesto in OCUPADOS}
    assert (nombrados | {"junta_gobierno"}) - {None, ORGANO_DEL_ACTO} <= organos


def test_no_two_areas_with_procedures_of_their_own_hide_in_the_same_unit() -> None:
    """Movilidad is not Vía Pública, and whoever answers for each is told apart."""
    assert AREAS["movilidad"][0] != AREAS["via_publica"][0]
    assert {unidad for unidad, _nombre in AREAS.values()} <= {unidad["dir3"] for unidad in PUEBLO["unidades"]}


def test_its_ordenanzas_say_the_fee_of_each_procedure_that_ships_it_pending() -> None:
    """What is not known of any town is known of this one, and each value is as Gestión Tributaria would write it."""
    definiciones = [json.loads(fichero.read_text("utf-8")) for fichero in ficheros()]
    pendientes = {d["codigo"] for d in definiciones if d.get("legal", {}).get("tasa", {}).get("pendiente")}
    assert tasas().keys() == pendientes
    for codigo, tasa in tasas().items():
        assert problemas_de_valores({"tasa": tasa}) == (), codigo
        assert isinstance(tasa, dict)
        assert tasa.get("texto"), codigo
