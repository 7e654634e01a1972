"""The process at the certificate port: ends TLS, asks for the client's certificate, hands it on over a unix socket.

`python -m consistorio.integraciones.certificado.frente --puerto 8443 --certificado C.pem --clave K.key --socket S [--autoridades DIR]`.
It knows neither the database nor the application. TLS proves that the browser holds the key; whether the certificate can be
trusted is decided behind the socket, so that people get words and not a broken connection. Only GET of the one path is passed on,
with a header that this process writes itself.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import io
import logging
import select
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from OpenSSL import SSL

from consistorio.integraciones.certificado.contrato import CABECERA, RUTA

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

SEGUNDOS = 20.0
VIDA = 60.0  # of a connection, however fast it drips
MAXIMO_CONEXIONES = 100
registro = logging.getLogger(__name__)


class TiempoAgotado(OSError):
    """The other side was too slow."""


class _FlujoTls(io.RawIOBase):
    """A TLS connection as a file, with a limit of time for each wait and, `fin`, for all of them (`time.monotonic`)."""

    def __init__(self, conexion: SSL.Connection, fin: float) -> None:
        super().__init__()
        self._conexion, self._fin = conexion, fin

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, destino: WriteableBuffer) -> int:
        vista = memoryview(destino)
        while True:
            try:
                datos = self._conexion.recv(len(vista))
            except SSL.WantReadError:
                esperar(self._conexion, self._fin, leer=True)
            except (SSL.ZeroReturnError, SSL.SysCallError):
                return 0
            else:
                vista[: len(datos)] = datos
                return len(datos)

    def write(self, datos: ReadableBuffer) -> int:
        contenido = bytes(memoryview(datos))
        enviado = 0
        while enviado < len(contenido):
            try:
                enviado += self._conexion.send(contenido[enviado:])
            except SSL.WantWriteError:
                esperar(self._conexion, self._fin, leer=False)
            except SSL.WantReadError:
                esperar(self._conexion, self._fin, leer=True)
        return len(contenido)


def esperar(conexion: SSL.Connection, fin: float, *, leer: bool) -> None:
    """Wait until the socket is ready. Raises TiempoAgotado."""
    plazo = min(SEGUNDOS, fin - time.monotonic())
    listas = select.select([conexion] if leer else [], [] if leer else [conexion], [], max(plazo, 0))
    if plazo <= 0 or not (listas[0] or listas[1]):
        raise TiempoAgotado


def contexto_tls(certificado: Path, clave: Path, autoridades: Path | None) -> SSL.Context:
    """TLS 1.2 or later, asking for a client certificate of any issuer; `autoridades` tells browsers which ones to offer."""
    contexto = SSL.Context(SSL.TLS_SERVER_METHOD)
    contexto.set_min_proto_version(SSL.TLS1_2_VERSION)
    contexto.use_certificate_chain_file(str(certificado))
    contexto.use_privatekey_file(str(clave))
    contexto.check_privatekey()
    contexto.set_session_cache_mode(SSL.SESS_CACHE_OFF)
    contexto.set_options(SSL.OP_NO_TICKET | SSL.OP_NO_COMPRESSION)
    contexto.set_verify(SSL.VERIFY_PEER, lambda *_todo: True)
    if autoridades is not None:
        for fichero in sorted([*autoridades.glob("*.pem"), *autoridades.glob("*.crt")]):
            contexto.add_client_ca(x509.load_pem_x509_certificate(fichero.read_bytes()))
    return contexto


class Frente(ThreadingHTTPServer):
    """The TLS server. `socket_confianza`: the unix socket behind which the application believes the header."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, direccion: tuple[str, int], contexto: SSL.Context, socket_confianza: Path) -> None:
        super().__init__(direccion, Manejador)
        self.contexto = contexto
        self.socket_confianza = socket_confianza
        self.plazas = threading.BoundedSemaphore(MAXIMO_CONEXIONES)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """One thread a connection, unless too many are being served: then it is hung up, before it says anything."""
        if not self.plazas.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self.plazas.release()
            raise

    def process_request_thread(
        self, request: socket.socket | tuple[bytes, socket.socket], client_address: object
    ) -> None:
        """The handshake is part of what takes a place."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.plazas.release()

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever talks no TLS, or hangs up, is no news; nothing of who came goes to the log."""
        registro.info("a connection ended badly: %s", type(sys.exception()).__name__)


