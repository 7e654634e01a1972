"""A decision signed before a term ends extends it, however late its jobs run (LPACAP 32.4): success and refusal side by side."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

import pytest
from django.db import connections, transaction

from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import MADRID, Reloj
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.base.tests.cerrojos import espera_alguien
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.plataforma.puertos.terminos import ultimo_dia
from consistorio.servicios.incidencias import acciones, trabajos
from consistorio.servicios.incidencias.models import AmpliacionDePlazos
from consistorio.servicios.incidencias.tests.test_incidencias import anotada, propuesta, requerido
from consistorio.tramitacion.motor.models import Plazo, Requerimiento, Suspension
from consistorio.tramitacion.tests import test_motor as casos
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, sembrar_pueblo
from consistorio.tramitacion.tests.firmas import firmado, firmar
from consistorio.tramitacion.tests.test_firmas import mas_plazo, pedir_mas_plazo

pytestmark = pytest.mark.lento

__all__ = ["pueblo", "reloj"]
ULTIMO = date(2026, 10, 16)


def firmada_sin_recoger(reloj: RelojMovil, hora: int, minuto: int, dia: int = 16) -> AmpliacionDePlazos:
    """Proposed on Thursday 15 until the 23rd and signed that day at that time; its jobs have not run."""
    reloj.ir_a(2026, 10, 15, 9)
    ampliacion = propuesta(anotada(reloj), reloj)
    reloj.ir_a(2026, 10, dia, hora, minuto)
    firmar(ampliacion.documento_id, reloj)
    return ampliacion


def correr_sus_trabajos(ampliacion: AmpliacionDePlazos, reloj: RelojMovil) -> AmpliacionDePlazos:
    mover_reloj(reloj.ahora())
    trabajos.recoger_firma(ampliacion_id=str(ampliacion.id))
    trabajos.aplicar(ampliacion_id=str(ampliacion.id))
    ampliacion.refresh_from_db()
    return ampliacion


def test_signed_minutes_before_midnight_it_counts_although_the_sweep_runs_before_its_jobs(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    assert pedido.vence == ULTIMO
    ampliacion = firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 17, 0, 0)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "notificado"
    assert Suspension.objects.get(referencia=pedido.id).hasta is None
    assert correr_sus_trabajos(ampliacion, reloj).terminos == 1
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.vence) == ("notificado", date(2026, 10, 23))
    casos.barrer(reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    reloj.ir_a(2026, 10, 24)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "desatendido"
    casos.comprobar_repeticion(expediente)


def test_between_its_two_jobs_the_sweep_waits_too(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    ampliacion = firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 17, 0, 5)
    mover_reloj(reloj.ahora())
    trabajos.recoger_firma(ampliacion_id=str(ampliacion.id))
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "notificado"
    trabajos.aplicar(ampliacion_id=str(ampliacion.id))
    pedido.refresh_from_db()
    assert pedido.vence == date(2026, 10, 23)


def test_an_answer_that_arrives_meanwhile_is_in_term(reloj: RelojMovil) -> None:
    expediente, _pedido = requerido(reloj)
    firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 17, 0, 5)
    casos.subsanar(expediente, reloj)
    hecho = Evento.objects.get(cadena=expediente.cadena, tipo="motor.requerimiento.contestado")
    assert hecho.datos["en_plazo"] is True


def test_signed_after_midnight_or_not_signed_the_term_has_ended(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    ampliacion = firmada_sin_recoger(reloj, 0, 5, dia=17)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "desatendido"
    assert correr_sus_trabajos(ampliacion, reloj).terminos == 0
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.vence) == ("desatendido", ULTIMO)


def test_a_proposal_that_waits_keeps_no_term_open(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    reloj.ir_a(2026, 10, 15, 9)
    propuesta(anotada(reloj), reloj)
    reloj.ir_a(2026, 10, 17, 0, 5)
    casos.subsanar(expediente, reloj)
    hecho = Evento.objects.get(cadena=expediente.cadena, tipo="motor.requerimiento.contestado")
    assert hecho.datos["en_plazo"] is False
    assert Requerimiento.objects.get(id=pedido.id).vence == ULTIMO


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def plantilla(self, sembrado: str, sembrar: Callable[[], None]) -> str:
        """The database of that sowing."""

    def propia(self, plantilla: str) -> AbstractContextManager[object]:
        """Work in a clone of it, with real commits."""


@pytest.fixture
def en_base_propia(sembradas: Sembradas) -> Iterator[None]:
    with sembradas.propia(sembradas.plantilla("tramitacion", lambda: sembrar_pueblo(RelojMovil()))):
        yield


def test_a_signature_dated_before_midnight_and_saved_after_it_is_waited_for(en_base_propia: None) -> None:
    relojes = RelojMovil()
    relojes.ir_a(2026, 10, 15, 9)
    ampliacion = propuesta(anotada(relojes), relojes)
    firmando, errores = threading.Event(), list[Exception]()

    def firma() -> None:
        try:
            with transaction.atomic():
                Circuito.objects.filter(documento=ampliacion.documento_id).update(
                    estado="completado", terminado_el=datetime(2026, 10, 16, 23, 59, 59, tzinfo=MADRID)
                )
                firmando.set()
                for _vez in range(600):  # until somebody waits for it
                    if espera_alguien():
                        return
                    time.sleep(0.05)
            errores.append(TimeoutError("nobody waited for the signature"))
        except Exception as error:
            errores.append(error)
        finally:
            firmando.set()
            connections.close_all()

    hilo = threading.Thread(target=firma)
    hilo.start()
    assert firmando.wait(60)
    with transaction.atomic():
        assert ultimo_dia(ULTIMO) == date(2026, 10, 23)
        assert ultimo_dia(date(2026, 10, 15)) == date(2026, 10, 15)
    hilo.join(60)
    assert errores == []


def test_a_job_that_never_ran_keeps_no_term_open_after_the_days_that_the_decision_gave(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    ampliacion = firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 23, 23, 50)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.vence) == ("notificado", ULTIMO)
    reloj.ir_a(2026, 11, 10)
    casos.barrer(reloj)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.vence) == ("desatendido", date(2026, 10, 23))
    assert Suspension.objects.get(referencia=pedido.id).hasta == date(2026, 10, 23)
    assert expediente.documentos.filter(documento_id=ampliacion.documento_id).exists()
    casos.comprobar_repeticion(expediente)
    assert correr_sus_trabajos(ampliacion, reloj).terminos == 1
    assert Evento.objects.filter(cadena=expediente.cadena, tipo="motor.termino.prorrogado").count() == 1


def test_the_days_of_a_decision_signed_in_those_of_another_count_too(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 20, 9)
    firmar(propuesta(anotada(reloj), reloj, hasta=date(2026, 10, 30)).documento_id, reloj)
    reloj.ir_a(2026, 10, 27)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "notificado"
    reloj.ir_a(2026, 11, 3)
    for _vez in range(3):
        casos.barrer(reloj)
    pedido.refresh_from_db()
    assert (pedido.estado, pedido.vence) == ("desatendido", date(2026, 10, 30))


def test_a_case_that_fails_does_not_stop_the_others_and_the_decision_is_not_applied(
    reloj: RelojMovil, monkeypatch: pytest.MonkeyPatch
) -> None:
    pedidos = [requerido(reloj)[1], requerido(reloj, nif="87654321X")[1]]
    ampliacion = firmada_sin_recoger(reloj, 12, 0)
    primero = min(pedido.expediente_id for pedido in pedidos)
    aplicar = acciones.aplicar_a_expediente

    def falla_el_primero(*, actor: Actor, ampliacion_id: UUID, expediente_id: UUID, reloj: Reloj) -> int:
        if expediente_id == primero:
            raise ValueError
        return aplicar(actor=actor, ampliacion_id=ampliacion_id, expediente_id=expediente_id, reloj=reloj)

    monkeypatch.setattr(acciones, "aplicar_a_expediente", falla_el_primero)
    with pytest.raises(RuntimeError, match=f"{primero}: ValueError"):
        correr_sus_trabajos(ampliacion, reloj)
    ampliacion.refresh_from_db()
    assert ampliacion.aplicada_el is None
    vencen = {p.expediente_id: p.vence for p in Requerimiento.objects.all()}
    assert (vencen.pop(primero), list(vencen.values())) == (ULTIMO, [date(2026, 10, 23)])
    monkeypatch.undo()
    assert correr_sus_trabajos(ampliacion, reloj).terminos == 2


def test_more_time_is_asked_and_given_while_an_answer_would_be_in_term(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    ampliacion = firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 17, 0, 5)
    pedir_mas_plazo(expediente, reloj)
    reloj.ir_a(2026, 10, 19, 9)
    acto = mas_plazo(expediente, reloj)
    con_las_dos = acto.datos["vence"]
    correr_sus_trabajos(ampliacion, reloj)
    firmado(acto, reloj)
    pedido.refresh_from_db()
    assert (pedido.ampliado, pedido.vence) == (5, date.fromisoformat(con_las_dos))
    assert con_las_dos >= "2026-10-23"


def test_after_the_days_of_the_decision_nobody_asks_for_more(reloj: RelojMovil) -> None:
    expediente, _pedido = requerido(reloj)
    firmada_sin_recoger(reloj, 23, 50)
    reloj.ir_a(2026, 10, 24, 0, 5)
    with pytest.raises(FaseIncompatible):
        pedir_mas_plazo(expediente, reloj)
