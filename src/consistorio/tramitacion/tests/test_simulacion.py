"""A procedure tried before it is published behaves as the engine will: the same answers and steps through both, at random."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from django.db import transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo.consultas import publicados, vigente
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.models import Plazo, Tarea
from consistorio.tramitacion.motor.operaciones.flujo import completar
from consistorio.tramitacion.motor.simulacion import Caso, Paso, Simulacion, simular
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra

pytestmark = pytest.mark.django_db
ACTOR = Actor.sistema("pruebas", "expediente.tramitar")


def simulado(expediente: Expediente, pasos: list[Paso], reloj: RelojMovil) -> Simulacion:
    caso = Caso(como_datos(expediente.datos), hoy(reloj), tuple(pasos), interesados=1)
    return simular(expediente.version.tipada, caso, calendario_de_la_sede(en=hoy(reloj)))


def abiertas(expediente: Expediente) -> set[str]:
    return set(
        Tarea.objects.filter(expediente=expediente, del_modelo=True, cerrada_el=None).values_list("codigo", flat=True)
    )


@pytest.mark.parametrize("semilla", range(4))
def test_the_simulation_and_the_engine_open_the_same(reloj: RelojMovil, semilla: int) -> None:
    azar = Random(semilla)
    expediente = expediente_de_obra(reloj)
    pasos: list[Paso] = []
    assert set(simulado(expediente, pasos, reloj).abiertas) == abiertas(expediente)
    while quedan := sorted(abiertas(expediente)):
        codigo = azar.choice(quedan)
        sentido = azar.choice(["estima", "deniega"]) if codigo in ("propuesta", "resolucion") else ""
        pasos.append(Paso(codigo, 0, sentido))
        with transaction.atomic():
            tarea = Tarea.objects.select_for_update().get(expediente=expediente, codigo=codigo, del_modelo=True)
            completar(tarea, {"codigo": sentido or "hecha", "sentido": sentido}, actor=ACTOR, reloj=reloj)
        tras = simulado(expediente, pasos, reloj)
        assert set(tras.abiertas) == abiertas(expediente)
        canceladas = {s.tarea.codigo for s in tras.sucesos if s.que == "no_hace_falta"}
        assert canceladas == set(
            Tarea.objects.filter(expediente=expediente, del_modelo=True, estado="cancelada").values_list(
                "codigo", flat=True
            )
        )
    assert simulado(expediente, pasos, reloj).acabada
    assert simulado(expediente, [], reloj).limite == Plazo.objects.get(expediente=expediente).vence
    vencen = {s.tarea.codigo: s.vence for s in simulado(expediente, pasos, reloj).sucesos if s.que == "abre"}
    assert vencen == dict(
        Tarea.objects.filter(expediente=expediente, del_modelo=True, estado="hecha").values_list("codigo", "vence")
    )


def test_a_moved_clock_says_whether_it_was_decided_in_time(reloj: RelojMovil) -> None:
    definicion, calendario = vigente("terraza").tipada, calendario_de_la_sede(en=date(2026, 3, 2))
    pasos = [
        *(Paso("comunicacion_inicial", 1), Paso("revision", 7), Paso("informe_area", 13), Paso("informe_tecnico")),
        *(
            Paso("propuesta", 3, "estima"),
            Paso("resolucion", 4, "estima"),
            Paso("notificacion"),
            Paso("ejecucion"),
            Paso("cierre", 30),
        ),
    ]
    caso = Caso({"superficie": 24}, date(2026, 3, 2), tuple(pasos))
    hecho = simular(definicion, caso, calendario)
    assert (hecho.limite, hecho.en_plazo, hecho.acabada) == (date(2026, 6, 2), True, True)
    tarde = simular(
        definicion,
        Caso({"superficie": 24}, date(2026, 3, 2), (Paso("comunicacion_inicial", 95), *pasos[1:])),
        calendario,
    )
    assert tarde.en_plazo is False
    pequena = simular(definicion, Caso({"superficie": 10}, date(2026, 3, 2)), calendario)
    assert pequena.en_plazo is None
    assert set(pequena.abiertas) == {"comunicacion_inicial", "revision"}


def test_a_step_on_what_is_not_open_says_what_is(reloj: RelojMovil) -> None:
    definicion, calendario = vigente("terraza").tipada, calendario_de_la_sede(en=date(2026, 3, 2))
    with pytest.raises(DatosIncorrectos) as error:
        simular(definicion, Caso({}, date(2026, 3, 2), (Paso("resolucion", 1), Paso("nada"))), calendario)
    assert [p.campo for p in error.value.problemas] == ["resolucion", "nada"]
    assert "Revisar la solicitud" in error.value.problemas[0].mensaje


def test_every_procedure_that_ships_is_walked_to_its_end(reloj: RelojMovil) -> None:
    for version in publicados():
        definicion = version.tipada
        pasos: list[Paso] = []
        caso = Caso({}, date(2026, 3, 2), (), de_oficio=definicion.iniciacion == "oficio")
        while quedan := simular(
            definicion,
            Caso({}, caso.entrada, tuple(pasos), de_oficio=caso.de_oficio),
            calendario_de_la_sede(en=caso.entrada),
        ).abiertas:
            pasos.append(Paso(quedan[0], 1, "estima" if quedan[0] in ("propuesta", "resolucion") else ""))
        assert pasos[-1].tarea == "cierre"
