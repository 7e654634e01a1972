"""The list of cases: until when each has to be resolved, who has its next task, its lists, and its number as people write it."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.vistas import busqueda
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes import visibilidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.reglas import leer_numero
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor import listado
from consistorio.tramitacion.motor.models import Plazo

LISTA = "/escritorio/expedientes/"
# The lists with their counts (two each, where few may be of it), who it is, their post, the page, and of the rows: parties, terms, tasks
CONSULTAS = 16


@pytest.mark.parametrize(
    ("dicho", "leido"),
    [
        ("2026/LIC/00417", ("LIC", 2026, 417)),
        (" 2026/lic/417 ", ("LIC", 2026, 417)),
        ("VAD/12", ("VAD", None, 12)),
        ("vad / 0012", ("VAD", None, 12)),
        ("2026/12", None),
        ("12/VAD", None),
        ("VAD/12/3", None),
        ("VADOSDEL/1", None),
        ("VAD/1234567890", None),
        ("VAD", None),
    ],
)
def test_a_number_as_people_write_it(dicho: str, leido: tuple[str, int | None, int] | None) -> None:
    assert leer_numero(dicho) == leido


def fila(pagina: str, caso: Expediente) -> str:
    return pagina.partition(f"{caso.numero}</a>")[2].partition("</tr>")[0]


@pytest.mark.lento
def test_each_row_says_its_last_day_and_who_has_what_follows_and_each_list_what_is_in_it(
    mesa: Mesa, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busqueda, "POR_PAGINA", 2)
    tarde, pronto, mio, parado = (escenario.caso(reloj) for _vez in range(4))
    dia, marta = hoy(reloj), escenario.empleado("marta", reloj)
    Plazo.objects.filter(expediente=tarde).update(vence=dia - timedelta(days=1))
    Plazo.objects.filter(expediente=pronto).update(vence=dia + timedelta(days=1))
    Plazo.objects.filter(expediente=parado).update(estado=Plazo.Estado.SUSPENDIDO)
    revision = mio.tareas.get(tipo="revision")
    motor.asignar(
        actor=marta, tarea_id=revision.id, empleado_id=marta.id, motivo_orden="Se ha pedido antes.", reloj=reloj
    )
    cliente = mesa("marta")
    primera = cliente.get(LISTA).content.decode()
    for texto in ("Con tareas mías (1)", "De mi unidad (4)", "Fuera de plazo (1)", "Acaban en 10 días (1)"):
        assert texto in primera
    assert "Plazo suspendido" in fila(primera, parado)
    assert f"{revision.nombre}</td>" in fila(primera, mio)
    assert "Marta" in fila(primera, mio)
    assert "antes=" in primera
    segunda = cliente.get(LISTA, {"antes": mio.numero}).content.decode()
    assert "Vence en 1 día</td>" in fila(segunda, pronto)
    assert f"{dia + timedelta(days=1):%d/%m/%Y}" in fila(segunda, pronto)
    assert "Vencido" in fila(segunda, tarde)
    de_lista = {"mios": [mio], "fuera": [tarde], "pronto": [pronto], "unidad": [mio, parado]}
    # Of few in the town, each is looked at; of many, the newest that one sees
    for (cual, casos), pocos in product(de_lista.items(), (visibilidad.POCOS, -1)):
        monkeypatch.setattr("consistorio.tramitacion.motor.listado.POCOS", pocos)
        hallada = cliente.get(LISTA, {"ver": cual}).content.decode()
        assert [caso for caso in (tarde, pronto, mio, parado) if f"{caso.numero}</a>" in hallada] == casos, cual
    codigo = tarde.version.procedimiento.codigo
    assert f"{tarde.version.procedimiento.nombre} (4)" in primera
    suyos = cliente.get(LISTA, {"procedimiento": codigo}).content.decode()
    assert f"procedimiento={codigo}&amp;antes={mio.numero}" in suyos
    assert "No hay expedientes en esta lista." in cliente.get(LISTA, {"procedimiento": "otro"}).content.decode()
    ajena = mesa("raul").get(LISTA, {"ver": "fuera"}).content.decode()
    assert "Fuera de plazo (0)" in ajena
    assert "No hay expedientes en esta lista." in ajena


@pytest.mark.lento
def test_the_list_costs_the_same_queries_with_few_and_many_cases(mesa: Mesa, reloj: RelojDePrueba) -> None:
    escenario.caso(reloj)
    cliente = mesa("marta")
    cliente.get(LISTA)
    for cual in listado.CUALES:
        with CaptureQueriesContext(connection) as pocas:
            assert cliente.get(LISTA, {"ver": cual}).status_code == 200
        assert len(pocas) <= CONSULTAS, "\n".join(una["sql"][:160] for una in pocas)
    for _vez in range(3):
        escenario.caso(reloj)
    with CaptureQueriesContext(connection) as muchas:
        assert cliente.get(LISTA).status_code == 200
    assert len(muchas) <= CONSULTAS


@pytest.mark.lento
def test_the_search_box_goes_to_a_case_by_its_number_without_zeros_or_year(mesa: Mesa, reloj: RelojDePrueba) -> None:
    caso = escenario.caso(reloj)
    dichos = (f"{caso.serie}/{caso.orden}", f"{caso.anio}/{caso.serie.lower()}/{caso.orden}")
    for dicho in dichos:
        hallado = mesa("marta").post("/escritorio/buscar/", {"q": dicho})
        assert hallado.headers["Location"] == f"{LISTA}{caso.id}/"
    otro_anio = mesa("marta").post("/escritorio/buscar/", {"q": f"{caso.anio - 1}/{caso.serie}/{caso.orden}"})
    assert otro_anio.status_code == 200
    for dicho in dichos:
        assert mesa("raul").post("/escritorio/buscar/", {"q": dicho}).status_code == 200
