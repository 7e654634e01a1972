"""A server that stands before a real one and misbehaves on purpose: what the other side of any port may do to us."""

from __future__ import annotations

import random
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum

TROZO = 64 * 1024
Direccion = tuple[str, int] | str


class Averia(StrEnum):
    """What it does to whoever connects."""

    NINGUNA = "responde"
    CALLADA = "acepta y no dice nada"
    GOTEO = "responde byte a byte"
    A_MEDIAS = "corta a mitad de la respuesta"
    BASURA = "responde algo que no se entiende"
    CIERRA = "acepta y cierra"
    RETENIDA = "recibe lo enviado y no dice que lo tiene"


class Averiado(socketserver.ThreadingTCPServer):
    """`tras`: the address of the real server, or the path of its socket. `averia` may change at any time; it counts for the next connection.

    GOTEO lets out one byte each `pausa` seconds for the first `gotas`, and then the rest: whoever bounds each wait and not their sum gets
    the right answer, late. RETENIDA: `marca` ends what is sent; `retenida` is set when the real one has it and its answer is kept,
    and `al_retener` is said in its place.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tras: Direccion, *, semilla: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), _Conversacion)
        self.tras = tras
        self.averia = Averia.NINGUNA
        self.azar = random.Random(semilla)
        self.pausa, self.gotas = 0.2, 15
        self.marca, self.al_retener = b"\r\n.\r\n", b""
        self.retenida = threading.Event()
        self.cerrado = threading.Event()

    @property
    def puerto(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])


@contextmanager
def averiado(tras: Direccion, *, semilla: int = 1) -> Iterator[Averiado]:
    """One that serves until the end."""
    with Averiado(tras, semilla=semilla) as servidor:
        threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield servidor
        finally:
            servidor.cerrado.set()
            servidor.shutdown()


class _Conversacion(socketserver.BaseRequestHandler):
    server: Averiado
    request: socket.socket

    def handle(self) -> None:
        self.averia, self.dicho = self.server.averia, b""
        if self.averia is Averia.CIERRA:
            return
        with suppress(OSError):
            if self.averia is Averia.CALLADA:
                self._callar()
            elif self.averia is Averia.BASURA:
                self.request.recv(TROZO) if self._habla_primero() else None
                self.request.sendall(self.server.azar.randbytes(2000))
            else:
                with _llamar(self.server.tras) as real:
                    threading.Thread(target=self._llevar, args=(real,), daemon=True).start()
                    self._traer(real)

    def _habla_primero(self) -> bool:
        """Does the client say something before it is answered, as in HTTP? It is not waited for long."""
        self.request.settimeout(0.2)
        with suppress(TimeoutError):
            return bool(self.request.recv(1, socket.MSG_PEEK))
        self.request.settimeout(None)
        return False

    def _callar(self) -> None:
        self.request.settimeout(0.05)
        while not self.server.cerrado.is_set():
            try:
                if not self.request.recv(TROZO):
                    return
            except TimeoutError:
                continue

    def _llevar(self, real: socket.socket) -> None:
        """What the client says goes to the real one."""
        with suppress(OSError):
            while datos := self.request.recv(TROZO):
                self.dicho = (self.dicho + datos)[-TROZO:]
                real.sendall(datos)
            real.shutdown(socket.SHUT_WR)

    def _traer(self, real: socket.socket) -> None:
        """What the real one answers goes to the client, spoilt."""
        faltan = self.server.gotas if self.averia is Averia.GOTEO else 0
        while datos := real.recv(TROZO):
            if self.averia is Averia.A_MEDIAS:
                self.request.sendall(datos[: len(datos) // 2])
                return
            if self.averia is Averia.RETENIDA and self.server.marca in self.dicho:
                self.server.retenida.set()
                self.request.sendall(self.server.al_retener)
                self._callar()
                return
            for byte in datos[:faltan]:
                self.request.sendall(bytes([byte]))
                self.server.cerrado.wait(self.server.pausa)
            self.request.sendall(datos[faltan:])
            faltan = max(0, faltan - len(datos))


def _llamar(tras: Direccion) -> socket.socket:
    if isinstance(tras, tuple):
        return socket.create_connection(tras, timeout=30)
    enchufe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    enchufe.settimeout(30)
    enchufe.connect(tras)
    return enchufe
