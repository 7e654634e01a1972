"""Whose turn it is, as the party reads it: what to do, until when, and the way to it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction

from consistorio.canales.sede.pendientes import le_toca
from consistorio.canales.sede.seguimiento import gestiones, historia, plazo_en_palabras, turno
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.tramitacion.motor import acciones
from consistorio.tramitacion.motor.models import Plazo
from consistorio.tramitacion.motor.reglas import cambio_del_plazo
from consistorio.tramitacion.tests import test_motor as casos
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.firmas import firmado

__all__ = ["pueblo", "reloj"]


def test_a_request_to_correct_leads_to_where_it_is_answered(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    assert not turno(expediente, ciudadana()).suyo
    requerimiento = casos.requerir(expediente, reloj)
    casos.notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    requerimiento.refresh_from_db()
    suyo = turno(expediente, ciudadana())
    assert (suyo.suyo, suyo.vence) == (True, requerimiento.vence)
    assert suyo.url.endswith(f"/{expediente.id}/presentar/subsanacion/")
    assert "Le toca" not in suyo.texto  # the box is already called so
    textos = [hito.titulo for hito in historia(expediente, ciudadana())[0]]
    assert "Se ha pedido corregir la solicitud" in textos
    assert "Se ha incorporado un documento" not in textos


def test_a_period_of_proof_leads_to_where_one_is_proposed(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    reloj.ir_a(2026, 9, 28)
    acto = acciones.abrir_prueba(
        actor=casos.tramitadora(reloj),
        expediente_id=expediente.id,
        causa="hechos",
        motivo="No consta desde cuándo existe la obra.",
        reloj=reloj,
    )
    firmado(acto, reloj)
    periodo = expediente.periodos_prueba.get()
    assert "prueba" not in dict(gestiones(expediente, ciudadana()))
    casos.notificar(expediente, f"periodo_prueba:{periodo.id}", reloj.ahora(), reloj)
    periodo.refresh_from_db()
    suyo = turno(expediente, ciudadana())
    assert (suyo.suyo, suyo.vence, suyo.boton) == (True, periodo.vence, "Proponer una prueba")
    assert suyo.url.endswith("/presentar/prueba/")
    assert dict(gestiones(expediente, ciudadana()))["prueba"] == "Proponer una prueba"
    assert [p.titulo for p in le_toca(ciudadana(), ahora=reloj.ahora())] == ["Puede proponer pruebas"]
    assert "Ha empezado el período de prueba" in [hito.titulo for hito in historia(expediente, ciudadana())[0]]
    aportar(expediente, reloj, "prueba", texto="Que declare mi vecina.")
    assert expediente.tareas.filter(codigo="escrito_prueba").count() == 1
    assert periodo.vence is not None
    mover_reloj(datetime.combine(periodo.vence + timedelta(days=1), time(10), tzinfo=MADRID))
    assert not turno(expediente, ciudadana()).suyo


def test_the_history_begins_with_what_was_filed_and_says_what_happened_to_the_term(reloj: RelojMovil) -> None:
    """Told in the order in which its party lived it, though the case and its term are made before, in the same transaction."""
    expediente = expediente_de_obra(reloj)
    solicitud = expediente.solicitud
    requerimiento = casos.requerir(expediente, reloj)
    casos.notificar(expediente, f"requerimiento:{requerimiento.id}", reloj.ahora(), reloj)
    hitos, anterior = historia(expediente, ciudadana())
    assert (hitos[0].titulo, hitos[0].momento, anterior) == (
        "Se ha presentado la solicitud",
        solicitud.presentada_el,
        None,
    )
    assert [h.titulo for h in hitos].count("Se ha presentado la solicitud") == 1
    assert "El plazo para resolver está parado" in [h.titulo for h in hitos]
    assert not any("Ha cambiado" in h.titulo and "plazo" in h.titulo for h in hitos)


def test_who_asked_for_the_certificate_is_told_apart_and_a_late_decision_owes_nothing(reloj: RelojMovil) -> None:
    expediente = expediente_de_obra(reloj)
    with transaction.atomic():
        Plazo.objects.filter(expediente=expediente).update(silencio="desestimatorio")
    reloj.ir_a(2026, 12, 29)
    casos.barrer(reloj)
    aportar(expediente, reloj, "certificado")
    suyo, de_otra = (" ".join(plazo_en_palabras(expediente, ciudadana(nif))) for nif in ("12345678Z", "67890123B"))
    assert "Pidió el certificado el 29 de diciembre" in suyo
    assert "Otra persona pidió el certificado" in de_otra
    assert "tenemos que contestarle" in suyo
    casos.notificar(expediente, f"resolucion:{expediente.id}", reloj.ahora(), reloj, tipo="obligacion_cumplida")
    tarde = " ".join(plazo_en_palabras(expediente, ciudadana()))
    assert "tenemos que contestarle" not in tarde
    assert "Pidió el certificado" in tarde


@pytest.mark.parametrize(
    ("estado", "causa", "dice"),
    [
        ("suspendido", "22.1.a", "El plazo para resolver está parado"),
        ("corriendo", "22.1.a", "El plazo para resolver vuelve a contar: termina el 8 de enero de 2027"),
        ("corriendo", "23", "El plazo para resolver termina más tarde: el 8 de enero de 2027"),
        ("corriendo", "68.4", "El plazo para resolver empieza de nuevo: termina el 8 de enero de 2027"),
        ("cumplido", "40.4", "El Ayuntamiento ha cumplido el plazo para resolver"),
        ("corriendo", "40.4", "El Ayuntamiento ha resuelto fuera de plazo"),
        ("vencido", "40.4", "El Ayuntamiento ha resuelto fuera de plazo"),
        ("vencido", "21", "Ha terminado el plazo para resolver"),
    ],
)
def test_each_change_of_the_term_is_told_by_what_happened(estado: str, causa: str, dice: str) -> None:
    assert cambio_del_plazo({"estado": estado, "causa": causa, "vence": "2027-01-08"}) == dice
