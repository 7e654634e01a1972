"""Numbers of the book taken at once on several connections: no gap, no repetition, times in the order of numbers."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connections, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.servicios.resoluciones import libro
from consistorio.servicios.resoluciones.models import Libro

ACTOR = Actor.sistema("prueba")
RELOJ = RelojSistema()
HILOS, VUELTAS = 4, 12


class Arrepentimiento(Exception):
    """Makes a transaction roll back after it took its number."""


def tomar(tomados: list[int], errores: list[Exception], hilo: int) -> None:
    try:
        for vuelta in range(VUELTAS):
            try:
                with transaction.atomic():
                    abierto = libro.abierto(hoy(RELOJ).year, actor=ACTOR, reloj=RELOJ)
                    tomado = libro.tomar_numero(
                        abierto, resolucion_id=uuid4(), expediente_id=uuid4(), actor=ACTOR, reloj=RELOJ
                    )
                    if (vuelta + hilo) % 3 == 0:
                        raise Arrepentimiento
                tomados.append(tomado.numero)
            except Arrepentimiento:
                continue
    except Exception as error:
        errores.append(error)
    finally:
        connections.close_all()


@pytest.mark.usefixtures("base_propia")
def test_numbers_taken_at_once_have_no_gaps() -> None:
    tomados: list[int] = []
    errores: list[Exception] = []
    hilos = [threading.Thread(target=tomar, args=(tomados, errores, n)) for n in range(HILOS)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(60)
    assert errores == []
    assert sorted(tomados) == list(range(1, len(tomados) + 1))
    assert len(tomados) == HILOS * VUELTAS * 2 // 3
    assert Libro.objects.get().ultimo == len(tomados)
    hechos = list(Evento.objects.filter(tipo="resolucion.numerada").order_by("seq"))
    assert [h.datos["numero"] for h in hechos] == list(range(1, len(tomados) + 1))
    assert [h.momento for h in hechos] == sorted(h.momento for h in hechos)
    assert Evento.objects.filter(tipo="resolucion.libro.abierto").count() == 1
