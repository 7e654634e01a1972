"""A real SMTP server on a socket that keeps what it gets, for tests."""

from __future__ import annotations

import socketserver

from consistorio.integraciones.correo.smtp import AjustesSmtp


class Buzon(socketserver.ThreadingTCPServer):
    """A small SMTP server that keeps what it gets and answers `rechazo` to recipients, if set.

    `cortado`: it is cut off with the message kept and no answer given; `tomado`: what it answers once it keeps it; `adios`: what it
    answers to whoever leaves.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversacion)
        self.mensajes: list[str] = []
        self.rechazo = ""
        self.cortado = False
        self.tomado = "250 guardado"
        self.adios = "221 adios"

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
                if self.server.cortado:
                    return
                self.decir(self.server.tomado)
            elif orden == "QUIT":
                self.decir(self.server.adios)
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
