"""The queue: same transaction, retries, keys, named final states, workers that die."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, connections, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from consistorio.nucleo.errores import Conflicto, ServicioNoDisponible
from consistorio.plataforma.base.errores import conexion_perdida
from consistorio.plataforma.cola import consultas, limpieza
from consistorio.plataforma.cola.ejecucion import anotar_fallo
from consistorio.plataforma.cola.limpieza import CUPO, ESPERA_DE_SOBRA
from consistorio.plataforma.cola.operaciones import encolar, encolar_varios
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.tests.trabajos_de_prueba import crear_tabla, trazas
from consistorio.plataforma.cola.tipos import EstadoTrabajo, Prioridad
from consistorio.plataforma.cola.trabajos import INTENTOS, INTENTOS_DE_SERVICIO, es_pasajero, espera, trabajo
from consistorio.plataforma.cola.vaciado import vaciar_colas

PROGRAMA = Path(trabajos_de_prueba.__file__)


class Base(Protocol):
    """The fixture `base_propia`."""

    entorno: dict[str, str]


@pytest.fixture(autouse=True)
def _declarados() -> None:
    trabajos_de_prueba.declarar()


@contextmanager
def trabajador(base: Base) -> Iterator[subprocess.Popen[bytes]]:
    proceso = subprocess.Popen([sys.executable, str(PROGRAMA), "prueba"], env=base.entorno)
    try:
        yield proceso
    finally:
        proceso.terminate()
        proceso.wait(30)


def esperar(condicion: Callable[[], bool], segundos: float = 180) -> None:
    limite = time.monotonic() + segundos
    while not condicion():
        assert time.monotonic() < limite, "it did not happen in time"
        time.sleep(0.1)


def estado(trabajo_id: int | None) -> EstadoTrabajo:
    hallado = consultas.trabajo_por_id(trabajo_id or 0)
    assert hallado is not None
    return hallado.estado


def test_encolar_exige_transaccion_trabajo_conocido_y_sus_argumentos(base_propia: Base) -> None:
    with pytest.raises(RuntimeError):
        encolar("prueba.bien", objeto_id="1")
    with transaction.atomic():
        with pytest.raises(LookupError):
            encolar("prueba.desconocido", objeto_id="1")
        with pytest.raises(TypeError):
            encolar("prueba.bien", otra_cosa="1")


def test_lo_que_se_deshace_no_se_encola(base_propia: Base) -> None:
    with transaction.atomic():
        assert encolar("prueba.bien", objeto_id="1") is not None
        transaction.set_rollback(True)
    assert consultas.trabajos() == []


def echada_al(pedir: Callable[[], object]) -> None:
    """Somebody ends the session on which a job is being asked for."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            suya = cursor.fetchone()
        with connections["accesos"].cursor() as otra:
            otra.execute("SELECT pg_terminate_backend(%s, 10000)", suya)
        pedir()


@pytest.mark.parametrize(
    "pedir",
    [
        lambda: encolar("prueba.bien", objeto_id="1"),
        lambda: encolar("prueba.bien", clave="una", objeto_id="1"),
        lambda: encolar_varios("prueba.bien", [("", {"objeto_id": "1"})]),
    ],
    ids=["uno", "con clave", "varios"],
)
def test_a_connection_lost_while_asking_is_told_as_the_database_tells_it(
    base_propia: Base, pedir: Callable[[], object]
) -> None:
    with pytest.raises(OperationalError) as fallo:
        echada_al(pedir)
    assert conexion_perdida(fallo.value)
    connection.close()
    assert consultas.trabajos() == []


@pytest.mark.django_db
def test_vaciar_ejecuta_por_orden_y_guarda_por_que_fallo() -> None:
    crear_tabla()
    uno = encolar("prueba.bien", objeto_id=uuid4())
    dos = encolar("prueba.nunca", objeto_id="x")
    tres = encolar("prueba.bien", objeto_id="3")
    assert vaciar_colas(colas=["prueba"], propagar=False) == 2
    assert [estado(t) for t in (uno, dos, tres)] == [EstadoTrabajo.HECHO, EstadoTrabajo.FALLIDO, EstadoTrabajo.HECHO]
    fallido = consultas.trabajo_por_id(dos or 0)
    assert fallido is not None
    assert "El objeto x no admite esto." in fallido.fallo
    encolar("prueba.nunca", objeto_id="y")
    with pytest.raises(Conflicto):
        vaciar_colas(colas=["prueba"])


