"""The SMTP client against real servers on a socket: one that takes mail, one that refuses, one that is not there."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_string, policy

import pytest

from consistorio.integraciones.correo.smtp import AjustesSmtp, CorreoSmtp
from consistorio.nucleo.errores import DatosIncorrectos, ServicioNoDisponible


class Buzon(socketserver.ThreadingTCPServer):
    """A small SMTP server that keeps what it gets and answers `rechazo` to recipients, if set."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversacion)
        self.mensajes: list[str] = []
        self.rechazo = ""

    @property
    def ajustes(self) -> AjustesSmtp:
        return AjustesSmtp(
            "127.0.0.1", int(self.server_address[1]), "ninguna", "", "", "Ayuntamiento <avisos@villa.example>", 5
        )


class Conversacion(socketserver.StreamRequestHandler):
    server: Buzon

    def handle(self) -> None:
        self.decir("220 buzon")
        while linea := self.rfile.readline().decode().strip():
            orden = linea.split(":")[0].upper()
            if orden.startswith("RCPT") and self.server.rechazo:
                self.decir(self.server.rechazo)
            elif orden == "DATA":
                self.decir("354 siga")
                self.recoger()
                self.decir("250 guardado")
            elif orden == "QUIT":
                self.decir("221 adios")
                return
            else:
                self.decir("250 bien")

    def recoger(self) -> None:
        lineas = []
        while (linea := self.rfile.readline().decode()) != ".\r\n":
            lineas.append(linea)
        self.server.mensajes.append("".join(lineas))

    def decir(self, texto: str) -> None:
        self.wfile.write(f"{texto}\r\n".encode())


@pytest.fixture
def buzon() -> Iterator[Buzon]:
    with Buzon() as servidor:
        hilo = threading.Thread(target=servidor.serve_forever, daemon=True)
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


def test_an_address_with_a_line_break_is_refused(buzon: Buzon) -> None:
    with pytest.raises(DatosIncorrectos):
        enviar(buzon.ajustes, destino="a@b.es\r\nBcc: otra@b.es")
    assert buzon.mensajes == []
