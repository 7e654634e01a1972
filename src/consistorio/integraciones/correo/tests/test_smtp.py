"""The SMTP client against real servers on a socket: one that takes mail, one that refuses, one that is not there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email import message_from_string, policy

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from consistorio.integraciones.correo.smtp import AjustesSmtp, CorreoSmtp
from consistorio.integraciones.correo.tests.buzon import Buzon
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible
from consistorio.plataforma.puertos.correo import EntregaDudosa


@pytest.fixture
def buzon() -> Iterator[Buzon]:
    with Buzon() as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        hilo.start()
        yield servidor
        servidor.shutdown()


def enviar(ajustes: AjustesSmtp, destino: str = "maria@example.es") -> str:
    return CorreoSmtp(ajustes).enviar(
        destino=destino, asunto="Tiene una notificación", cuerpo="¡Léala!", referencia="abc"
    )


def test_a_message_arrives_as_plain_automatic_text(buzon: Buzon) -> None:
    enviar(buzon.ajustes)
    correo = message_from_string(buzon.mensajes[0], policy=policy.default)
    assert correo["To"] == "maria@example.es"
    assert correo["Subject"] == "Tiene una notificación"
    assert correo["Auto-Submitted"] == "auto-generated"
    assert correo["Message-ID"] == "<abc@villa.example>"
    assert correo.get_content_type() == "text/plain"
    assert "¡Léala!" in correo.get_content()


@pytest.mark.parametrize(
    ("respuesta", "error"),
    [
        ("550 no existe", DatosIncorrectos),
        ("451 mas tarde", ServicioNoDisponible),
        ("530 identifiquese", ServicioNoDisponible),
    ],
)
def test_refusals_are_final_or_worth_another_try(buzon: Buzon, respuesta: str, error: type[Exception]) -> None:
    buzon.rechazo = respuesta
    with pytest.raises(error):
        enviar(buzon.ajustes)
    assert buzon.mensajes == []


def test_a_server_that_is_not_there_is_worth_another_try(buzon: Buzon) -> None:
    ajustes = buzon.ajustes
    buzon.shutdown()
    buzon.server_close()
    with pytest.raises(ServicioNoDisponible):
        enviar(ajustes)


def test_a_server_that_is_cut_off_with_the_message_leaves_a_doubt_and_not_another_try(buzon: Buzon) -> None:
    buzon.cortado = True
    with pytest.raises(EntregaDudosa):
        enviar(buzon.ajustes)
    assert len(buzon.mensajes) == 1


def test_an_answer_that_is_none_leaves_a_doubt_and_not_another_try(buzon: Buzon) -> None:
    buzon.tomado = "?? guardado"
    with pytest.raises(EntregaDudosa):
        enviar(buzon.ajustes)
    assert len(buzon.mensajes) == 1


def test_whatever_says_yes_is_a_yes(buzon: Buzon) -> None:
    buzon.tomado = "251 guardado en otro sitio"
    assert enviar(buzon.ajustes)
    assert len(buzon.mensajes) == 1


def test_a_bad_goodbye_does_not_undo_what_was_taken(buzon: Buzon) -> None:
    buzon.adios = "421 ocupado"
    assert enviar(buzon.ajustes)
    assert len(buzon.mensajes) == 1


def test_an_address_with_a_line_break_is_refused(buzon: Buzon) -> None:
    with pytest.raises(DatosIncorrectos):
        enviar(buzon.ajustes, destino="a@b.es\r\nBcc: otra@b.es")
    assert buzon.mensajes == []


@pytest.mark.parametrize(
    "valores",
    [
        {},
        {"servidor": "correo.example"},
        {"servidor": "correo.example", "remitente": "a@b.example", "seguridad": "ssl"},
    ],
)
def test_half_written_settings_are_refused(settings: Settings, valores: dict[str, str]) -> None:
    settings.CONSISTORIO_SMTP = valores
    with pytest.raises(ImproperlyConfigured):
        AjustesSmtp.de_la_casa()
