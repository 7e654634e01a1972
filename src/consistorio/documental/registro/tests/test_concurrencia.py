"""Many writers at once, each a process with its own connection: no gaps, times in the order of numbers, one entry a key."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from conftest import BasePropia
from django.db import transaction

from consistorio.documental.registro.models import Asiento, Libro
from consistorio.documental.registro.tests.factories import asentar, persona, unidad
from consistorio.plataforma.auditoria.models import Cadena, Evento

ESCRITORES, CADA_UNO, REENVIOS = 4, 12, 5

ESCRITOR = """
import sys, django
django.setup()
from django.db import transaction
from consistorio.nucleo.reloj import RelojSistema
from consistorio.documental.registro.tests.factories import asentar
quien, cuantos, clave = sys.argv[1], int(sys.argv[2]), sys.argv[3]
for i in range(cuantos):
    try:
        with transaction.atomic():
            asentar(clave or f"{quien}-{i}", reloj=RelojSistema())
            if i % 4 == 3 and not clave:
                raise ZeroDivisionError
    except ZeroDivisionError:
        pass
"""


def lanzar(entorno: dict[str, str], *argumentos: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", ESCRITOR, *map(str, argumentos)], env=entorno, stderr=subprocess.PIPE, text=True
    )


def esperar(procesos: list[subprocess.Popen[str]]) -> None:
    for proceso in procesos:
        _, errores = proceso.communicate(timeout=120)
        assert proceso.returncode == 0, errores


@pytest.mark.lento
def test_escritores_a_la_vez_sin_huecos_y_con_horas_en_orden(base_propia: BasePropia) -> None:
    persona()
    unidad()
    esperar([lanzar(base_propia.entorno, f"p{i}", CADA_UNO, "") for i in range(ESCRITORES)])
    asientos = list(Asiento.objects.order_by("numero"))
    # one of every four is rolled back after taking its number: that number must be given again
    assert [a.numero for a in asientos] == list(range(1, ESCRITORES * CADA_UNO * 3 // 4 + 1))
    assert all(a.registrado_el <= b.registrado_el for a, b in pairwise(asientos))
    assert Libro.objects.get(codigo="E").ultimo == len(asientos)
    assert len({a.clave_idempotencia.split("-")[0] for a in asientos[: len(asientos) // 2]}) > 1, "they did not overlap"
    cadena = f"libro:E:{asientos[0].anio}"
    hechos = list(Evento.objects.filter(cadena=cadena).order_by("seq"))
    assert [h.datos["asiento_id"] for h in hechos] == [str(a.id) for a in asientos]
    assert Cadena.objects.get(nombre=cadena).seq == len(asientos)


@pytest.mark.lento
def test_la_misma_peticion_reenviada_cinco_veces_a_la_vez_es_un_asiento(base_propia: BasePropia) -> None:
    persona()
    unidad()
    esperar([lanzar(base_propia.entorno, f"p{i}", 1, "la-misma") for i in range(REENVIOS)])
    assert [a.numero for a in Asiento.objects.all()] == [1]
    assert Evento.objects.filter(tipo="registro.asiento.practicado").count() == 1


@pytest.mark.usefixtures("base_propia")
def test_fuera_de_una_transaccion_no_se_asienta() -> None:
    with pytest.raises(RuntimeError):
        asentar("fuera")
    with transaction.atomic():
        assert asentar("dentro").numero == 1
