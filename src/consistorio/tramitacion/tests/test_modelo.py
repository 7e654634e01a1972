"""The standard model in a case: what its middle phases ask for, of whom, and only when it is needed."""

from __future__ import annotations

import pytest
from django.db import transaction

from consistorio.plataforma.identidad.models import Persona
from consistorio.tramitacion.expedientes import operaciones
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.test_motor import admitir, cerrar, comprobar_repeticion, informar, tramitadora

pytestmark = pytest.mark.lento


@pytest.mark.parametrize(("sentido", "estado"), [("estima_parcial", "pendiente"), ("deniega", "cancelada")])
def test_what_is_granted_is_carried_out_by_another_unit_before_the_case_closes(
    reloj: RelojMovil, sentido: str, estado: str
) -> None:
    expediente = expediente_de_obra(reloj)
    admitir(expediente, reloj)
    informar(expediente, reloj)
    for codigo in ("propuesta", "resolucion", "notificacion"):
        cerrar(expediente.tareas.get(codigo=codigo), reloj, sentido=sentido)
    ejecucion = expediente.tareas.get(codigo="ejecucion")
    assert (ejecucion.estado, ejecucion.unidad.nombre) == (estado, "Gestión Tributaria")
    expediente.refresh_from_db()
    assert expediente.fase == ("ejecucion" if estado == "pendiente" else "archivo")
    tributos = personal("tributos-1", reloj)
    assert visibles_para(tributos).filter(id=expediente.id).exists() is (estado == "pendiente")
    if estado == "pendiente":
        assert not expediente.tareas.filter(codigo="cierre").exists()
        acciones.completar_tarea(actor=tributos, tarea_id=ejecucion.id, resultado={}, reloj=reloj)
        assert not visibles_para(tributos).filter(id=expediente.id).exists()  # no longer than its work
    assert expediente.tareas.get(codigo="cierre").estado == "pendiente"
    comprobar_repeticion(expediente)


@pytest.mark.parametrize(("vecinas", "estado"), [(0, "cancelada"), (1, "pendiente")])
def test_the_parties_are_checked_before_the_reports_when_they_are_several(
    reloj: RelojMovil, vecinas: int, estado: str
) -> None:
    expediente = expediente_de_obra(reloj)
    for persona in Persona.objects.filter(nif="87654321X")[:vecinas]:
        with transaction.atomic():
            operaciones.anadir_interesado(
                expediente, persona, papel="interesado", canal="electronica", actor=tramitadora(reloj), reloj=reloj
            )
    admitir(expediente, reloj)
    assert expediente.tareas.get(codigo="comprobar_partes").estado == estado
    assert expediente.tareas.filter(codigo="informe_area").exists() is (not vecinas)
    expediente.refresh_from_db()
    assert expediente.fase == ("ordenacion" if vecinas else "instruccion")
