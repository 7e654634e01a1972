"""A worker killed with -9 while the mail server has its message and has not said so: nobody gets it twice, and it is seen."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections, transaction
from pruebas.caidas.averiado import Averia, averiado
from pytest_django import Settings

from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola import consultas, limpieza
from consistorio.plataforma.cola.models import SalidaEnMano
from consistorio.plataforma.cola.operaciones import encolar, poner_en_espera
from consistorio.plataforma.cola.tipos import EstadoTrabajo
from consistorio.plataforma.cola.trabajador import trabajar
from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.formularios.models import Borrador
from consistorio.tramitacion.formularios.recordatorios import SIN_PRESENTAR
from tests.caidas import puertos
from tests.navegador import villa

pytestmark = pytest.mark.lento
FORK = multiprocessing.get_context("fork")
PACIENCIA = 120.0


def trabajador() -> BaseProcess:
    """A real worker of the queue of mail, forked from this process, which has loaded the house."""
    connections.close_all()
    hijo = FORK.Process(target=trabajar, kwargs={"colas": ["correo"], "nombre": "correo"}, daemon=True)
    hijo.start()
    return hijo


def esperar(condicion: Callable[[], bool], que: str) -> None:
    limite = time.monotonic() + PACIENCIA
    while not condicion():
        assert time.monotonic() < limite, f"it did not happen: {que}"
        time.sleep(0.05)


def matar(hijo: BaseProcess) -> None:
    os.kill(hijo.pid or 0, signal.SIGKILL)
    hijo.join()


def hasta(trabajo: int, estado: EstadoTrabajo) -> None:
    """Another worker takes what the dead one left, until the job is so."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    limpieza.recuperar()
    otro = trabajador()
    try:
        esperar(lambda: como_esta(trabajo) is estado, f"job {estado}")
    finally:
        matar(otro)


def como_esta(trabajo: int) -> EstadoTrabajo:
    hallado = consultas.trabajo_por_id(trabajo)
    assert hallado is not None
    return hallado.estado


def borrador_recordado() -> UUID:
    persona = Persona.objects.filter(clase="fisica").order_by("nif")[0]
    Persona.objects.filter(id=persona.id).update(correo="ana@correo.example")
    suyo = villa.borrador_de_obra(persona)
    Borrador.objects.filter(id=suyo.id).update(recordado_el=reloj_de_la_casa().ahora())
    return suyo.id


def test_un_trabajador_que_muere_con_el_correo_entregado_no_lo_repite(
    pueblo_propio: object, tmp_path: Path, settings: Settings
) -> None:
    buzon = tmp_path / "correo"
    with puertos.correo(buzon) as real, averiado(real) as servidor:
        servidor.averia = Averia.RETENIDA
        settings.CONSISTORIO_SMTP = {
            "servidor": "127.0.0.1",
            "puerto": servidor.puerto,
            "seguridad": "ninguna",
            "remitente": "Ayuntamiento <avisos@villa.example>",
            "segundos": 60,
        }
        recordado = borrador_recordado()
        with transaction.atomic():
            trabajo = encolar("formularios.recordar_por_correo", borrador_id=recordado, motivo=SIN_PRESENTAR) or 0
        uno = trabajador()
        assert servidor.retenida.wait(PACIENCIA), "the mail was never handed over"
        matar(uno)
        assert len(list(buzon.glob("*.eml"))) == 1
        servidor.averia = Averia.NINGUNA
        hasta(trabajo, EstadoTrabajo.FALLIDO)
        assert len(list(buzon.glob("*.eml"))) == 1, "it was sent twice"
        assert "no se sabe si el correo salió" in consultas.fallos_de(trabajo)[0].explicacion

        fallido = consultas.trabajo_por_id(trabajo)
        assert fallido is not None
        assert poner_en_espera(fallido)  # a person, who knows that it did not leave
        hasta(trabajo, EstadoTrabajo.HECHO)
        assert len(list(buzon.glob("*.eml"))) == 2

        SalidaEnMano.objects.get()  # it left: whoever does the job again, because it died before saying so, sends nothing
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s", [trabajo])
        hasta(trabajo, EstadoTrabajo.HECHO)
        assert len(list(buzon.glob("*.eml"))) == 2
