"""The real servers that stand behind the misbehaving one, each on a thread of this process."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from consistorio.integraciones.antivirus.simulador import Simulador
from consistorio.integraciones.correo.simulador.servidor import Buzon, servir
from consistorio.integraciones.face.simulador.mano import mano_de_prueba
from consistorio.integraciones.face.simulador.servidor import Simulador as SimuladorDeFace

FACE = mano_de_prueba()
CONTENIDO = b"la respuesta de la autoridad" * 40
Direccion = tuple[str, int]


class _Autoridad(BaseHTTPRequestHandler):
    """Answers the same to whatever it is asked: the port carries bytes, and others judge them."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.do_GET()

    def do_GET(self) -> None:
        self.do_HEAD()
        self.wfile.write(CONTENIDO)

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(CONTENIDO)))
        self.end_headers()

    def log_message(self, *_partes: object) -> None:
        """Nobody reads it."""


@contextmanager
def autoridad(_carpeta: Path) -> Iterator[Direccion]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Autoridad) as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield "127.0.0.1", servidor.server_port
        servidor.shutdown()


@contextmanager
def antivirus(_carpeta: Path) -> Iterator[Direccion]:
    with Simulador() as servidor:
        servidor.arrancar()
        yield "127.0.0.1", int(servidor.server_address[1])
        servidor.shutdown()


@contextmanager
def face(_carpeta: Path) -> Iterator[Direccion]:
    with SimuladorDeFace(FACE) as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield "127.0.0.1", int(servidor.server_address[1])
        servidor.shutdown()


@contextmanager
def correo(carpeta: Path) -> Iterator[Direccion]:
    """That of the demo; what it takes lies in the folder."""
    bucle = asyncio.new_event_loop()
    hilo = threading.Thread(target=bucle.run_forever, daemon=True)
    hilo.start()
    servidor = asyncio.run_coroutine_threadsafe(servir(Buzon(carpeta), puerto=0), bucle).result(30)
    yield "127.0.0.1", int(servidor.sockets[0].getsockname()[1])
    asyncio.run_coroutine_threadsafe(_despedir(servidor), bucle).result(30)
    bucle.call_soon_threadsafe(bucle.stop)
    hilo.join(30)
    bucle.close()


async def _despedir(servidor: asyncio.Server) -> None:
    servidor.close()
    conversaciones = asyncio.all_tasks() - {asyncio.current_task()}
    for conversacion in conversaciones:
        conversacion.cancel()
    await asyncio.gather(*conversaciones, return_exceptions=True)
