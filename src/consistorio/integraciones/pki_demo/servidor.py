"""The demo authority as a process of its own, speaking the real protocols over HTTP.

`python -m consistorio.integraciones.pki_demo.servidor --carpeta DIR --puerto N`. Doors: POST /tsa, POST and GET /ocsp,
/crl/{raiz,emisora}.crl, /ca/{raiz,emisora}.cer. For tests, PUT /averia takes JSON: `{"tsa": "caida"}` answers 503,
`{"tsa": "muda"}` closes without answering, `"basura"` answers what nobody understands, `{"tsa": 2.5}` answers that many seconds late; `{}` mends everything.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding

from consistorio.integraciones.pki_demo.autoridad import Pki, asegurar
from consistorio.integraciones.pki_demo.respuestas import lista, responder_ocsp, sellar_tiempo
from consistorio.nucleo.errores import NoPermitido

_MAXIMO = 1_000_000


class Servidor(ThreadingHTTPServer):
    """The server, with its PKI and the breakdowns that somebody ordered."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, direccion: tuple[str, int], pki: Pki) -> None:
        super().__init__(direccion, Manejador)
        self.pki = pki
        self.averias: dict[str, str | float] = {}

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}"


class Manejador(BaseHTTPRequestHandler):
    """One request."""

    server: Servidor
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """TSA and OCSP."""
        cuerpo = self._cuerpo()
        match self.path:
            case "/tsa":
                self._servir("tsa", "application/timestamp-reply", lambda: sellar_tiempo(cuerpo, self.server.pki))
            case "/ocsp":
                self._servir("ocsp", "application/ocsp-response", lambda: responder_ocsp(cuerpo, self.server.pki))
            case _:
                self._responder(HTTPStatus.NOT_FOUND, "text/plain", b"")

    def do_GET(self) -> None:
        """Lists, issuers' certificates and OCSP by GET (RFC 6960, appendix A)."""
        pki = self.server.pki
        match self.path.strip("/").split("/"):
            case ["crl", "raiz.crl" | "emisora.crl" as fichero]:
                self._servir("crl", "application/pkix-crl", lambda: lista(fichero.removesuffix(".crl"), pki))
            case ["ca", "raiz.cer" | "emisora.cer" as fichero]:
                mano = pki.mano(fichero.removesuffix(".cer"))
                self._responder(HTTPStatus.OK, "application/pkix-cert", mano.certificado.public_bytes(Encoding.DER))
            case ["ocsp", *resto]:
                try:
                    peticion = base64.b64decode(unquote("/".join(resto)))
                except ValueError:
                    self._responder(HTTPStatus.BAD_REQUEST, "text/plain", b"")
                else:
                    self._servir("ocsp", "application/ocsp-response", lambda: responder_ocsp(peticion, pki))
            case [""]:
                self._responder(HTTPStatus.OK, "text/plain; charset=utf-8", "PKI de demostración".encode())
            case _:
                self._responder(HTTPStatus.NOT_FOUND, "text/plain", b"")

    def do_PUT(self) -> None:
        """Order breakdowns."""
        cuerpo = self._cuerpo()
        if self.path != "/averia":
            self._responder(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        self.server.averias = json.loads(cuerpo or b"{}")
        self._responder(HTTPStatus.NO_CONTENT, "text/plain", b"")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written of each request."""

    def _cuerpo(self) -> bytes:
        return self.rfile.read(min(int(self.headers.get("Content-Length") or 0), _MAXIMO))

    def _servir(self, servicio: str, tipo: str, responder: Callable[[], bytes]) -> None:
        averia = self.server.averias.get(servicio)
        if averia == "caida":
            self._responder(HTTPStatus.SERVICE_UNAVAILABLE, "text/plain", b"")
            return
        if averia == "muda":
            self.close_connection = True
            return
        if averia == "basura":
            self._responder(HTTPStatus.OK, tipo, b"<html>vuelva mas tarde</html>")
            return
        if isinstance(averia, int | float):
            time.sleep(averia)
        self._responder(HTTPStatus.OK, tipo, responder())

    def _responder(self, estado: HTTPStatus, tipo: str, cuerpo: bytes) -> None:
        self.send_response(estado)
        if estado is not HTTPStatus.NO_CONTENT:
            self.send_header("Content-Type", tipo)
            self.send_header("Content-Length", str(len(cuerpo)))
        self.end_headers()
        self.wfile.write(cuerpo)


def en_hilo(pki: Pki, puerto: int = 0) -> Servidor:
    """Start the server in a thread of this process, for tests. Port 0 takes any free one."""
    servidor = Servidor(("127.0.0.1", puerto), pki)
    threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return servidor


def _entorno() -> str:
    """This process loads no settings: it knows the environment by the module's name, or by the product's variable."""
    if os.environ.get("CONSISTORIO_PRODUCTO") == "1":
        return "produccion"
    return os.environ.get("DJANGO_SETTINGS_MODULE", "consistorio.conf.demo").rpartition(".")[2]


def main() -> None:
    """Run until killed."""
    analizador = argparse.ArgumentParser(description="PKI de demostración")
    analizador.add_argument("--carpeta", type=Path, required=True)
    analizador.add_argument("--puerto", type=int, required=True)
    analizador.add_argument("--entidad", default="Ayuntamiento de Villaejemplo")
    analizador.add_argument("--nif", default="P9999900E")
    opciones = analizador.parse_args()
    try:
        pki = asegurar(
            opciones.carpeta,
            entorno=_entorno(),
            direccion=f"http://127.0.0.1:{opciones.puerto}",
            entidad=opciones.entidad,
            nif_entidad=opciones.nif,
        )
    except NoPermitido as error:
        sys.exit(error.mensaje)
    Servidor(("127.0.0.1", opciones.puerto), pki).serve_forever()


if __name__ == "__main__":
    main()
