"""A clamd for the demo and the tests: speaks PING, VERSION and INSTREAM and finds the EICAR test string. Refuses production.

`python -m consistorio.integraciones.antivirus.simulador PORT`. Variants for tests: `fallo` answers an error, `lento` never answers,
`limite` refuses streams over a number of bytes as clamd does, `corta` hangs up; `aprender` gives it a new signature.
"""

from __future__ import annotations

import os
import socketserver
import struct
import sys
import threading
import time
from dataclasses import dataclass, field

# In pieces: the whole string in a file would make real antivirus programs delete this module
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"


@dataclass
class Conducta:
    """How this simulator behaves. `limite` in bytes (0: none); `demora` in seconds."""

    variante: str = ""
    limite: int = 0
    demora: float = 0.0
    analizados: list[int] = field(default_factory=list)
    base: int = 27000
    agujas: dict[bytes, str] = field(default_factory=lambda: {EICAR.encode(): "Eicar-Test-Signature"})

    def aprender(self, aguja: bytes, amenaza: str) -> None:
        """An update of the signatures: content with these bytes is a threat from now on."""
        self.agujas = {**self.agujas, aguja: amenaza}
        self.base += 1


class _Peticion(socketserver.StreamRequestHandler):
    server: Simulador

    def handle(self) -> None:
        orden = self._orden()
        if orden == b"PING":
            self._responder("PONG")
        elif orden == b"VERSION":
            self._responder(f"ClamAV 1.4.3/{self.server.conducta.base}/Mon Nov 23 09:00:00 2026")
        elif orden == b"INSTREAM":
            self._instream()
        else:
            self._responder("UNKNOWN COMMAND")

    def _orden(self) -> bytes:
        datos = b""
        while not datos.endswith(b"\0"):
            octeto = self.rfile.read(1)
            if not octeto:
                break
            datos += octeto
        return datos.strip(b"\0\n").removeprefix(b"z").removeprefix(b"n")

    def _instream(self) -> None:
        conducta = self.server.conducta
        total, cola, hallado = 0, b"", ""
        solape = max(len(aguja) for aguja in conducta.agujas)
        while True:
            cabecera = self.rfile.read(4)
            if len(cabecera) < 4:
                return
            (largo,) = struct.unpack("!L", cabecera)
            if largo == 0:
                break
            trozo = self.rfile.read(largo)
            total += len(trozo)
            if conducta.variante == "corta":
                return
            if conducta.limite and total > conducta.limite:
                self._responder("INSTREAM size limit exceeded. ERROR")
                return
            ventana = cola + trozo
            hallado = hallado or next((nombre for aguja, nombre in conducta.agujas.items() if aguja in ventana), "")
            cola = ventana[-solape:]
        conducta.analizados.append(total)
        if conducta.variante == "lento":
            time.sleep(conducta.demora)
        if conducta.variante == "fallo":
            self._responder("stream: Internal error ERROR")
        else:
            self._responder(f"stream: {hallado} FOUND" if hallado else "stream: OK")

    def _responder(self, texto: str) -> None:
        self.wfile.write(texto.encode() + b"\0")


class Simulador(socketserver.ThreadingTCPServer):
    """The server. `direccion` is what `CONSISTORIO_CLAMD` takes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, puerto: int = 0, conducta: Conducta | None = None) -> None:
        super().__init__(("127.0.0.1", puerto), _Peticion)
        self.conducta = conducta or Conducta()

    @property
    def direccion(self) -> str:
        """`host:port` where it listens."""
        return f"127.0.0.1:{self.server_address[1]}"

    def arrancar(self) -> None:
        """Serve on a thread of its own."""
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


def main() -> int:
    """Serve until stopped."""
    produccion = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".produccion")
    if produccion or os.environ.get("CONSISTORIO_PRODUCTO") == "1":
        sys.stderr.write("El simulador de antivirus no funciona en producción.\n")
        return 2
    with Simulador(int(sys.argv[1]) if len(sys.argv) > 1 else 3310) as servidor:
        servidor.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