class Manejador(BaseHTTPRequestHandler):
    """One connection: handshake, one request, its answer."""

    server: Frente
    protocol_version = "HTTP/1.0"
    conexion_tls: SSL.Connection

    def setup(self) -> None:
        """Make the TLS handshake within the limit of time."""
        self.request.setblocking(False)
        self.conexion_tls = SSL.Connection(self.server.contexto, self.request)
        self.conexion_tls.set_accept_state()
        inicio = time.monotonic()
        while True:
            try:
                self.conexion_tls.do_handshake()
                break
            except SSL.WantReadError:
                esperar(self.conexion_tls, inicio + SEGUNDOS, leer=True)
        flujo = _FlujoTls(self.conexion_tls, inicio + VIDA)
        self.rfile = io.BufferedReader(flujo)
        self.wfile = flujo  # type: ignore[assignment]  # writes whole answers

    def finish(self) -> None:
        """Say goodbye in TLS."""
        try:
            self.conexion_tls.shutdown()
        except SSL.Error:
            registro.debug("the browser had already gone")

    def do_GET(self) -> None:
        """Pass the one path on with the certificate; anything else does not exist here."""
        if self.path.partition("?")[0] != RUTA:
            self._responder(HTTPStatus.NOT_FOUND, {}, b"")
            return
        try:
            estado, cabeceras, cuerpo = self._preguntar()
        except (OSError, http.client.HTTPException):
            registro.exception("the application does not answer on its socket")
            self._responder(HTTPStatus.BAD_GATEWAY, {"Content-Type": "text/plain; charset=utf-8"}, _NO_RESPONDE)
            return
        self._responder(estado, cabeceras, cuerpo)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of who came goes to the log."""

    def _preguntar(self) -> tuple[int, dict[str, str], bytes]:
        conexion = http.client.HTTPConnection("localhost", timeout=SEGUNDOS)
        conexion.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        conexion.sock.settimeout(SEGUNDOS)
        conexion.sock.connect(str(self.server.socket_confianza))
        try:
            cabeceras = {CABECERA: base64.b64encode(self._pem()).decode(), "X-Forwarded-For": self.client_address[0]}
            conexion.request("GET", self.path, headers=cabeceras)
            respuesta = conexion.getresponse()
            utiles = {c: v for c, v in respuesta.getheaders() if c.lower() in _CABECERAS_QUE_VUELVEN}
            return respuesta.status, utiles, respuesta.read(1_000_000)
        finally:
            conexion.close()

    def _pem(self) -> bytes:
        """The certificate that TLS proved, and then its chain; empty when the browser gave none."""
        propio = self.conexion_tls.get_peer_certificate(as_cryptography=True)
        if propio is None:
            return b""
        cadena = self.conexion_tls.get_peer_cert_chain(as_cryptography=True) or []
        return b"".join(c.public_bytes(Encoding.PEM) for c in [propio, *(c for c in cadena if c != propio)])

    def _responder(self, estado: int, cabeceras: Mapping[str, str], cuerpo: bytes) -> None:
        self.send_response(estado)
        for nombre, valor in cabeceras.items():
            self.send_header(nombre, valor)
        self.send_header("Content-Length", str(len(cuerpo)))
        self.send_header("Strict-Transport-Security", "max-age=31536000")
        self.end_headers()
        self.wfile.write(cuerpo)


_CABECERAS_QUE_VUELVEN = frozenset(
    {"location", "content-type", "content-security-policy", "cache-control", "referrer-policy"}
)
_NO_RESPONDE = b"La sede no responde en este momento. Vuelva a intentarlo o entre con Cl@ve.\n"


def en_hilo(frente: Frente) -> threading.Thread:
    """Serve in a thread, for tests and for the demo's launcher."""
    hilo = threading.Thread(
        target=frente.serve_forever, kwargs={"poll_interval": 0.02}, name="frente-certificado", daemon=True
    )
    hilo.start()
    return hilo


def main(argumentos: Sequence[str] | None = None) -> None:
    """Serve until stopped."""
    opciones = argparse.ArgumentParser(description="Puerto de acceso con certificado")
    opciones.add_argument("--direccion", default="127.0.0.1")
    opciones.add_argument("--puerto", type=int, required=True)
    opciones.add_argument("--certificado", type=Path, required=True)
    opciones.add_argument("--clave", type=Path, required=True)
    opciones.add_argument("--socket", type=Path, required=True)
    opciones.add_argument("--autoridades", type=Path)
    pedido = opciones.parse_args(argumentos)
    contexto = contexto_tls(pedido.certificado, pedido.clave, pedido.autoridades)
    with Frente((pedido.direccion, pedido.puerto), contexto, pedido.socket) as frente:
        frente.serve_forever()


if __name__ == "__main__":
    main()
