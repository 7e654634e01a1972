"""The inner questions of who must keep away from a case, each with the test that misses it."""

from __future__ import annotations

import pytest
from django.db import transaction

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.operaciones import imparcialidad
from consistorio.tramitacion.motor.tipos_tarea import TareaAbstencion

from .faltas import falta
from .pueblo import Pueblo


@falta("tramitacion.motor.tipos_tarea.TareaAbstencion.acciones expediente.decidir_imparcialidad")
def _the_task_says_who_does_not_decide_who_keeps_away(pueblo: Pueblo) -> None:
    (accion,) = TareaAbstencion().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert any("quien dirige la unidad" in i for i in accion.impedimentos)


@falta("tramitacion.motor.acciones.imparcialidad.de_sustituto firma.firmar")
def _who_signs_nothing_stands_in_for_nobody(pueblo: Pueblo) -> None:
    _no_sustituye(pueblo, "andres", a="pablo", decide="carmen")


@falta("tramitacion.motor.acciones.imparcialidad._lo_que_no_haria t.permiso")
def _who_neither_proposes_nor_notifies_does_not_stand_in_for_who_does(pueblo: Pueblo) -> None:
    _no_sustituye(pueblo, "pablo", a="nuria", decide="marta")


def _no_sustituye(pueblo: Pueblo, quien: str, *, a: str, decide: str) -> None:
    usuarios = dict(Empleado.objects.exclude(cuenta=None).values_list("cuenta__usuario", "id"))
    with transaction.atomic():
        cuestion = imparcialidad.abstenerse(
            pueblo.expediente,
            empleado_id=usuarios[a],
            causas=["a"],
            hechos="Interés",
            documento_id=pueblo.importacion.documento_id,
            actor=escenario.SISTEMA,
            reloj=pueblo.reloj,
        )
    with pytest.raises(DatosIncorrectos):
        motor.decidir_imparcialidad(
            actor=escenario.empleado(decide, pueblo.reloj),
            tarea_id=cuestion.tarea_id,
            estima=True,
            motivo="Consta en el padrón.",
            sustituto_id=usuarios[quien],
            reloj=pueblo.reloj,
        )
