"""What the data steps of a migration do to the cases that were there."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.models import Plazo, Vencimiento
from consistorio.tramitacion.tests.factories import RelojMovil
from consistorio.tramitacion.tests.test_fin_del_plazo import abiertas, advertida
from consistorio.tramitacion.tests.test_motor import barrer, tramitadora
from consistorio.tramitacion.tests.test_vuelta_atras import desatendido

pytestmark = pytest.mark.lento
HASTA_NOTIFICAR = import_module("consistorio.tramitacion.motor.migrations.0020_silencio_hasta_notificar")


def test_silence_comes_back_to_open_cases_alone(reloj: RelojMovil) -> None:
    expediente, _requerimiento = desatendido(reloj)
    acciones.tener_por_desistida(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)
    silencios = []
    with (
        connection.cursor() as cursor
    ):  # as it was: the column that goes hides the table, until the test is rolled back
        cursor.execute(
            "CREATE TEMP TABLE motor_plazo ON COMMIT DROP AS SELECT *, 'estimatorio'::text AS silencio_inicial FROM motor_plazo"
        )
        cursor.execute("UPDATE motor_plazo SET silencio = 'no_procede'")
        for estado, cerrado_el in (("cerrado", reloj.ahora()), ("abierto", None)):
            Expediente.objects.filter(id=expediente.id).update(estado=estado, cerrado_el=cerrado_el)
            cursor.execute(HASTA_NOTIFICAR.DEVOLVER)
            silencios.append(Plazo.objects.get(expediente=expediente).silencio)
    assert silencios == ["no_procede", "estimatorio"]


def test_a_warning_that_ended_before_asks_its_unit_at_the_next_sweep(reloj: RelojMovil) -> None:
    expediente, terminacion = advertida(reloj)
    reloj.ir_a(2027, 1, 20)
    Vencimiento.objects.filter(referencia=terminacion.id).update(procesado_el=reloj.ahora())
    barrer(reloj)
    assert "caducidad_advertida" not in abiertas(expediente)
    with connection.cursor() as cursor:
        cursor.execute(HASTA_NOTIFICAR.VOLVER_A_MIRAR)
    barrer(reloj)
    assert "caducidad_advertida" in abiertas(expediente)
