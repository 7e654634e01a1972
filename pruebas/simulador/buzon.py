"""A mail server of its own (RFC 5321), that keeps what it takes and breaks on the wire when it is told to."""

from __future__ import annotations

import email
import socket
import threading
from email import policy

from . import averias


class Buzon:
    """`recibidos`: the Message-ID of each message that was taken, in order, whatever the client was told."""

    def __init__(self) -> None:
        self.recibidos: list[str] = []
        self._oreja = socket.create_server(("127.0.0.1", 0))
        self.puerto = int(self._oreja.getsockname()[1])

    def __enter__(self) -> Buzon:
        threading.Thread(target=self._escuchar, daemon=True).start()
        return self

    def __exit__(self, *_que: object) -> None:
        self._oreja.close()

    def _escuchar(self) -> None:
        while True:
            try:
                cliente, _direccion = self._oreja.accept()
            except OSError:  # closed: the town ended
                return
            with cliente:
                try:
                    self._atender(cliente, averias.MANDO.tirar("smtp"))
                except (ConnectionError, TimeoutError):
                    continue

    def _atender(self, cliente: socket.socket, averia: str) -> None:
        if averia == "mudo":  # gone before it says a word
            return
        cliente.settimeout(5)
        lineas = cliente.makefile("rb")

        def decir(texto: str) -> None:
            cliente.sendall(f"{texto}\r\n".encode())

        decir("421 vuelva luego" if averia == "rehusa" else "220 buzon")
        while linea := lineas.readline():
            match linea[:4].upper().strip():
                case b"EHLO" | b"HELO":
                    decir("250 hola")
                case b"DATA":
                    decir("354 diga")
                    if averia == "corta_antes":
                        return
                    self._tomar(lineas)
                    if averia == "corta_despues":
                        return
                    decir({"basura": "\x00\x07 ??", "otro_dosmil": "251 tomado"}.get(averia, "250 tomado"))
                case b"QUIT":
                    decir("221 adios")
                    return
                case _:
                    decir("451 ahora no" if averia == "rechaza_rcpt" and linea[:4].upper() == b"RCPT" else "250 bien")

    def _tomar(self, lineas: object) -> None:
        partes = []
        while (linea := lineas.readline()) not in (b".\r\n", b""):  # type: ignore[attr-defined]
            partes.append(linea)
        mensaje = email.message_from_bytes(b"".join(partes), policy=policy.default)
        self.recibidos.append(str(mensaje["Message-ID"]))