@pytest.mark.django_db
def test_lo_que_alguien_espera_va_antes_y_lo_de_detras_no_se_olvida() -> None:
    crear_tabla()
    atras = [encolar("prueba.bien", prioridad=Prioridad.EN_BLOQUE, objeto_id=f"atras {n}") for n in range(CUPO + 5)]
    with connection.cursor() as cursor:  # all but the last have waited for long
        cursor.execute(
            "UPDATE procrastinate_events SET at = at - make_interval(secs => %s) WHERE job_id = ANY(%s)",
            [2 * ESPERA_DE_SOBRA.total_seconds(), atras[:-1]],
        )
    encolar("prueba.bien", objeto_id="ordinario")
    assert limpieza.adelantar() == CUPO
    encolar("prueba.bien", prioridad=Prioridad.PRIMERO, objeto_id="urgente")
    vaciar_colas(colas=["prueba"])
    hechos = [traza.removeprefix("bien ") for traza in trazas()]
    de_detras = [f"atras {n}" for n in range(CUPO + 5)]
    assert hechos == [*de_detras[:CUPO], "urgente", "ordinario", *de_detras[CUPO:]]
    assert limpieza.adelantar() == 0


@pytest.mark.django_db
def test_lo_que_espera_a_un_servicio_se_intenta_una_semana_y_una_muerte_de_mas_no_lo_acaba() -> None:
    numero = encolar("prueba.bien", objeto_id="1") or 0
    reintento = app.tasks["prueba.bien"].retry_strategy
    assert reintento is not None
    suyo = Job(
        id=numero,
        queue="prueba",
        lock=None,
        queueing_lock=None,
        task_name="prueba.bien",
        attempts=INTENTOS_DE_SERVICIO - 2,
    )
    assert reintento.get_retry_decision(exception=ServicioNoDisponible("no contesta"), job=suyo) is not None
    assert reintento.get_retry_decision(exception=OSError(), job=suyo) is None
    assert sum(map(espera, range(1, INTENTOS_DE_SERVICIO))) > 7 * 24 * 3600
    for intento in range(1, 3 * INTENTOS):
        anotar_fallo(numero, intento, ServicioNoDisponible("no contesta"))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', attempts = %s WHERE id = %s", [3 * INTENTOS - 1, numero]
        )
    limpieza.recuperar()
    assert estado(numero) is EstadoTrabajo.EN_ESPERA


@pytest.mark.django_db
def test_la_misma_clave_no_se_encola_dos_veces_mientras_espera() -> None:
    crear_tabla()
    assert encolar("prueba.bien", clave="k", objeto_id="1") is not None
    assert encolar("prueba.bien", clave="k", objeto_id="1") is None
    assert vaciar_colas(colas=["prueba"]) == 1
    assert encolar("prueba.bien", clave="k", objeto_id="1") is not None


@pytest.mark.django_db
def test_el_resumen_cuenta_por_cola_y_estado_y_la_lista_va_por_paginas() -> None:
    numeros = [encolar("prueba.bien", objeto_id=str(n)) for n in range(5)]
    assert consultas.resumen()["prueba"] == {EstadoTrabajo.EN_ESPERA: 5}
    primera = consultas.trabajos(estado=EstadoTrabajo.EN_ESPERA, limite=3)
    segunda = consultas.trabajos(estado=EstadoTrabajo.EN_ESPERA, antes_de=primera[-1].id)
    assert [t.id for t in (*primera, *segunda)] == sorted((n or 0 for n in numeros), reverse=True)
    assert primera[0].encolado_el is not None
    assert consultas.retraso().total_seconds() < 60


@pytest.mark.django_db
def test_dos_perdidos_con_la_misma_clave_no_impiden_recuperar_los_demas() -> None:
    numeros = []
    for clave in ("k", "k", "", ""):
        numeros.append(encolar("prueba.bien", clave=clave, objeto_id="1"))
        _quedarse_a_medias(numeros[-1])
    limpieza.recuperar()
    assert [estado(n) for n in numeros] == [
        EstadoTrabajo.EN_ESPERA,
        EstadoTrabajo.EN_CURSO,
        EstadoTrabajo.EN_ESPERA,
        EstadoTrabajo.EN_ESPERA,
    ]


@pytest.mark.django_db
def test_lo_que_mata_a_quien_lo_hace_acaba_fallido_con_su_motivo() -> None:
    numero = encolar("prueba.bien", objeto_id="1") or 0
    vueltas = 0
    while estado(numero) is not EstadoTrabajo.FALLIDO:
        _quedarse_a_medias(numero)
        limpieza.recuperar()
        vueltas += 1
        assert vueltas <= INTENTOS
    assert vueltas == INTENTOS
    assert [f.clase for f in consultas.fallos_de(numero)] == ["TrabajadorMuerto"]


