"""From the incident that somebody writes to the terms that move, in real cases: success and refusal side by side (LPACAP 32.4)."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from consistorio.documental.firma.models import Circuito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.servicios.incidencias import acciones, consultas, trabajos
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, Incidencia
from consistorio.tramitacion.expedientes.consultas import cronologia, documentos_de
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import (
    Plazo,
    ProrrogaIncidencia,
    Requerimiento,
    Suspension,
    Tarea,
    Vencimiento,
)
from consistorio.tramitacion.tests import test_motor as casos
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.firmas import firmado, firmar

pytestmark = pytest.mark.lento

__all__ = ["pueblo", "reloj"]
TECNICO = Actor.sistema("técnico", "sistema.incidencias")
NADIE = Actor.sistema("nadie")


def el(dia: int, hora: int = 8, minuto: int = 0) -> datetime:
    """A moment of October 2026."""
    return datetime(2026, 10, dia, hora, minuto, tzinfo=MADRID)


def anotada(reloj: RelojMovil, *, publicada: bool = True) -> Incidencia:
    incidencia = acciones.anotar_incidencia(
        actor=TECNICO, titulo="No se puede presentar nada", descripcion="El registro electrónico no responde.",
        desde=el(14), hasta=None, reloj=reloj,
    )  # fmt: skip
    if publicada:
        acciones.publicar(actor=TECNICO, incidencia_id=incidencia.id, reloj=reloj)
    return incidencia


def propuesta(incidencia: Incidencia, reloj: RelojMovil, hasta: date = date(2026, 10, 23)) -> AmpliacionDePlazos:
    return acciones.proponer_ampliacion(
        actor=TECNICO,
        incidencia_id=incidencia.id,
        hasta=hasta,
        motivo="Dos días sin registro electrónico.",
        reloj=reloj,
    )


def firmada(ampliacion: AmpliacionDePlazos, reloj: RelojMovil) -> AmpliacionDePlazos:
    """Sign it now, and let its jobs run, twice each as jobs may."""
    firmar(ampliacion.documento_id, reloj)
    mover_reloj(reloj.ahora())
    for _vez in range(2):
        trabajos.recoger_firma(ampliacion_id=str(ampliacion.id))
    for _vez in range(2):
        trabajos.aplicar(ampliacion_id=str(ampliacion.id))
    ampliacion.refresh_from_db()
    return ampliacion


def requerido(reloj: RelojMovil, nif: str = "12345678Z", dia: int = 1) -> tuple[Expediente, Requerimiento]:
    """A case whose party was asked for a plan that day of October: ten hábiles."""
    reloj.ir_a(2026, 9, 28)
    expediente = expediente_de_obra(reloj, nif=nif)
    reloj.ir_a(2026, 9, 29)
    requerimiento = casos.requerir(expediente, reloj)
    reloj.ir_a(2026, 10, dia)
    casos.notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    requerimiento.refresh_from_db()
    return expediente, requerimiento


def test_the_terms_that_run_last_until_the_day_that_was_signed(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    assert pedido.vence == date(2026, 10, 16)
    contestado, respondido = requerido(reloj)
    reloj.ir_a(2026, 10, 5)
    casos.subsanar(contestado, reloj, clave="otra")
    respondido.refresh_from_db()
    reloj.ir_a(2026, 10, 14, 9)
    ampliacion = propuesta(anotada(reloj), reloj)
    assert (ampliacion.estado, pedido.vence) == ("en_firma", date(2026, 10, 16))
    reloj.ir_a(2026, 10, 15)
    firmada(ampliacion, reloj)
    assert (ampliacion.estado, ampliacion.terminos) == ("firmada", 1)
    pedido.refresh_from_db()
    assert pedido.vence == date(2026, 10, 23)
    assert "incidencia técnica de la sede (LPACAP art. 32.4)" in " ".join(p["texto"] for p in pedido.pasos)
    assert Tarea.objects.get(id=pedido.tarea_id).vence == date(2026, 10, 23)
    assert Vencimiento.objects.get(referencia=pedido.id).vence == date(2026, 10, 23)
    assert Suspension.objects.get(referencia=pedido.id).tope == date(2026, 10, 23)
    antes = respondido.vence
    respondido.refresh_from_db()
    assert respondido.vence == antes
    assert not ProrrogaIncidencia.objects.filter(expediente=contestado).exists()
    # It is told in the case, to the party too, with the decision
    assert Evento.objects.filter(cadena=expediente.cadena, tipo="motor.termino.prorrogado").count() == 1
    assert any("incidencia técnica" in hito.texto for hito in cronologia(expediente, ciudadana())[0])
    assert ampliacion.documento_id in [p.documento_id for p in documentos_de(expediente, ciudadana())]
    # The old day passes and nothing happens; an answer after it is in time
    reloj.ir_a(2026, 10, 19)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "notificado"
    reloj.ir_a(2026, 10, 22)
    casos.subsanar(expediente, reloj)
    hecho = Evento.objects.get(cadena=expediente.cadena, tipo="motor.requerimiento.contestado")
    assert hecho.datos["en_plazo"] is True
    casos.comprobar_repeticion(expediente)


def test_what_had_ended_when_it_was_signed_does_not_move_and_the_new_day_ends_too(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    tarde, vencido = requerido(reloj, nif="87654321X", dia=1)
    Requerimiento.objects.filter(id=vencido.id).update(vence=date(2026, 10, 14))
    plazo = Plazo.objects.get(expediente=expediente).vence
    reloj.ir_a(2026, 10, 14, 9)
    ampliacion = propuesta(anotada(reloj), reloj)
    reloj.ir_a(2026, 10, 15)
    firmada(ampliacion, reloj)
    vencido.refresh_from_db()
    assert vencido.vence == date(2026, 10, 14)
    assert not ProrrogaIncidencia.objects.filter(expediente=tarde).exists()
    assert Plazo.objects.get(expediente=expediente).vence == plazo  # the town's own term does not move
    reloj.ir_a(2026, 10, 24)
    casos.barrer(reloj)
    pedido.refresh_from_db()
    assert pedido.estado == "desatendido"
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        ProrrogaIncidencia.objects.update(hasta=date(2027, 1, 1))
    with pytest.raises(IntegrityError, match="inmutable"), transaction.atomic():
        AmpliacionDePlazos.objects.update(hasta=date(2027, 1, 1))


def test_a_hearing_and_a_later_extension_of_the_party_keep_what_the_incident_gave(reloj: RelojMovil) -> None:
    expediente, pedido = requerido(reloj)
    reloj.ir_a(2026, 10, 14, 9)
    ampliacion = propuesta(anotada(reloj), reloj, date(2026, 10, 30))
    reloj.ir_a(2026, 10, 15)
    firmada(ampliacion, reloj)
    acto = motor.ampliar_tramite(
        actor=casos.tramitadora(reloj),
        expediente_id=expediente.id,
        dias=2,
        motivo="Lo pide y lo razona bien.",
        reloj=reloj,
    )
    firmado(acto, reloj)
    pedido.refresh_from_db()
    assert (pedido.ampliado, pedido.vence) == (2, date(2026, 10, 30))
    otro = expediente_de_obra(reloj, nif="87654321X")
    casos.admitir(otro, reloj)
    casos.informar(otro, reloj, "desfavorable")
    audiencia = casos.dar_audiencia(otro, reloj)
    casos.notificar(otro, f"audiencia:{audiencia.id}", reloj.ahora(), reloj)
    audiencia.refresh_from_db()
    assert audiencia.vence == date(2026, 10, 29)
    segunda = propuesta(Incidencia.objects.get(), reloj, date(2026, 11, 4))
    firmada(segunda, reloj)
    audiencia.refresh_from_db()
    pedido.refresh_from_db()
    assert (audiencia.vence, pedido.vence) == (date(2026, 11, 4), date(2026, 11, 4))


def test_every_problem_is_said_at_once_and_nothing_is_written(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 10, 14, 9)
    with pytest.raises(DatosIncorrectos) as error:
        acciones.anotar_incidencia(actor=TECNICO, titulo=" ", descripcion="", desde=el(15), hasta=el(13), reloj=reloj)
    assert [p.campo for p in error.value.problemas] == ["titulo", "descripcion", "desde", "hasta"]
    assert not Incidencia.objects.exists()
    incidencia = anotada(reloj, publicada=False)
    with pytest.raises(FaseIncompatible):
        propuesta(incidencia, reloj)
    acciones.publicar(actor=TECNICO, incidencia_id=incidencia.id, reloj=reloj)
    for hasta in (date(2026, 10, 14), date(2026, 10, 17)):  # today; a Saturday
        with pytest.raises(DatosIncorrectos) as error:
            acciones.proponer_ampliacion(
                actor=TECNICO, incidencia_id=incidencia.id, hasta=hasta, motivo="poco", reloj=reloj
            )
        assert [p.campo for p in error.value.problemas] == ["hasta", "motivo"]
    assert not Circuito.objects.exists()
    propuesta(incidencia, reloj)
    with pytest.raises(Conflicto):
        propuesta(incidencia, reloj)
    with pytest.raises(Conflicto):
        acciones.anotar_incidencia(
            actor=TECNICO, titulo="Otra", descripcion="cosa", desde=el(14), hasta=None, incidencia_id=incidencia.id,
            reloj=reloj,
        )  # fmt: skip
    with pytest.raises(DatosIncorrectos):
        acciones.terminar(actor=TECNICO, incidencia_id=incidencia.id, hasta=el(13), reloj=reloj)
    acciones.terminar(actor=TECNICO, incidencia_id=incidencia.id, hasta=el(14, 8, 30), reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.terminar(actor=TECNICO, incidencia_id=incidencia.id, hasta=el(14, 8, 45), reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.publicar(actor=TECNICO, incidencia_id=uuid7(), reloj=reloj)


def test_only_who_keeps_the_sede_running(reloj: RelojMovil) -> None:
    reloj.ir_a(2026, 10, 14, 9)
    incidencia = anotada(reloj)
    with pytest.raises(NoPermitido):
        acciones.anotar_incidencia(actor=NADIE, titulo="a", descripcion="b", desde=el(14), hasta=None, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.publicar(actor=NADIE, incidencia_id=incidencia.id, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.terminar(actor=NADIE, incidencia_id=incidencia.id, hasta=el(14, 8, 30), reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.proponer_ampliacion(
            actor=NADIE, incidencia_id=incidencia.id, hasta=date(2026, 10, 23), motivo="Largo y tendido.", reloj=reloj
        )
    for accion in (acciones.recoger_firma, acciones.recoger_devolucion):
        with pytest.raises(NoPermitido):
            accion(actor=NADIE, ampliacion_id=uuid7(), reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.dar_por_aplicada(actor=NADIE, ampliacion_id=uuid7(), terminos=0, reloj=reloj)
    with pytest.raises(NoPermitido):
        acciones.aplicar_a_expediente(actor=NADIE, ampliacion_id=uuid7(), expediente_id=uuid7(), reloj=reloj)


def test_returned_or_signed_too_late_it_moves_nothing(reloj: RelojMovil) -> None:
    _expediente, pedido = requerido(reloj)
    reloj.ir_a(2026, 10, 14, 9)
    incidencia = anotada(reloj)
    primera = propuesta(incidencia, reloj)
    firmar(primera.documento_id, reloj, devuelto="Concrete más el motivo")
    trabajos.recoger_devolucion(ampliacion_id=str(primera.id))
    primera.refresh_from_db()
    assert primera.estado == "devuelta"
    segunda = propuesta(incidencia, reloj, date(2026, 10, 20))
    reloj.ir_a(2026, 10, 20)
    assert firmada(segunda, reloj).estado == "sin_efecto"
    pedido.refresh_from_db()
    assert pedido.vence == date(2026, 10, 16)
    (publicada,) = consultas.publicadas()
    assert list(publicada.ampliaciones.all()) == []


def test_the_sede_shows_what_is_published_and_only_that(reloj: RelojMovil, client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    reloj.ir_a(2026, 10, 14, 9)
    mover_reloj(reloj.ahora())
    incidencia = anotada(reloj, publicada=False)
    assert "No se puede presentar nada" not in client.get("/incidencias/").content.decode()
    assert "No se puede presentar nada" not in client.get("/").content.decode()
    acciones.publicar(actor=TECNICO, incidencia_id=incidencia.id, reloj=reloj)
    ampliacion = propuesta(incidencia, reloj)
    pagina = client.get("/incidencias/").content.decode()
    assert "No se puede presentar nada" in pagina
    assert "No ha ampliado ningún plazo." in pagina
    assert "No se puede presentar nada" in client.get("/").content.decode()
    firmada(ampliacion, reloj)
    pagina = client.get("/incidencias/").content.decode()
    assert "Plazos ampliados hasta el 23 de octubre de 2026, incluido." in pagina
    csv = ampliacion.documento.csv
    assert csv in pagina
    assert csv in client.get("/verificar/", {"csv": csv}).content.decode()
