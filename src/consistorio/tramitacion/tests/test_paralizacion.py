"""What the town began and stands still because of a party: its term is not counted meanwhile (LPACAP 25.2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.test import override_settings

from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones, trabajos
from consistorio.tramitacion.motor.consultas_paralizacion import RECORDATORIO, paralizado_por
from consistorio.tramitacion.motor.models import ActoTramite, Plazo, Tarea
from consistorio.tramitacion.tests.factories import RelojMovil, aportar, ciudadana, expediente_de_obra
from consistorio.tramitacion.tests.firmas import firmado
from consistorio.tramitacion.tests.test_motor import comprobar_repeticion, notificar, tramitadora
from consistorio.tramitacion.tests.test_oficio import iniciar, orden

__all__ = ["orden"]
pytestmark = pytest.mark.lento
MOTIVO = "No deja entrar a ver la cornisa, y sin verla no se puede decidir."


def parar(
    expediente: Expediente, reloj: RelojMovil, *, persona: UUID | None = None, motivo: str = MOTIVO
) -> ActoTramite:
    return acciones.parar_por_la_parte(
        actor=tramitadora(reloj),
        expediente_id=expediente.id,
        persona_id=persona or ciudadana().id,
        motivo=motivo,
        reloj=reloj,
    )


def seguir(expediente: Expediente, reloj: RelojMovil) -> None:
    acciones.seguir_tras_la_parte(actor=tramitadora(reloj), expediente_id=expediente.id, reloj=reloj)


def test_the_term_stands_still_from_the_notification_until_the_party_acts(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj, a_quien="12345678Z")
    assert Plazo.objects.get(expediente=expediente).vence == date(2027, 1, 4)
    with pytest.raises(FaseIncompatible):
        seguir(expediente, reloj)
    with pytest.raises(DatosIncorrectos) as error:
        parar(expediente, reloj, persona=expediente.id, motivo="Nada.")
    assert {problema.campo for problema in error.value.problemas} == {"persona", "motivo"}
    acto = parar(expediente, reloj)
    firmado(acto, reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "corriendo"  # nobody has told them yet
    with pytest.raises(FaseIncompatible, match="ya está parado"):
        parar(expediente, reloj)
    reloj.ir_a(2026, 10, 20)
    notificar(expediente, f"paralizacion:{acto.id}", reloj.ahora(), reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.get().desde) == ("suspendido", date(2026, 10, 20))
    reloj.ir_a(2026, 10, 30)
    aportar(expediente, reloj, "otro", texto="Pueden venir el lunes.")
    plazo.refresh_from_db()
    parada = plazo.suspensiones.get()
    assert (parada.causa, parada.hasta, parada.dias) == ("25.2", date(2026, 10, 30), 10)
    assert (plazo.estado, plazo.vence) == ("corriendo", date(2027, 1, 11))
    assert any("paralización por causa de una persona interesada" in str(paso["texto"]) for paso in plazo.pasos)
    comprobar_repeticion(expediente)


def test_who_acts_before_being_told_stops_nothing_and_its_unit_may_go_on(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj, a_quien="12345678Z")
    acto = parar(expediente, reloj)
    firmado(acto, reloj)
    aportar(expediente, reloj, "otro", texto="Pueden venir el lunes.")
    notificar(expediente, f"paralizacion:{acto.id}", reloj.ahora(), reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert (plazo.estado, plazo.suspensiones.count()) == ("corriendo", 0)
    otro = parar(expediente, reloj)
    firmado(otro, reloj)
    notificar(expediente, f"paralizacion:{otro.id}", reloj.ahora(), reloj)
    assert Plazo.objects.get(expediente=expediente).estado == "suspendido"
    reloj.ir_a(2026, 10, 12)
    seguir(expediente, reloj)
    assert Plazo.objects.get(expediente=expediente).vence == date(2027, 1, 8)
    comprobar_repeticion(expediente)


def test_its_unit_looks_at_it_each_so_many_days_while_it_stands_still(
    reloj: RelojMovil, orden: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trabajos, "reloj_de_la_casa", lambda: reloj)
    expediente = iniciar(reloj, a_quien="12345678Z")
    acto = parar(expediente, reloj)
    firmado(acto, reloj)
    notificar(expediente, f"paralizacion:{acto.id}", reloj.ahora(), reloj)
    recordadas = expediente.tareas.filter(codigo=RECORDATORIO)
    assert (recuerda(expediente, reloj, 89), recordadas.count()) == (None, 0)
    tarea = recuerda(expediente, reloj, 1)
    assert tarea is not None
    assert (tarea.unidad_id, tarea.vence) == (expediente.unidad_id, date(2027, 1, 11)), "five working days"
    assert "desde el 05/10/2026" in tarea.nombre
    assert recuerda(expediente, reloj, 200) is None, "it still waits to be done"
    acciones.completar_tarea(actor=tramitadora(reloj), tarea_id=tarea.id, resultado={}, reloj=reloj)
    assert recuerda(expediente, reloj, 89) is None
    with override_settings(CONSISTORIO_PARALIZADO_DIAS=120):
        assert recuerda(expediente, reloj, 1) is None
    assert recuerda(expediente, reloj, 0) is not None
    seguir(expediente, reloj)
    assert list(recordadas.order_by("creada_el").values_list("estado", flat=True)) == ["hecha", "cancelada"]
    assert recuerda(expediente, reloj, 400) is None
    comprobar_repeticion(expediente)


def recuerda(expediente: Expediente, reloj: RelojMovil, dias: int) -> Tarea | None:
    """What the sweep opens in it, if anything, so many days later."""
    reloj.pasar(days=dias)
    antes = {tarea.id for tarea in expediente.tareas.all()}
    trabajos.recordar_paralizaciones()
    return expediente.tareas.exclude(id__in=antes).first()


def test_once_the_decision_is_notified_there_is_nothing_to_count_again(reloj: RelojMovil, orden: None) -> None:
    expediente = iniciar(reloj, a_quien="12345678Z")
    acto = parar(expediente, reloj)
    firmado(acto, reloj)
    notificar(expediente, f"paralizacion:{acto.id}", reloj.ahora(), reloj)
    assert paralizado_por(expediente) is not None
    reloj.ir_a(2026, 10, 20)
    notificar(expediente, f"resolucion:{expediente.id}", reloj.ahora(), reloj, tipo="obligacion_cumplida")
    assert paralizado_por(expediente) is None
    with pytest.raises(FaseIncompatible, match="no está parado"):
        seguir(expediente, reloj)


def test_an_older_term_that_does_not_say_what_it_counts_from_is_told_by_who_applied(
    reloj: RelojMovil, orden: None
) -> None:
    de_oficio, pedido = iniciar(reloj, a_quien="12345678Z"), expediente_de_obra(reloj)
    with transaction.atomic():
        Plazo.objects.update(comienzo="", comienzo_norma="")
    with pytest.raises(FaseIncompatible, match="lo inició el Ayuntamiento"):
        acciones.advertir_caducidad(
            actor=tramitadora(reloj), expediente_id=de_oficio.id, motivo="Falta entrar.", reloj=reloj
        )
    assert parar(de_oficio, reloj).clase == "paralizacion"
    with pytest.raises(FaseIncompatible, match="empezó con una solicitud"):
        parar(pedido, reloj)


def test_the_term_of_an_application_does_not_stand_still_so(reloj: RelojMovil) -> None:
    with pytest.raises(FaseIncompatible, match="empezó con una solicitud") as error:
        parar(expediente_de_obra(reloj), reloj)
    assert "95.1" in error.value.que_hacer
