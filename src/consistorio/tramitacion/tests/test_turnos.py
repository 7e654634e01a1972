"""Whose turn it is (LPACAP 71.2): the rule in its table of cases, and what is asked of who goes out of order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.plataforma.auditoria.consultas import eventos_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, consultas, despacho
from consistorio.tramitacion.motor.acciones.requerimientos import Defecto
from consistorio.tramitacion.motor.models import MotivoDeTarea, Tarea
from consistorio.tramitacion.motor.turnos import Turno, siguiente, va_antes
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra, personal
from consistorio.tramitacion.tests.firmas import escribir_informe

PRIMERO = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNIDAD, OTRA_UNIDAD, OBRA, TERRAZA = (UUID(int=n) for n in range(1, 5))
REVISION = (UNIDAD, OBRA, "revision")


def turno(
    cual: int,
    dia: int,
    *,
    vence: int = 0,
    asunto: tuple[UUID, UUID, str] | None = REVISION,
    parada: bool = False,
) -> Turno:
    """A task of a case that entered that day of March, with its date another day of March (0: none)."""
    fecha = date(2026, 3, vence) if vence else None
    return Turno(UUID(int=100 + cual), asunto, PRIMERO.replace(day=dia), fecha, parada)


@pytest.mark.parametrize(
    ("otra", "antes"),
    [
        (turno(2, 2), True),
        (turno(2, 4), False),
        (turno(2, 3), False),
        (turno(2, 2, vence=31), True),
        (turno(2, 2, parada=True), False),
        (turno(2, 2, asunto=(UNIDAD, OBRA, "propuesta")), False),
        (turno(2, 2, asunto=(UNIDAD, TERRAZA, "revision")), False),
        (turno(2, 2, asunto=(OTRA_UNIDAD, OBRA, "revision")), False),
        (turno(2, 2, asunto=None), False),
    ],
    ids=[
        *("older", "newer", "entered at once", "older without hurry", "older but stopped", "another step"),
        *("another procedure", "another unit", "like no other"),
    ],
)
def test_what_goes_before(otra: Turno, antes: bool) -> None:
    esta = turno(1, 3, vence=5)
    assert va_antes(otra, esta) is antes


def test_what_is_like_no_other_never_waits_for_one_that_is_not_either() -> None:
    assert not va_antes(turno(2, 2, asunto=None), turno(1, 3, asunto=None))


@pytest.mark.parametrize(
    ("turnos", "cual"),
    [
        ([], None),
        ([turno(1, 3, parada=True)], None),
        ([turno(1, 3, vence=9), turno(2, 2, vence=20)], 2),
        ([turno(1, 3, vence=9), turno(2, 2, vence=20, parada=True)], 1),
        ([turno(1, 3, vence=9), turno(2, 2, asunto=(UNIDAD, TERRAZA, "revision"), vence=20)], 1),
        ([turno(1, 3), turno(2, 4, vence=20, asunto=None)], 2),
        ([turno(1, 3), turno(2, 2, asunto=None)], 2),
        ([turno(1, 3, vence=9, parada=True), turno(2, 4, vence=12)], 2),
    ],
    ids=[
        *("nothing", "nothing can be done", "the older of those alike though it expires later", "the older is stopped"),
        *("not alike: the first to expire", "a date before none", "without dates, the oldest", "the urgent is stopped"),
    ],
)
def test_what_is_next(turnos: list[Turno], cual: int | None) -> None:
    hallado = siguiente(turnos)
    assert (hallado.tarea_id.int - 100 if hallado else None) == cual
    assert siguiente(reversed(turnos)) == hallado


@pytest.fixture
def dos(reloj: RelojMovil) -> tuple[Expediente, Expediente]:
    """An older case and a newer one, with the same to do in both."""
    viejo = expediente_de_obra(reloj)
    reloj.pasar(days=1)
    return viejo, expediente_de_obra(reloj, nif="12345678Z")


def revision(expediente: Expediente) -> Tarea:
    return Tarea.objects.get(expediente=expediente, codigo="revision")


@pytest.mark.lento
def test_the_newer_is_done_before_with_a_reason_that_stays_on_record(
    dos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    viejo, nuevo = dos
    nuria, suya = personal("licencias-1", reloj), revision(nuevo)
    for motivo in ("", "   ", "x" * 601):
        with pytest.raises(DatosIncorrectos) as negado:
            acciones.completar_tarea(actor=nuria, tarea_id=suya.id, resultado={}, motivo_orden=motivo, reloj=reloj)
        assert [p.campo for p in negado.value.problemas] == ["motivo_orden"]
    assert not MotivoDeTarea.objects.exists()
    assert revision(nuevo).abierta
    acciones.completar_tarea(
        actor=nuria, tarea_id=suya.id, resultado={}, motivo_orden=" Riesgo de ruina. ", reloj=reloj
    )
    dado = MotivoDeTarea.objects.get()
    assert (dado.texto, dado.tarea_id, dado.anterior_id) == ("Riesgo de ruina.", suya.id, revision(viejo).id)
    assert dado.dado_por == nuria.id
    hecho = eventos_de(nuevo.cadena).get(tipo="tarea.adelantada")
    assert (hecho.datos["motivo_id"], hecho.datos["anterior_id"]) == (str(dado.id), str(viejo.id))
    assert "ruina" not in hecho.canonico
    assert consultas.estado_segun_hechos(nuevo) == consultas.estado_actual(nuevo)
    with pytest.raises(DatabaseError, match="inmutable"), transaction.atomic():
        MotivoDeTarea.objects.update(texto="Otra cosa")


@pytest.mark.lento
def test_in_their_order_nothing_is_asked(dos: tuple[Expediente, Expediente], reloj: RelojMovil) -> None:
    nuria = personal("licencias-1", reloj)
    for caso in dos:
        acciones.completar_tarea(
            actor=nuria, tarea_id=revision(caso).id, resultado={}, motivo_orden="De más", reloj=reloj
        )
    assert not MotivoDeTarea.objects.exists(), "a reason that nobody asked for is not kept"


@pytest.mark.lento
def test_who_takes_the_newer_gives_the_reason_once_and_what_others_have_in_hand_is_not_left_behind(
    dos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    viejo, nuevo = dos
    nuria, sergio = personal("licencias-1", reloj), personal("licencias-2", reloj)
    suya = revision(nuevo).id
    with pytest.raises(DatosIncorrectos):
        acciones.asignar(actor=nuria, tarea_id=suya, empleado_id=nuria.id, reloj=reloj)
    motivo = "Lo ordena la jefa: obra peligrosa."
    acciones.asignar(actor=nuria, tarea_id=suya, empleado_id=nuria.id, motivo_orden=motivo, reloj=reloj)
    acciones.completar_tarea(actor=nuria, tarea_id=revision(nuevo).id, resultado={}, reloj=reloj)
    assert MotivoDeTarea.objects.count() == 1
    reloj.pasar(days=1)
    otro = expediente_de_obra(reloj)
    acciones.asignar(actor=sergio, tarea_id=revision(viejo).id, empleado_id=sergio.id, reloj=reloj)
    acciones.completar_tarea(actor=nuria, tarea_id=revision(otro).id, resultado={}, reloj=reloj)
    assert MotivoDeTarea.objects.count() == 1, "the older one is in the hands of somebody else"


@pytest.mark.lento
def test_the_older_that_i_have_in_hand_goes_first(dos: tuple[Expediente, Expediente], reloj: RelojMovil) -> None:
    viejo, nuevo = dos
    nuria = personal("licencias-1", reloj)
    for caso in dos:
        acciones.asignar(actor=nuria, tarea_id=revision(caso).id, empleado_id=nuria.id, reloj=reloj)
    Tarea.objects.filter(id=revision(nuevo).id).update(vence=date(2026, 9, 1))
    assert despacho.siguiente_tarea(nuria) == revision(viejo)
    with pytest.raises(DatosIncorrectos):
        acciones.completar_tarea(actor=nuria, tarea_id=revision(nuevo).id, resultado={}, reloj=reloj)


@pytest.mark.lento
def test_nobody_waits_for_a_case_that_waits_for_its_party(
    dos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    viejo, nuevo = dos
    nuria = personal("licencias-1", reloj)
    assert despacho.anterior_a(revision(nuevo), nuria) == revision(viejo)
    plano = Defecto("plano", "Falta el plano")
    acciones.requerir_subsanacion(actor=nuria, expediente_id=viejo.id, defectos=[plano], suspende=False, reloj=reloj)
    assert despacho.anterior_a(revision(nuevo), nuria) is None
    acciones.completar_tarea(actor=nuria, tarea_id=revision(nuevo).id, resultado={}, reloj=reloj)
    assert not MotivoDeTarea.objects.exists()


@pytest.mark.lento
def test_a_report_out_of_its_turn_needs_the_reason_too(dos: tuple[Expediente, Expediente], reloj: RelojMovil) -> None:
    nuria = personal("licencias-1", reloj)
    for caso in dos:
        acciones.completar_tarea(actor=nuria, tarea_id=revision(caso).id, resultado={}, reloj=reloj)
    with pytest.raises(DatosIncorrectos) as negado:
        escribir_informe(dos[1], reloj, "favorable")
    assert negado.value.problemas[0].campo == "motivo_orden"
    assert escribir_informe(dos[1], reloj, "favorable", motivo_orden="Lo pide la Alcaldía.").estado == "en_firma"


@pytest.mark.lento
def test_the_order_is_asked_in_as_many_statements_whatever_waits(
    dos: tuple[Expediente, Expediente], reloj: RelojMovil
) -> None:
    nuria = personal("licencias-1", reloj)
    with CaptureQueriesContext(connection) as pocas:
        assert despacho.siguiente_tarea(nuria) is not None
    for _vez in range(despacho.MIRADAS + 3):
        reloj.pasar(hours=1)
        ultimo = expediente_de_obra(reloj)
    reloj.momento += timedelta(hours=1)
    with CaptureQueriesContext(connection) as muchas:
        assert despacho.anterior_a(revision(ultimo), nuria) == revision(dos[0])
    assert len(muchas) <= len(pocas)
