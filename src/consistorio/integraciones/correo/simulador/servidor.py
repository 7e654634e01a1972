"""The protocol: what RFC 5321 (section 4.5.1) asks of every server, plus SIZE and 8BITMIME."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

TAMANO_MAXIMO = 25 * 1024 * 1024  # bytes of one message
LINEA_MAXIMA = 1000  # bytes with CRLF (4.5.3.1.6)
DESTINATARIOS_MAXIMOS = 100
_CUENTA = itertools.count(1)
_DIRECCION = re.compile(r"<([^<>\s]*)>(?:\s+(.*))?$")


@dataclass(frozen=True)
class Buzon:
    """Where messages are kept, one `.eml` each, with the envelope in its first headers."""

    carpeta: Path
    rechazado: str = ""

    def guardar(self, remitente: str, destinatarios: list[str], contenido: bytes) -> Path:
        """Write a message whole or not at all; names sort by time of arrival."""
        self.carpeta.mkdir(parents=True, exist_ok=True)
        nombre = f"{time.time_ns():020d}-{next(_CUENTA):04d}.eml"
        sobre = f"X-Sobre-Remitente: {remitente}\r\nX-Sobre-Destinatarios: {', '.join(destinatarios)}\r\n"
        temporal = self.carpeta / f".{nombre}"
        temporal.write_bytes(sobre.encode("utf-8") + contenido)
        os.replace(temporal, self.carpeta / nombre)
        return self.carpeta / nombre


@dataclass
class _Sesion:
    buzon: Buzon
    lector: asyncio.StreamReader
    escritor: asyncio.StreamWriter
    saludado: bool = False
    remitente: str | None = None
    destinatarios: list[str] = field(default_factory=list)

    async def atender(self) -> None:
        await self._decir(220, "correo de demostracion ESMTP")
        while True:
            linea = await self.lector.readline()
            if not linea:
                return
            orden, _, resto = linea.decode("utf-8", "replace").strip().partition(" ")
            metodo = getattr(self, f"_{orden.lower()}", None) if orden.isalpha() else None
            if orden.upper() not in ORDENES or metodo is None:
                await self._decir(500, "orden desconocida")
            elif await metodo(resto) is False:
                return

    async def _decir(self, codigo: int, *lineas: str) -> None:
        for numero, linea in enumerate(lineas):
            separador = " " if numero == len(lineas) - 1 else "-"
            self.escritor.write(f"{codigo}{separador}{linea}\r\n".encode())
        await self.escritor.drain()

    def _vaciar(self) -> None:
        self.remitente = None
        self.destinatarios = []

    async def _helo(self, resto: str) -> None:
        self._vaciar()
        self.saludado = True
        await self._decir(250, "hola")

    async def _ehlo(self, resto: str) -> None:
        self._vaciar()
        self.saludado = True
        await self._decir(250, "hola", f"SIZE {TAMANO_MAXIMO}", "8BITMIME", "SMTPUTF8")

    async def _mail(self, resto: str) -> None:
        hallado = _DIRECCION.match(resto[5:].strip()) if resto[:5].upper() == "FROM:" else None
        if not self.saludado or self.remitente is not None:
            await self._decir(503, "fuera de orden")
        elif hallado is None:
            await self._decir(501, "MAIL FROM:<direccion>")
        elif _tamano_anunciado(hallado.group(2) or "") > TAMANO_MAXIMO:
            await self._decir(552, "demasiado grande")
        else:
            self.remitente = hallado.group(1)
            await self._decir(250, "bien")

    async def _rcpt(self, resto: str) -> None:
        hallado = _DIRECCION.match(resto[3:].strip()) if resto[:3].upper() == "TO:" else None
        if self.remitente is None:
            await self._decir(503, "falta MAIL")
        elif hallado is None or "@" not in hallado.group(1):
            await self._decir(501, "RCPT TO:<direccion>")
        elif len(self.destinatarios) >= DESTINATARIOS_MAXIMOS:
            await self._decir(452, "demasiados destinatarios")
        elif self.buzon.rechazado and hallado.group(1).lower().endswith("@" + self.buzon.rechazado):
            await self._decir(550, "no existe ese buzon")
        else:
            self.destinatarios.append(hallado.group(1))
            await self._decir(250, "bien")

    async def _data(self, resto: str) -> None:
        if not self.destinatarios or self.remitente is None:
            await self._decir(503, "falta RCPT")
            return
        await self._decir(354, "termine con un punto")
        contenido = await self._leer_mensaje()
        if contenido is None:
            await self._decir(552, "demasiado grande")
        else:
            self.buzon.guardar(self.remitente, self.destinatarios, contenido)
            await self._decir(250, "guardado")
        self._vaciar()

    async def _leer_mensaje(self) -> bytes | None:
        """The message without the dots added in transit (4.5.2); None when it is over the limit.

        Raises ConnectionError when the client goes before its end: that is no message (4.1.1.4).
        """
        partes: list[bytes] = []
        tamano = 0
        while (linea := await self.lector.readline()) != b".\r\n":
            if not linea:
                raise ConnectionError
            tamano += len(linea)
            if tamano <= TAMANO_MAXIMO:
                partes.append(linea[1:] if linea.startswith(b".") else linea)
        return b"".join(partes) if tamano <= TAMANO_MAXIMO else None

    async def _rset(self, resto: str) -> None:
        self._vaciar()
        await self._decir(250, "bien")

    async def _noop(self, resto: str) -> None:
        await self._decir(250, "bien")

    async def _vrfy(self, resto: str) -> None:
        await self._decir(252, "no se comprueba")

    async def _quit(self, resto: str) -> bool:
        await self._decir(221, "adios")
        return False


ORDENES = frozenset({"HELO", "EHLO", "MAIL", "RCPT", "DATA", "RSET", "NOOP", "VRFY", "QUIT"})


def _tamano_anunciado(parametros: str) -> int:
    hallado = re.search(r"(?:^|\s)SIZE=(\d{1,20})", parametros, re.IGNORECASE)
    return int(hallado.group(1)) if hallado else 0


async def servir(buzon: Buzon, *, puerto: int, direccion: str = "127.0.0.1") -> asyncio.Server:
    """Listen; each client is served until it leaves. Lines over the limit end the conversation."""

    async def atender(lector: asyncio.StreamReader, escritor: asyncio.StreamWriter) -> None:
        try:
            await _Sesion(buzon, lector, escritor).atender()
        except (ConnectionError, ValueError, asyncio.LimitOverrunError):
            pass
        finally:
            escritor.close()

    return await asyncio.start_server(atender, direccion, puerto, limit=64 * LINEA_MAXIMA)
