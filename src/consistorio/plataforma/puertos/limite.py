"""A bound on a whole conversation with another machine.

The time-out of a socket bounds each wait alone: whoever answers byte by byte would hold us for ever.
"""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Limite:
    """Inside it, the sockets given to `vigilar` are cut after `segundos` in all: what waits on them gets the end of the conversation.

    Whoever reads until the end asks `agotado` (or `exigir`) before taking what came for whole.
    """

    def __init__(self, segundos: float) -> None:
        self.agotado = False
        self._copias: list[socket.socket] = []
        self._cerrojo = threading.Lock()
        self._reloj = threading.Timer(segundos, self._cortar)
        self._reloj.daemon = True

    def __enter__(self) -> Limite:
        self._reloj.start()
        return self

    def __exit__(self, *detalles: object) -> None:
        self._reloj.cancel()
        with self._cerrojo:
            for copia in self._copias:
                copia.close()
            self._copias.clear()

    def vigilar(self, enchufe: socket.socket) -> socket.socket:
        """The same socket, from now on under this limit, also once TLS is spoken over it."""
        with self._cerrojo:
            self._copias.append(enchufe.dup())
            if self.agotado:
                _cerrar(enchufe)
        return enchufe

    def exigir(self) -> None:
        """Raises TimeoutError when the time is over: what came may be cut."""
        if self.agotado:
            raise TimeoutError

    def _cortar(self) -> None:
        with self._cerrojo:
            self.agotado = True
            for copia in self._copias:
                _cerrar(copia)


def _cerrar(enchufe: socket.socket) -> None:
    with suppress(OSError):  # the other side closed it before
        enchufe.shutdown(socket.SHUT_RDWR)
