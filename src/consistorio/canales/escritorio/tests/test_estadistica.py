"""The statistics through their pages: whose they are, their files, what is refused and what is not told."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.nucleo.hojas import TablaDeTexto, en_csv
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.estadistica.tests.pueblo import Sembrador, unidad
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.lento

BASE = "/escritorio/estadistica/"
LICENCIAS, URBANISMO, VIA_PUBLICA = "LA0009986", "LA0009985", "LA0009988"


@pytest.fixture
def sembrador(reloj: RelojDePrueba) -> Sembrador:
    return Sembrador(7, hoy(reloj))


def texto(cliente: Client, direccion: str, estado: int = 200) -> str:
    respuesta = cliente.get(direccion)
    assert respuesta.status_code == estado
    return respuesta.content.decode()


def test_who_heads_a_unit_sees_its_figures_and_nobody_else_does(mesa: Mesa, sembrador: Sembrador) -> None:
    sembrador.sembrar(60, [unidad(LICENCIAS)])
    for ruta in ("", "atrasos/", "csv/meses/"):
        assert mesa("marta").get(f"{BASE}{ruta}").status_code == 200
        assert mesa("nuria").get(f"{BASE}{ruta}").status_code == 403
    pagina = texto(mesa("marta"), BASE)
    assert BASE in pagina  # in the menu
    assert BASE not in texto(mesa("nuria"), "/escritorio/")
    assert "Licencias y Disciplina Urbanística" in pagina
    assert "Todo el Ayuntamiento" not in pagina
    assert "Todo el Ayuntamiento" in texto(mesa("javier"), BASE)
    assert Acceso.objects.filter(que="estadistica", resultado="permitido").exists()


def test_the_units_of_others_and_a_period_that_ends_before_it_begins_are_refused_together(
    mesa: Mesa, sembrador: Sembrador
) -> None:
    direccion = f"?unidad={unidad(VIA_PUBLICA).id}&desde=2026-08&hasta=2026-03"
    for ruta in (BASE, f"{BASE}atrasos/"):
        assert mesa("marta").get(f"{ruta}{direccion}").status_code == 422
    pagina = texto(mesa("marta"), f"{BASE}{direccion}", 422)
    assert "Elija una opción de la lista «De qué unidad»." in pagina
    assert "El último mes no puede ser anterior al primero." in pagina
    assert mesa("marta").get(f"{BASE}csv/meses/{direccion}").status_code == 404
    assert mesa("marta").get(f"{BASE}csv/otra/").status_code == 404
    assert mesa("marta").get(f"{BASE}?desde=1999-01&procedimiento=a'b").status_code == 422


def test_who_has_no_unit_is_told_so(mesa: Mesa, sembrador: Sembrador) -> None:
    cliente = mesa("marta")
    assert ActorDePrueba.actor is not None
    ActorDePrueba.actor = replace(ActorDePrueba.actor, unidades=frozenset())
    assert "Su puesto no está en ninguna unidad" in texto(cliente, f"{BASE}?unidad=")
    assert "No hay nada atrasado" in texto(cliente, f"{BASE}atrasos/")


def test_a_procedure_has_its_page_with_its_steps(mesa: Mesa, sembrador: Sembrador) -> None:
    sembrador.sembrar(90, [unidad(LICENCIAS)])
    procedimiento = sembrador.versiones[0].procedimiento
    pagina = texto(mesa("marta"), BASE)
    assert f"procedimiento={procedimiento.codigo}" in pagina
    assert "Paso a paso" not in pagina
    suya = texto(mesa("marta"), f"{BASE}?procedimiento={procedimiento.codigo}")
    assert f">{procedimiento.nombre}</h1>" in suya
    assert "Paso informe_tecnico" in suya
    assert "Llamar a Ana" not in suya


def test_the_files_say_what_the_page_says(mesa: Mesa, sembrador: Sembrador) -> None:
    sembrador.sembrar(90, [unidad(LICENCIAS)])
    respuesta = mesa("marta").get(f"{BASE}csv/procedimientos/?desde=2025-10&hasta=2026-09")
    assert respuesta["Content-Disposition"].endswith("estadistica-procedimientos-2025-10-2026-09.csv")
    assert respuesta.content.startswith(b"\xef\xbb\xbf")
    cabeceras, *filas = csv.reader(io.StringIO(respuesta.content.decode("utf-8-sig")), delimiter=";")
    assert cabeceras[0] == "Procedimiento"
    assert filas[-1][0] == "Todos"
    pagina = mesa("marta").get(f"{BASE}?desde=2025-10&hasta=2026-09")
    assert [list(fila) for _url, fila in pagina.context["procedimientos"]] == filas
    pasos = mesa("marta").get(f"{BASE}csv/pasos/").content.decode()
    assert "Paso propuesta" in pasos
    meses = mesa("marta").get(f"{BASE}csv/meses/").content.decode("utf-8-sig").splitlines()
    assert len(meses) == 13


def test_a_spreadsheet_runs_nothing_of_a_file() -> None:
    tabla = TablaDeTexto(("=HYPERLINK(1)", "b;c"), [("+1", 'a "b"'), ("@x", "-2"), ("\tx", "3 %")])
    leida = list(csv.reader(io.StringIO(en_csv(tabla).decode("utf-8-sig")), delimiter=";"))
    assert leida == [["'=HYPERLINK(1)", "b;c"], ["'+1", 'a "b"'], ["'@x", "'-2"], ["'\tx", "3 %"]]


def test_overdue_cases_are_linked_in_pages(mesa: Mesa, sembrador: Sembrador) -> None:
    sembrador.sembrar(600, [unidad(LICENCIAS)])
    for cual in ("legal", "interna"):
        primera = mesa("marta").get(f"{BASE}atrasos/?ver={cual}")
        assert len(primera.context["filas"]) == 25
        fila, dias = primera.context["filas"][0]
        assert f"/escritorio/expedientes/{fila.expediente_id}/" in primera.content.decode()
        assert dias > 0
        segunda = mesa("marta").get(primera.context["siguiente"])
        vistas = {fila.id for fila, _dias in primera.context["filas"]}
        assert segunda.context["filas"]
        assert not vistas & {fila.id for fila, _dias in segunda.context["filas"]}
        assert mesa("marta").get(f"{BASE}atrasos/?ver={cual}&tras=2026-99-01_x").status_code == 200


def test_of_the_units_that_depend_on_theirs_small_groups_are_not_told(mesa: Mesa, sembrador: Sembrador) -> None:
    sembrador.sembrar(30, [unidad(LICENCIAS)])
    cliente = mesa("marta")
    assert ActorDePrueba.actor is not None
    ActorDePrueba.actor = replace(ActorDePrueba.actor, unidades=frozenset({unidad(URBANISMO).id}))
    pagina = texto(cliente, f"{BASE}?unidad={unidad(LICENCIAS).id}")
    assert "menos de 10" in pagina
    assert "No puede ver los expedientes de todas estas unidades" in pagina
    assert "menos de 10" in cliente.get(f"{BASE}csv/meses/?unidad={unidad(LICENCIAS).id}").content.decode()
    assert "No hay nada atrasado" in texto(cliente, f"{BASE}atrasos/?unidad={unidad(LICENCIAS).id}")


def test_the_statements_do_not_grow_with_the_cases(mesa: Mesa, sembrador: Sembrador) -> None:
    def cuantas(ruta: str) -> int:
        cliente = mesa("marta")
        cliente.get(ruta)
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(ruta).status_code == 200
        return len(hechas)

    rutas = (BASE, f"{BASE}atrasos/", f"{BASE}atrasos/?ver=interna")
    antes = [cuantas(ruta) for ruta in rutas]
    sembrador.sembrar(100, [unidad(LICENCIAS)])
    assert [cuantas(ruta) for ruta in rutas] == antes
