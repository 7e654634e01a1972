"""Trays and search: what each one shows, page by page, at the same cost with few rows and with many, for a restricted person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.servicios.comunicaciones import acciones, consultas
from consistorio.servicios.comunicaciones.models import Comunicacion, ComunicacionDeUnidad
from consistorio.servicios.comunicaciones.tests.factories import (
    LICENCIAS,
    PARTICIPACION,
    SECRETARIA,
    TECNICA,
    VIA_PUBLICA,
    enviada,
    mensaje,
    unidad,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.acciones import cambiar_unidad
from consistorio.tramitacion.expedientes.permisos import VER

pytestmark = pytest.mark.django_db


def numeros(filas: list[Comunicacion]) -> list[int]:
    return [fila.orden for fila in filas]


def bandejas(actor: Actor) -> dict[str, list[int]]:
    return {cual: numeros(consultas.bandeja(actor, cual=cual)) for cual in ("pendientes", "recibidas", "enviadas")}


def test_each_tray_has_what_is_of_ones_units(reloj: RelojDePrueba) -> None:
    nuria, raul, silvia = (escenario.empleado(quien, reloj) for quien in ("nuria", "raul", "silvia"))
    enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, PARTICIPACION), reloj)
    segunda = enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj)
    enviada(raul, mensaje(VIA_PUBLICA, reloj), (LICENCIAS,), reloj)
    assert bandejas(raul) == {"pendientes": [2, 1], "recibidas": [2, 1], "enviadas": [3]}
    acciones.acusar_recibo(actor=raul, comunicacion_id=segunda.id, unidad_id=unidad(VIA_PUBLICA, reloj), reloj=reloj)
    assert bandejas(raul) == {"pendientes": [1], "recibidas": [2, 1], "enviadas": [3]}
    assert bandejas(silvia) == {"pendientes": [1], "recibidas": [1], "enviadas": []}
    assert bandejas(escenario.empleado("olga", reloj)) == {"pendientes": [], "recibidas": [], "enviadas": []}
    assert [consultas.cuantas_pendientes(quien) for quien in (nuria, raul, silvia)] == [1, 1, 1]


def buscadas(quien: Actor, texto: str, **mas: Any) -> list[Comunicacion]:
    """What is found where few in the town have the words, and the same where many do."""
    halladas = consultas.buscadas(quien, texto, **mas)
    with pytest.MonkeyPatch.context() as muchas:
        muchas.setattr(consultas, "POCOS", -1)
        assert consultas.buscadas(quien, texto, **mas) == halladas
    return halladas


def test_what_is_about_a_case_leaves_the_trays_with_the_case(reloj: RelojDePrueba) -> None:
    nuria, pablo = escenario.empleado("nuria", reloj), escenario.empleado("pablo", reloj)
    expediente = escenario.caso(reloj)
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)
    enviada(nuria, mensaje(LICENCIAS, reloj), (TECNICA, SECRETARIA), reloj, expediente_id=expediente.id)
    assert bandejas(pablo)["pendientes"] == [1]
    escenario.completar(expediente, "informe", {"codigo": "favorable"}, reloj)  # and with it, its access
    assert bandejas(pablo) == {"pendientes": [], "recibidas": [], "enviadas": []}
    assert (numeros(buscadas(pablo, "corte")), consultas.cuantas_pendientes(pablo)) == ([], 0)
    assert bandejas(escenario.empleado("javier", reloj))["pendientes"] == [1]


def test_pages_follow_one_another(reloj: RelojDePrueba) -> None:
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    for _n in range(5):
        enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj)
    for actor, cual in ((raul, "pendientes"), (raul, "recibidas"), (nuria, "enviadas")):
        primera = consultas.bandeja(actor, cual=cual, limite=2)
        segunda = consultas.bandeja(actor, cual=cual, limite=2, antes_de=primera[-1].id)
        assert (numeros(primera), numeros(segunda)) == ([5, 4], [3, 2])
    hallada = buscadas(raul, "corte", limite=2)
    assert numeros(buscadas(raul, "corte", limite=9, antes_de=hallada[-1].id)) == [3, 2, 1]


@pytest.mark.parametrize("texto", ["CI-2026/000001", "2026/1", "1", "CÓRTE mayor", "lunes 8:00"])
def test_it_is_found_by_its_number_and_its_words_by_who_may_see_it(texto: str, reloj: RelojDePrueba) -> None:
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA,), reloj)
    enviada(nuria, mensaje(LICENCIAS, reloj, asunto="Otra", texto="Cosa"), (VIA_PUBLICA,), reloj)
    assert numeros(buscadas(nuria, texto)) == [1]
    assert numeros(buscadas(raul, texto)) == [1]
    for ajeno in ("silvia", "javier"):
        assert buscadas(escenario.empleado(ajeno, reloj), texto) == []


def test_of_a_case_it_is_found_by_who_sees_the_case(reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    expediente = escenario.caso(reloj)
    enviada(nuria, mensaje(LICENCIAS, reloj), (SECRETARIA,), reloj, expediente_id=expediente.id)
    for usuario, ve in (("marta", [1]), ("javier", [1]), ("isabel", [1]), ("raul", [])):
        assert numeros(buscadas(escenario.empleado(usuario, reloj), "corte")) == ve


def linea(fila: Comunicacion) -> str:
    """What a list shows of one, everything that it may touch."""
    partes = [fila.numero, fila.unidad.nombre, fila.expediente.numero if fila.expediente else ""]
    return " ".join([*partes, *(f"{d.unidad.nombre} {d.acusada_el}" for d in fila.destinos.all())])


def cuesta(lista: Callable[[], list[str]]) -> tuple[int, int]:
    """How many rows and how many queries."""
    with CaptureQueriesContext(connection) as hechas:
        filas = lista()
    return len(filas), len(hechas)


def test_lists_cost_the_same_with_few_and_many(reloj: RelojDePrueba) -> None:
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    expediente = escenario.caso(reloj)
    listas: list[Callable[[], list[str]]] = [
        lambda: [linea(c) for c in consultas.bandeja(raul, cual="pendientes")],
        lambda: [linea(c) for c in consultas.bandeja(raul, cual="recibidas")],
        lambda: [linea(c) for c in consultas.bandeja(nuria, cual="enviadas")],
        lambda: [linea(c) for c in consultas.buscadas(raul, "corte")],
        lambda: [linea(c) for c in consultas.de_expediente(nuria, expediente)],
        lambda: ["1"] * consultas.cuantas_pendientes(raul),
    ]

    def una_mas() -> None:
        enviada(nuria, mensaje(LICENCIAS, reloj), (VIA_PUBLICA, PARTICIPACION), reloj)
        enviada(nuria, mensaje(LICENCIAS, reloj), (SECRETARIA,), reloj, expediente_id=expediente.id)

    una_mas()
    con_pocas = [cuesta(lista) for lista in listas]
    for _n in range(4):
        una_mas()
    con_muchas = [cuesta(lista) for lista in listas]
    assert [filas for filas, _hechas in con_pocas] == [1, 1, 2, 1, 1, 1]
    assert [filas for filas, _hechas in con_muchas] == [5, 5, 10, 5, 5, 5]
    assert [hechas for _filas, hechas in con_pocas] == [hechas for _filas, hechas in con_muchas]
    assert [hechas for _filas, hechas in con_muchas] == [2, 2, 2, 3, 2, 1]


def test_what_is_about_a_case_is_found_where_it_is_carried_now(reloj: RelojDePrueba) -> None:
    nuria, raul = escenario.empleado("nuria", reloj), escenario.empleado("raul", reloj)
    secretario, tecnico = escenario.empleado("javier", reloj), escenario.empleado("pablo", reloj)
    expediente = escenario.caso(reloj)
    enviada(secretario, mensaje(SECRETARIA, reloj), (LICENCIAS,), reloj, expediente_id=expediente.id)
    quienes = (nuria, raul, secretario, tecnico)
    assert [numeros(buscadas(quien, "corte")) for quien in quienes] == [[1], [], [1], []]
    escenario.completar(expediente, "revision", {"codigo": "admitida"}, reloj)  # its report gives access to Técnica
    assert numeros(buscadas(tecnico, "corte")) == [1]
    a_via_publica = unidad(VIA_PUBLICA, reloj)
    cambiar_unidad(actor=nuria, expediente_id=expediente.id, unidad_id=a_via_publica, reloj=reloj)
    assert ComunicacionDeUnidad.objects.get().unidad_id == a_via_publica
    assert [numeros(buscadas(quien, "corte")) for quien in (raul, secretario)] == [[1], [1]]
    assert numeros(buscadas(Actor.sistema("nadie", VER), "corte")) == []
