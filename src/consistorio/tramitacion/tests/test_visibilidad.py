"""Who sees which cases and tasks: every way of asking it of the database answers the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.tramitacion.expedientes import acciones as expedientes
from consistorio.tramitacion.expedientes import permisos, visibilidad
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra, personal

pytestmark = pytest.mark.lento

PUESTOS = ("licencias-1", "via-publica-1", "arquitectura", "alcaldia", "intervencion")
BANDEJAS = ("mias", "sin_asignar", "unidad", "en_espera")


@pytest.fixture
def casos(reloj: RelojMovil) -> list[Expediente]:
    """Four cases: as it was filed, with a task that is somebody's, with one that waits and a report of another unit, and of another unit."""
    uno = personal("licencias-1", reloj)
    casos = [expediente_de_obra(reloj) for _vez in range(4)]
    for caso in casos[1:3]:
        acciones.asignar(actor=uno, tarea_id=caso.tareas.get(codigo="revision").id, empleado_id=uno.id, reloj=reloj)
    casos[1].tareas.filter(codigo="comunicacion_inicial").update(vence=None)
    casos[2].tareas.filter(codigo="revision").update(estado=Tarea.Estado.EN_ESPERA)
    revision = casos[0].tareas.get(codigo="revision")
    acciones.completar_tarea(actor=uno, tarea_id=revision.id, resultado={}, reloj=reloj)
    otra = Unidad.objects.get(dir3="LA0009988")
    expedientes.cambiar_unidad(actor=uno, expediente_id=casos[3].id, unidad_id=otra.id, reloj=reloj)
    return casos


def gente(reloj: RelojMovil) -> Iterator[Actor]:
    """Staff of several units, of two at once, without the permission that opens those of the unit, with that which opens all; citizens."""
    for puesto in PUESTOS:
        actor = personal(puesto, reloj)
        yield actor
        yield replace(actor, permisos=actor.permisos - {permisos.VER})
    licencias = personal("licencias-1", reloj)
    yield replace(licencias, unidades=licencias.unidades | personal("via-publica-1", reloj).unidades)
    yield licencias.con_permisos(permisos.VER_TODOS)
    yield replace(licencias, unidades=frozenset())
    yield ciudadana()
    yield ciudadana("87654321X")


def test_every_way_of_asking_finds_the_same_cases(reloj: RelojMovil, casos: list[Expediente]) -> None:
    vistos = set()
    for actor in gente(reloj):
        suyos = sorted(visibilidad.visibles_para(actor).values_list("id", flat=True), reverse=True)
        vistos.add(len(suyos))
        entre = visibilidad.entre_pocos(actor)
        assert entre is None or entre == set(suyos)
        assert {caso.id for caso in visibilidad.a_la_busca(actor)} == set(suyos)
        assert [caso.id for caso in visibilidad.recientes(actor, 10)] == suyos
        assert [caso.id for caso in visibilidad.recientes(actor, 1)] == suyos[:1]
        assert [caso.id for caso in visibilidad.recientes(actor, 10, Q(estado="abierto", id__lt=casos[-1].id))] == [
            uno for uno in suyos if uno != casos[-1].id
        ]
        por_sus_tareas = Tarea.objects.filter(visibilidad.visibles_por(actor, "expediente"))
        assert set(por_sus_tareas.values_list("expediente_id", flat=True)) == set(suyos)
    assert vistos >= {0, 1, 3, 4}


def test_a_tray_of_several_units_goes_on_in_order_of_date(reloj: RelojMovil, casos: list[Expediente]) -> None:
    licencias = personal("licencias-1", reloj)
    ambas = replace(licencias, unidades=licencias.unidades | personal("via-publica-1", reloj).unidades)
    todas = sorted(consultas.tareas_de(ambas), key=lambda t: (t.vence is None, t.vence or hoy(reloj), t.id))
    suyas = {
        "mias": [t for t in todas if t.asignada_a_id == ambas.id and t.estado != "en_espera"],
        "sin_asignar": [t for t in todas if t.asignada_a_id is None and t.unidad_id in ambas.unidades],
        "unidad": [t for t in todas if t.unidad_id in ambas.unidades],
        "en_espera": [t for t in todas if t.estado == "en_espera"],
    }
    assert all(suyas[cual] for cual in BANDEJAS)
    assert None in [t.vence for t in suyas["unidad"]]
    for cual, esperadas in suyas.items():
        seguidas: list[Tarea] = []
        while pagina := consultas.bandeja(ambas, cual=cual, tras=seguidas[-1] if seguidas else None, limite=2):
            seguidas += pagina
        assert seguidas == esperadas, cual
    cuenta = consultas.recuento(ambas, hoy=hoy(reloj))
    assert (cuenta["mias"], cuenta["sin_asignar"]) == (len(suyas["mias"]), len(suyas["sin_asignar"]))
    tarde = max(t.vence for t in suyas["mias"] if t.vence)
    assert consultas.recuento(ambas, hoy=tarde)["vencen_hoy"] == len([t for t in suyas["mias"] if t.vence])
    assert {cual: cuenta[cual] for cual in BANDEJAS} == {cual: len(tareas) for cual, tareas in suyas.items()}
    una = dict.fromkeys(("vencen_hoy", *BANDEJAS), 1)
    assert consultas.recuento(ambas, hoy=tarde, tope=1) == {**una, "suplo": 0}
    assert set(consultas.recuento(ciudadana(), hoy=tarde).values()) == {0}


def test_what_a_tray_shows_comes_with_its_tasks(reloj: RelojMovil, casos: list[Expediente]) -> None:
    actor = personal("licencias-1", reloj)
    with CaptureQueriesContext(connection) as preguntas:
        [
            (
                t.nombre,
                t.fase,
                t.get_estado_display(),
                t.vence,
                t.expediente.numero,
                t.expediente.titulo,
                t.unidad.nombre,
            )
            for t in consultas.bandeja(actor, cual="unidad")
        ]
        [t.asignada_a and t.asignada_a.nombre for t in consultas.bandeja(actor, cual="mias")]
    assert len(preguntas) == 2


def test_no_list_needs_to_read_the_whole_town(reloj: RelojMovil, casos: list[Expediente]) -> None:
    """Where reading all of a small table is forbidden, each question has an index that answers it."""
    actor = personal("licencias-1", reloj)
    espera = Tarea.objects.filter(unidad_id__in=actor.unidades, cerrada_el=None, estado=Tarea.Estado.EN_ESPERA)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Index Cond: ((nif)::text" in Persona.objects.filter(nif="12345678Z").only("id").explain()
        assert "tarea_en_espera_de_unidad" in espera.order_by("vence", "id").explain()
        assert "hashed" not in visibilidad.a_la_busca(actor).explain()
        cursor.execute("SET LOCAL enable_seqscan = on")
