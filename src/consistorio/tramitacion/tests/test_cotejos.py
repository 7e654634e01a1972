"""The work of a case held against its facts: what somebody changes behind our back is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consistorio.nucleo.identificadores import uuid7
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado, sin_guardas
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.cotejos import trabajo
from consistorio.tramitacion.motor.models import ActoTramite, Plazo, Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pueblo"), pytest.mark.lento]
ALTERACIONES: list[tuple[Callable[[], object], str, str]] = [
    (lambda: Tarea.objects.filter(codigo="revision").update(estado="pendiente"), "motor_tarea", "no está como dicen"),
    (lambda: Tarea.objects.filter(codigo="revision").update(asignada_a=None), "motor_tarea", "no está como dicen"),
    (lambda: Plazo.objects.update(estado="suspendido"), "motor_plazo", "no es el que resulta"),
    (lambda: ActoTramite.objects.update(motivo="Otro"), "motor_actotramite", "no dice lo que decía"),
    (
        lambda: ActoTramite.objects.update(dictado_por="019505d4-0000-7000-8000-0000000000aa"),
        "motor_actotramite",
        "decía",
    ),
]


def comparar() -> list[tuple[str, str]]:
    informe = Anotado()
    filas_avaladas("default", informe)
    trabajo("default", informe)
    assert informe.cuentas["tareas"] > 0
    return informe.fallas


@pytest.fixture
def expediente(reloj: RelojMovil) -> Expediente:
    """A case with a task in somebody's hands, an act that was signed and another that came back without signature."""
    hecho, actor = expediente_de_obra(reloj), personal("licencias-1", reloj)
    tarea = hecho.tareas.get(codigo="revision")
    acciones.asignar(actor=actor, tarea_id=tarea.id, empleado_id=actor.id, reloj=reloj)
    defectos = (Defecto("plano", "Falta el plano", "plano", "Aporte un plano."),)
    for devuelto in ("Falta un dato", ""):
        acto = acciones.requerir_subsanacion(
            actor=actor, expediente_id=hecho.id, defectos=defectos, suspende=True, reloj=reloj
        )
        firmar(acto.documento_id, reloj, devuelto=devuelto)
    assert set(ActoTramite.objects.values_list("estado", flat=True)) == {"devuelto", "firmado"}
    return hecho


def test_what_was_done_as_it_should_agrees_with_its_facts(expediente: Expediente) -> None:
    assert comparar() == []


@pytest.mark.parametrize(("alterar", "tabla", "texto"), ALTERACIONES, ids=[f"{t}-{x}" for _a, t, x in ALTERACIONES])
def test_whatever_changes_behind_our_back_is_found_and_named(
    alterar: Callable[[], object], tabla: str, texto: str, expediente: Expediente
) -> None:
    with sin_guardas():
        alterar()
    fallas = comparar()
    assert {t for t, _x in fallas} == {tabla}
    assert texto in fallas[0][1]


def test_a_task_that_nobody_noted_is_found(expediente: Expediente) -> None:
    tarea = expediente.tareas.get(codigo="revision")
    tarea.pk, tarea.del_modelo = uuid7(), False
    tarea.save(force_insert=True)
    assert comparar() == [("motor_tarea", "ningún hecho responde de esta tarea")]
