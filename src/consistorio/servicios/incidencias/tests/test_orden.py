"""Decisions that extend terms give the same last day whatever the order in which their jobs get to a case (LPACAP 32.4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consistorio.documental.documentos import operaciones as documentos
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.puertos.terminos import ultimo_dia
from consistorio.servicios.incidencias import trabajos
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, Incidencia
from consistorio.servicios.incidencias.tests.test_incidencias import TECNICO, anotada, el, firmada, propuesta, requerido
from consistorio.servicios.incidencias.tests.test_medianoche import correr_sus_trabajos, firmada_sin_recoger
from consistorio.tramitacion.motor.models import Requerimiento
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, un_pdf
from consistorio.tramitacion.tests.firmas import firmar

pytestmark = pytest.mark.lento

__all__ = ["pueblo", "reloj"]
PRIMERO = date(2026, 10, 16)
# Days of October on which one is signed, and how many days later it ends
DECISION = st.tuples(st.integers(14, 30), st.integers(1, 12))


def lo_debido(vence: date, decisiones: Sequence[tuple[date, date]]) -> date:
    """The plain fold: each decision, in the order of its signature, over the terms that run then."""
    for firma, hasta in sorted(decisiones):
        if firma <= vence < hasta:
            vence = hasta
    return vence


def decidida(incidencia: Incidencia, firma: date, hasta: date, reloj: RelojMovil) -> AmpliacionDePlazos:
    """A decision already signed that day, as its signature leaves it."""
    documento = documentos.incorporar(
        guardar_bytes(un_pdf(uuid4().hex)),
        titulo="Ampliación",
        nombre="ampliacion.pdf",
        tipo_documental="TD02",
        origen_administracion=True,
        organo="L01999998",
        actor=TECNICO,
        reloj=reloj,
    )
    return AmpliacionDePlazos.objects.create(
        incidencia=incidencia,
        hasta=hasta,
        motivo="Sin registro electrónico.",
        documento=documento,
        estado=AmpliacionDePlazos.Estado.FIRMADA,
        propuesta_el=reloj.ahora(),
        propuesta_por=TECNICO.id,
        firmada_el=el(firma.day),
    )


@pytest.fixture
def pedido(reloj: RelojMovil) -> Requerimiento:
    """A request whose term ends on the 16th, as it stood on the 31st: nothing had arrived."""
    _expediente, pedido = requerido(reloj)
    assert pedido.vence == PRIMERO
    vaciar_colas(colas=["general"])
    reloj.ir_a(2026, 10, 31)
    return pedido


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(datos=st.data())
def test_the_last_day_does_not_depend_on_the_order_of_the_jobs(
    pedido: Requerimiento, reloj: RelojMovil, datos: st.DataObject
) -> None:
    dias = datos.draw(st.lists(DECISION, min_size=1, max_size=4, unique_by=lambda d: d[0]))
    with transaction.atomic():
        setattr(transaction.get_connection().atomic_blocks[-1], "_from_testcase", True)  # noqa: B010
        habiles = calendario_de_la_sede(en=reloj.ahora().date())
        incidencia = anotada(reloj)
        fechas = [
            (date(2026, 10, dia), habiles.habil_desde(date(2026, 10, dia) + timedelta(days=mas))) for dia, mas in dias
        ]
        decisiones = [decidida(incidencia, *una, reloj) for una in fechas]
        debido = lo_debido(PRIMERO, fechas)
        for una in datos.draw(st.permutations(decisiones)):
            trabajos.aplicar(ampliacion_id=str(una.id))
            # What is on its way counts already for the sweep, whatever has arrived
            assert ultimo_dia(Requerimiento.objects.get(id=pedido.id).vence or PRIMERO) == debido
        vaciar_colas(colas=["general"])
        pedido.refresh_from_db()
        assert pedido.vence == debido
        assert not AmpliacionDePlazos.objects.filter(aplicada_el=None).exists()
        transaction.set_rollback(True)


def test_a_later_decision_waits_for_the_one_that_is_stuck(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    atascada = firmada_sin_recoger(reloj, 12, 0)
    reloj.ir_a(2026, 10, 20, 9)
    posterior = propuesta(anotada(reloj), reloj, hasta=date(2026, 10, 30))
    assert firmada(posterior, reloj).aplicada_el is None
    pedido.refresh_from_db()
    assert (pedido.vence, ultimo_dia(PRIMERO)) == (PRIMERO, date(2026, 10, 30))
    assert correr_sus_trabajos(atascada, reloj).aplicada_el is not None
    vaciar_colas(colas=["general"])
    pedido.refresh_from_db()
    posterior.refresh_from_db()
    assert (pedido.vence, posterior.terminos) == (date(2026, 10, 30), 1)


def test_one_that_ended_before_it_was_signed_stops_nobody(reloj: RelojMovil) -> None:
    requerido(reloj)
    firmada_sin_recoger(reloj, 12, 0)  # until the 23rd, and nobody ever takes it to the cases
    reloj.ir_a(2026, 10, 26, 9)
    posterior = propuesta(anotada(reloj), reloj, hasta=date(2026, 10, 30))
    firmar(posterior.documento_id, reloj)
    assert correr_sus_trabajos(posterior, reloj).aplicada_el is not None
