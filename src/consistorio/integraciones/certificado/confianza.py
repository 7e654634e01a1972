"""The end of the unix socket that believes the certificate: the same application, for one path only.

`./consistorio certificado socket --socket S`. The socket's file is made for its owner alone (0600), or for a group too (`--grupo`, 0660: that
of nginx). What arrives by any other listener never gets the certificate into the environment, whatever headers it brings.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import grp
import os
import socket
import socketserver
import stat
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.core.wsgi import get_wsgi_application

from consistorio.integraciones.certificado.contrato import CABECERA, ENTORNO, RUTA
from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.supervision.produccion import NoApto, exigir_ejemplo, exigir_produccion

_CLAVE_CABECERA = "HTTP_" + CABECERA.upper().replace("-", "_")


def solo_certificados(aplicacion: WSGIApplication) -> WSGIApplication:
    """The application as seen through the trusted socket: one path, with the header turned into an environment key."""

    def envuelta(entorno: WSGIEnvironment, responder: StartResponse) -> Iterable[bytes]:
        crudo = str(entorno.pop(_CLAVE_CABECERA, ""))
        if entorno.get("PATH_INFO") != RUTA or entorno.get("REQUEST_METHOD") != "GET":
            responder("404 Not Found", [("Content-Type", "text/plain")])
            return [b""]
        entorno[ENTORNO] = _pem(crudo)
        return aplicacion(entorno, responder)

    return envuelta


def _pem(crudo: str) -> bytes:
    """The PEM in the header: base64 as our front writes it, or escaped as nginx does (`$ssl_client_escaped_cert`)."""
    if crudo.startswith("-----BEGIN"):
        return unquote(crudo).encode()
    try:
        return base64.b64decode(crudo, validate=True)
    except binascii.Error:
        return b""


class _Manejador(WSGIRequestHandler):
    """One request over the unix socket, which has no address."""

    def address_string(self) -> str:
        return "unix"

    def get_environ(self) -> WSGIEnvironment:
        self.client_address = ("", 0)  # as every server says of a unix socket
        return super().get_environ()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of who came goes to the log."""


class ServidorDeConfianza(socketserver.ThreadingMixIn, WSGIServer):
    """A WSGI server on a unix socket that only its owner can open."""

    address_family = socket.AF_UNIX
    daemon_threads = True
    allow_reuse_address = False

    def __init__(self, fichero: Path, aplicacion: WSGIApplication, *, grupo: int | None = None) -> None:
        if fichero.exists() and stat.S_ISSOCK(fichero.stat().st_mode):
            fichero.unlink()
        fichero.parent.mkdir(parents=True, exist_ok=True)
        super().__init__(str(fichero), _Manejador)  # type: ignore[arg-type]  # a path in AF_UNIX
        if grupo is not None:  # from 0600 to the group's: at no instant can anybody else open it
            os.chown(fichero, -1, grupo)
            fichero.chmod(0o660)
        self.set_app(solo_certificados(aplicacion))

    def server_bind(self) -> None:
        """Bind with rights for the owner alone from the first instant."""
        anterior = os.umask(0o177)
        try:
            socketserver.TCPServer.server_bind(self)
        finally:
            os.umask(anterior)
        self.server_name, self.server_port = "localhost", 0
        self.setup_environ()


def _grupo(nombre: str) -> int | None:
    if not nombre:
        return None
    try:
        return grp.getgrnam(nombre).gr_gid
    except KeyError:
        sys.stderr.write(f"No existe el grupo «{nombre}».\n")
        sys.exit(2)


def main(argumentos: Sequence[str] | None = None, aplicacion: Callable[[], WSGIApplication] | None = None) -> None:
    """Serve until stopped."""
    opciones = argparse.ArgumentParser(description="Socket de confianza del acceso con certificado")
    opciones.add_argument("--socket", type=Path, required=True)
    opciones.add_argument("--grupo", default="")
    pedido = opciones.parse_args(argumentos)
    grupo = _grupo(pedido.grupo)
    if aplicacion is None:
        os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
        aplicacion = get_wsgi_application
    hecha = aplicacion()
    try:
        exigir_produccion()
        exigir_ejemplo()
    except (NoApto, BaseNoDisponible) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(3)
    with ServidorDeConfianza(pedido.socket, hecha, grupo=grupo) as servidor:
        servidor.serve_forever()


if __name__ == "__main__":
    main()
