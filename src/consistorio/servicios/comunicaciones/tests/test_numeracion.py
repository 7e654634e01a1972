"""Numbers taken at once on several connections: no gap, no repetition, times in the order of numbers, and one a sheet."""

from __future__ import annotations

import threading
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.consultas import actor_de, unidad_por_dir3
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.comunicaciones import operaciones
from consistorio.servicios.comunicaciones.models import Comunicacion, LibroComunicaciones
from consistorio.servicios.comunicaciones.operaciones import Envio
from consistorio.servicios.comunicaciones.tipos import Mensaje

RELOJ = RelojSistema()
HILOS, VUELTAS = 4, 9


class Arrepentimiento(Exception):
    """Makes a transaction roll back after it took its number."""


def enviar(envio: Envio, actor: Actor, hilo: int, hojas: list[UUID], errores: list[Exception]) -> None:
    try:
        for vuelta, hoja in enumerate(hojas):
            try:
                with transaction.atomic():
                    operaciones.enviar(envio, [], clave=hoja, actor=actor, reloj=RELOJ)
                    if (vuelta + hilo) % 3 == 0:
                        raise Arrepentimiento
            except Arrepentimiento:
                continue
    except Exception as error:
        errores.append(error)
    finally:
        connections.close_all()


@pytest.mark.usefixtures("base_propia")
def test_numbers_taken_at_once_have_no_gaps() -> None:
    demostracion.sembrar(reloj=RELOJ)
    dia = hoy(RELOJ)
    nuria = actor_de(Empleado.objects.select_related("persona").get(cuenta__usuario="nuria"), en=dia)
    mia, otra = (unidad_por_dir3(dir3, en=dia).id for dir3 in ("LA0009986", "LA0009988"))
    envio = Envio(Mensaje(mia, "Corte", "El lunes."), (otra,))
    compartidas = [uuid4() for _ in range(VUELTAS)]  # the same sheets, sent by all at once
    errores: list[Exception] = []
    hilos = [
        threading.Thread(
            target=enviar, args=(envio, nuria, n, [*compartidas, *(uuid4() for _ in range(VUELTAS))], errores)
        )
        for n in range(HILOS)
    ]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join(60)
    assert errores == []
    enviadas = list(Comunicacion.objects.order_by("orden"))
    assert [c.orden for c in enviadas] == list(range(1, len(enviadas) + 1))
    assert len(enviadas) == VUELTAS + HILOS * VUELTAS * 2 // 3
    assert LibroComunicaciones.objects.get().ultimo == len(enviadas)
    assert [c.enviada_el for c in enviadas] == sorted(c.enviada_el for c in enviadas)
    hechos = Evento.objects.filter(tipo="comunicacion.enviada").order_by("seq")
    assert [h.datos["orden"] for h in hechos] == [c.orden for c in enviadas]
