"""What a person chooses in «Mis datos» holds for later notifications, never for those already made (LPACAP 41.1, 41.6)."""

from __future__ import annotations

import pytest

from consistorio.plataforma.identidad.acciones.canal import cambiar_contacto, elegir_canal
from consistorio.servicios.notificaciones.tests.test_notificar import ANA, emitida
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def test_a_later_choice_prevails_over_the_case_once_it_takes_effect(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    antes = emitida(expediente, reloj, referencia="prueba:1")
    ana = escenario.ciudadana(ANA)
    reloj.avanzar(hours=1)
    assert antes.canal == "electronica"
    cambiar_contacto(actor=ana, correo="otra@correo.example", telefono="", reloj=reloj)
    elegido = elegir_canal(actor=ana, canal="papel", reloj=reloj)
    en_medio = emitida(expediente, reloj, referencia="prueba:2")
    assert (en_medio.canal, en_medio.correo_aviso) == ("electronica", "otra@correo.example")
    reloj.avanzar(days=10)
    assert reloj.ahora().date() >= elegido.efectos_desde
    despues = emitida(expediente, reloj, referencia="prueba:3")
    assert (despues.canal, despues.correo_aviso) == ("papel", "otra@correo.example")
    antes.refresh_from_db()
    assert antes.canal == "electronica"
    assert antes.correo_aviso != "otra@correo.example"


def test_who_takes_the_mail_away_is_not_warned_any_more(reloj: RelojDePrueba) -> None:
    expediente = escenario.caso(reloj)
    reloj.avanzar(hours=1)
    cambiar_contacto(actor=escenario.ciudadana(ANA), correo="", telefono="", reloj=reloj)
    assert emitida(expediente, reloj).correo_aviso == ""