@pytest.mark.django_db
def test_lo_que_se_deja_por_imposible_lo_dice_tambien_si_murio_quien_lo_hacia() -> None:
    crear_tabla()
    encolar("prueba.sin_servicio", objeto_id="1")
    with pytest.raises(ServicioNoDisponible):
        vaciar_colas(colas=["prueba"])
    assert trazas() == ["intenta 1", "se rinde 1 ServicioNoDisponible"]
    numero = encolar("prueba.sin_servicio", objeto_id="2")
    assert consultas.en_camino("prueba.sin_servicio", objeto_id=["2", "3"]) == {"2"}
    assert consultas.en_camino("prueba.sin_servicio", objeto_id=[]) == set()
    for _vuelta in range(INTENTOS):
        _quedarse_a_medias(numero)
        limpieza.recuperar()
    assert trazas()[2:] == ["se rinde 2 NoneType"]
    assert consultas.en_camino("prueba.sin_servicio", objeto_id=["2"]) == set()


@pytest.mark.django_db
def test_de_lo_que_se_pide_otra_vez_solo_se_mira_el_ultimo_fallo() -> None:
    crear_tabla()
    primero = encolar("prueba.nunca", clave="k", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)
    otro = encolar("prueba.nunca", clave="otra", objeto_id="y")
    vaciar_colas(colas=["prueba"], propagar=False)
    segundo = encolar("prueba.nunca", clave="k", objeto_id="x")
    assert [estado(n) for n in (primero, otro, segundo)] == [
        EstadoTrabajo.ABANDONADO,
        EstadoTrabajo.FALLIDO,
        EstadoTrabajo.EN_ESPERA,
    ]


@pytest.mark.django_db
def test_de_un_barrido_que_falla_toda_la_noche_queda_un_fallo() -> None:
    numeros = []
    for _vuelta in range(2):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, queueing_lock, args, status) "
                "VALUES ('prueba', 'prueba.barrido', 'prueba.barrido', '{}', 'doing') RETURNING id"
            )
            numeros.append(int(cursor.fetchone()[0]))
        suyo = Job(id=numeros[-1], queue="prueba", lock=None, queueing_lock=None, task_name="prueba.barrido")
        with pytest.raises(Conflicto):
            app.tasks["prueba.barrido"].func(
                JobContext(app=app, job=suyo, abort_reason=lambda: None, start_timestamp=0)
            )
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [numeros[-1]])
    assert [estado(n) for n in numeros] == [EstadoTrabajo.ABANDONADO, EstadoTrabajo.FALLIDO]


def _quedarse_a_medias(trabajo_id: int | None) -> None:
    """Taken by a worker that is there no more."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [trabajo_id])


def test_un_nombre_no_se_declara_dos_veces() -> None:
    with pytest.raises(ValueError, match="taken"):
        trabajo("prueba.bien", cola="prueba")(lambda: None)


def test_la_espera_crece_hasta_una_hora_y_lo_que_no_pasara_no_se_repite() -> None:
    assert [espera(n) for n in (1, 2, 3)] == [4, 8, 16]
    assert espera(40) == 3600
    assert es_pasajero(ServicioNoDisponible("la TSA no contesta"))
    assert es_pasajero(OSError())
    assert not es_pasajero(Conflicto("no"))


@pytest.mark.lento
def test_un_trabajador_de_verdad_reintenta_y_termina(base_propia: Base) -> None:
    crear_tabla()
    with transaction.atomic():
        bien, segunda = encolar("prueba.bien", objeto_id="1"), encolar("prueba.a_la_segunda", objeto_id="2")
        nunca = encolar("prueba.nunca", objeto_id="3")
        sin_servicio = encolar("prueba.sin_servicio", objeto_id="4")
    with trabajador(base_propia):
        esperar(lambda: estado(bien) is EstadoTrabajo.HECHO and estado(segunda) is EstadoTrabajo.HECHO)
        esperar(lambda: estado(nunca) is EstadoTrabajo.FALLIDO)
        esperar(lambda: estado(sin_servicio) is EstadoTrabajo.FALLIDO)
        assert consultas.trabajadores_vivos() == 1
    assert sorted(trazas()) == [
        *("bien 1", "intenta 4", "intenta 4", "primera 2"),
        *("se rinde 4 ServicioNoDisponible", "segunda 2"),
    ]
    assert [f.clase for f in consultas.fallos_de(segunda or 0)] == ["ConnectionError"]


@pytest.mark.lento
def test_lo_que_tenia_un_trabajador_que_murio_lo_acaba_otro(base_propia: Base) -> None:
    crear_tabla()
    with transaction.atomic():
        numero = encolar("prueba.muere", objeto_id="1")
    with trabajador(base_propia) as proceso:
        esperar(lambda: proceso.poll() is not None)
    assert estado(numero) is EstadoTrabajo.EN_CURSO
    limpieza.recuperar()
    assert estado(numero) is EstadoTrabajo.EN_CURSO, "its worker may still be alive: it gave a sign a moment ago"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '2 minutes'")
    limpieza.recuperar()
    assert estado(numero) is EstadoTrabajo.EN_ESPERA
    with trabajador(base_propia):
        esperar(lambda: estado(numero) is EstadoTrabajo.HECHO)
    assert trazas() == ["muere 1", "acaba 1"]
