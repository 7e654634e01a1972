"""A small share of the simulated town (`pruebas/tramitaciones`): a case of a seed to its end, and that its judge sees what is spoilt on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

import pytest
from pruebas.simulador import accesos, villa
from pruebas.tramitaciones import juez
from pruebas.tramitaciones.caso import VUELTAS, Partida
from pruebas.tramitaciones.pueblo import fundar
from pruebas.tramitaciones.relojes import ultimo_dia, ultimo_dia_para_contestar

from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import MADRID
from consistorio.tramitacion.catalogo.tamanos import SIMPLIFICADO
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Suspension, Tarea

pytestmark = [pytest.mark.lento, pytest.mark.duenio]


class Sembradas(Protocol):
    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]: ...


@pytest.fixture(scope="module")
def sembrada(sembradas: Sembradas) -> Iterator[None]:
    """A town whose procedures are of the small size."""
    with sembradas.clonada("tramitaciones", lambda: fundar(SIMPLIFICADO)):
        yield


@pytest.fixture
def partida(sembrada: None, servidor_pki: Servidor, tmp_path: Path) -> Iterator[Partida]:
    """A reservation just filed; undone at the end."""
    with (
        accesos.abierto(tmp_path / "clave") as fuera,
        villa.puertos_con_averias(servidor_pki, fuera, tmp_path, tmp_path / "firma.clave"),
        villa.deshecha(),
    ):
        villa.certificar(servidor_pki)
        partida = Partida(Random("3:1"), "reserva-instalacion")
        partida.empezar()
        yield partida


def test_a_random_case_comes_to_its_end_as_it_should(partida: Partida) -> None:
    for _vuelta in range(VUELTAS):
        if not partida.vuelta():
            break
        assert list(juez.faltas(partida)) == []
    assert list(juez.faltas_al_final(partida)) == []
    assert Expediente.objects.get(version__procedimiento__codigo="reserva-instalacion").estado == "cerrado"


def test_the_judge_sees_a_last_day_that_was_moved_and_what_is_left_undone(partida: Partida) -> None:
    assert list(juez.faltas(partida)) == []
    plazo = Plazo.objects.get()
    Plazo.objects.update(vence=plazo.vence + timedelta(days=1))
    assert any("counted day by day" in falta for falta in juez.faltas(partida))
    Plazo.objects.update(vence=plazo.vence)
    Tarea.objects.filter(codigo="revision").update(estado="cancelada", cerrada_el=partida.reloj.momento)
    faltas = list(juez.faltas_al_final(partida))
    assert any("its work is not what its facts say" in falta for falta in faltas)
    assert any("revision, which the law demands" in falta for falta in faltas)
    assert any("is still open" in falta for falta in faltas)


@pytest.mark.parametrize(
    ("desde", "hasta", "vence"),
    [
        (date(2026, 3, 13), date(2026, 3, 20), date(2026, 6, 17)),  # seven days: the terrace of a whole spring
        (date(2026, 6, 9), date(2026, 6, 16), date(2026, 6, 17)),  # it stopped on the eve of its last day
    ],
)
def test_the_oracle_counts_as_the_law_says(partida: Partida, desde: date, hasta: date, vence: date) -> None:
    plazo = Plazo.objects.get()
    plazo.inicio = plazo.inicio.replace(month=3, day=10)
    Suspension.objects.create(
        plazo=plazo, causa="22.1.a", referencia=plazo.id, acordada_el=plazo.inicio, desde=desde, hasta=hasta
    )
    assert ultimo_dia(plazo, date(2026, 9, 1)) == vence


def test_the_last_day_to_answer_a_request_is_counted_from_its_notification() -> None:
    # That of the terrace, read on the 13th of March: ten days, and five more after Holy Week
    tramite = Requerimiento(notificado_el=datetime(2026, 3, 13, 9, 30, tzinfo=MADRID), dias=10)
    assert ultimo_dia_para_contestar(tramite) == date(2026, 3, 27)
    assert ultimo_dia_para_contestar(Requerimiento(notificado_el=tramite.notificado_el, dias=10, ampliado=5)) == date(
        2026, 4, 7
    )
