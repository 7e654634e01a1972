"""What a person has to open has its pages, apart from those of what they opened."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from consistorio.canales.oac.tests.actor_de_prueba import ActorDePrueba
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.notificaciones.tests.test_notificar import ANA, acceder, dispuesta
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.lento
__all__ = ["reloj", "villa_sembrada"]
MEDIO = "consistorio.canales.oac.tests.actor_de_prueba.ActorDePrueba"
AQUI = "/mi-carpeta/notificaciones/"


@pytest.fixture
def ana(reloj: RelojDePrueba) -> Iterator[Client]:
    ActorDePrueba.actor = escenario.ciudadana(ANA)
    with override_settings(MIDDLEWARE=[*settings.MIDDLEWARE, MEDIO]):
        yield Client()
    ActorDePrueba.actor = None
    del reloj


def test_each_is_seen_once_the_first_to_expire_first(
    ana: Client, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consistorio.canales.sede.vistas.notificaciones.PAGINA", 2)
    sin_dia = dispuesta(escenario.caso(reloj, canal="papel"), reloj, referencia="prueba:papel")
    expediente = escenario.caso(reloj)
    primera = dispuesta(expediente, reloj, referencia="prueba:0")
    reloj.avanzar(days=1)
    otras = [dispuesta(expediente, reloj, referencia=f"prueba:{n}") for n in range(1, 4)]
    ana.get(AQUI)
    direccion, vistas, costes = AQUI, [], []
    while direccion:
        with CaptureQueriesContext(connection) as hechas:
            respuesta = ana.get(direccion)
        costes.append(len(hechas))
        vistas += [n.id for n, _dias in respuesta.context["pendientes"]]
        siguiente = respuesta.context["pendientes_siguiente"]
        direccion = f"{AQUI}{siguiente}" if siguiente else ""
    assert vistas == [primera.id, *(n.id for n in otras), sin_dia.id]
    assert costes[1] == costes[2]
    assert costes[1] == costes[0] + 2, "where the page goes on from, and the day on which that is asked"


def test_the_two_lists_turn_their_pages_apart(
    ana: Client, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consistorio.canales.sede.vistas.notificaciones.PAGINA", 1)
    expediente = escenario.caso(reloj)
    todas = [dispuesta(expediente, reloj, referencia=f"prueba:{n}") for n in range(4)]
    for una in todas[:2]:
        acceder(una, reloj)
    primera = ana.get(AQUI)
    segunda = ana.get(f"{AQUI}{primera.context['pendientes_siguiente']}")
    assert [n.id for n, _dias in segunda.context["pendientes"]] == [todas[3].id]
    assert [n.id for n in segunda.context["otras"]] == [todas[1].id], "the other list stays where it was"
    ambas = ana.get(f"{AQUI}{segunda.context['siguiente']}")
    assert [n.id for n, _dias in ambas.context["pendientes"]] == [todas[3].id]
    assert [n.id for n in ambas.context["otras"]] == [todas[0].id]
    acceder(todas[3], reloj)
    assert "No le quedan más por abrir." in ana.get(f"{AQUI}?tras={todas[2].id}").content.decode()
    ajena = ana.get(f"{AQUI}?tras={expediente.id}")
    assert [n.id for n, _dias in ajena.context["pendientes"]] == [todas[2].id], "what is not theirs begins it anew"
