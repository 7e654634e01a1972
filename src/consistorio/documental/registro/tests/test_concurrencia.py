"""Many writers at once, each a process with its own connection: no gaps, times in the order of numbers, one entry a key."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from itertools import pairwise
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connections, transaction

from consistorio.documental.registro.models import Asiento, Libro
from consistorio.documental.registro.tests.factories import asentar, persona, unidad
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.auditoria.models import Cadena, Evento

ESCRITORES, CADA_UNO, REENVIOS = 4, 12, 5


def escribir(salida: Barrier, quien: str, cuantos: int, clave: str) -> None:
    """What each writer does, once all are ready. One of every four of its entries is rolled back after taking its number."""
    salida.wait(60)
    for i in range(cuantos):
        with suppress(ZeroDivisionError), transaction.atomic():
            asentar(clave or f"{quien}-{i}", reloj=RelojSistema())
            if i % 4 == 3 and not clave:
                raise ZeroDivisionError


def a_la_vez(escritores: int, cuantos: int, clave: str = "") -> None:
    """Fork as many processes: the house is loaded already, and each opens its own connections."""
    connections.close_all()
    contexto = multiprocessing.get_context("fork")
    salida = contexto.Barrier(escritores)
    procesos = [
        contexto.Process(target=escribir, args=(salida, f"p{i}", cuantos, clave), daemon=True)
        for i in range(escritores)
    ]
    for proceso in procesos:
        proceso.start()
    for proceso in procesos:
        proceso.join(120)
    assert [proceso.exitcode for proceso in procesos] == [0] * escritores


@pytest.mark.usefixtures("base_propia")
def test_escritores_a_la_vez_sin_huecos_y_con_horas_en_orden() -> None:
    persona()
    unidad()
    a_la_vez(ESCRITORES, CADA_UNO)
    asientos = list(Asiento.objects.order_by("numero"))
    # that number must be given again
    assert [a.numero for a in asientos] == list(range(1, ESCRITORES * CADA_UNO * 3 // 4 + 1))
    assert all(a.registrado_el <= b.registrado_el for a, b in pairwise(asientos))
    assert Libro.objects.get(codigo="E").ultimo == len(asientos)
    assert len({a.clave_idempotencia.split("-")[0] for a in asientos[: len(asientos) // 2]}) > 1, "they did not overlap"
    cadena = f"libro:E:{asientos[0].anio}"
    hechos = list(Evento.objects.filter(cadena=cadena).order_by("seq"))
    assert [h.datos["asiento_id"] for h in hechos] == [str(a.id) for a in asientos]
    assert Cadena.objects.get(nombre=cadena).seq == len(asientos)


@pytest.mark.usefixtures("base_propia")
def test_la_misma_peticion_reenviada_cinco_veces_a_la_vez_es_un_asiento() -> None:
    persona()
    unidad()
    a_la_vez(REENVIOS, 1, clave="la-misma")
    assert [a.numero for a in Asiento.objects.all()] == [1]
    assert Evento.objects.filter(tipo="registro.asiento.practicado").count() == 1


@pytest.mark.usefixtures("base_propia")
def test_fuera_de_una_transaccion_no_se_asienta() -> None:
    with pytest.raises(RuntimeError):
        asentar("fuera")
    with transaction.atomic():
        assert asentar("dentro").numero == 1
