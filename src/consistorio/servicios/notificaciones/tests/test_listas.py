"""Lists cost the same number of queries with few rows and with many, for a restricted person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.servicios.notificaciones import consultas
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.tests.test_notificar import ANA, dispuesta
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def cuesta(lista: Callable[[], list[str]]) -> tuple[int, int]:
    """How many rows and how many queries."""
    with CaptureQueriesContext(connection) as hechas:
        filas = lista()
    return len(filas), len(hechas)


def linea(notificacion: Notificacion) -> str:
    """What a page shows of one, everything that it may touch."""
    textos = [notificacion.numero, notificacion.expediente.numero, notificacion.get_estado_display()]
    return " ".join(textos)


def linea_completa(notificacion: Notificacion) -> str:
    """A line of the case's page."""
    partes = [
        notificacion.destinatario.nombre_completo,
        notificacion.representante.nombre_completo if notificacion.representante else "",
        notificacion.documento.titulo,
        notificacion.cedula.titulo if notificacion.cedula else "",
        *(a.destino for a in notificacion.avisos.all()),
        *(str(i.numero) for i in notificacion.intentos.all()),
    ]
    return " ".join(partes)


def test_lists_cost_the_same_with_few_and_many(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    marta, ana = escenario.empleado("marta", reloj), escenario.ciudadana(ANA)
    listas: list[Callable[[], list[str]]] = [
        lambda: [linea(n) for n in consultas.pendientes_de(ana)],
        lambda: [linea_completa(n) for n in consultas.de_expediente(expediente.id)],
        lambda: [n.numero for n in consultas.visibles_para(marta)],
    ]
    dispuesta(expediente, reloj, referencia="prueba:0")
    con_pocas = [cuesta(lista) for lista in listas]
    for n in range(1, 5):
        dispuesta(expediente, reloj, referencia=f"prueba:{n}")
    con_muchas = [cuesta(lista) for lista in listas]
    assert [filas for filas, _consultas in con_pocas] == [1, 1, 1]
    assert [filas for filas, _consultas in con_muchas] == [5, 5, 5]
    assert [hechas for _filas, hechas in con_pocas] == [hechas for _filas, hechas in con_muchas]
    assert [hechas for _filas, hechas in con_muchas] == [2, 7, 1]
