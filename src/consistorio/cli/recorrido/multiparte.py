"""A form with files, sent piece by piece: a file of any size is read as the network takes it and never sits in memory."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

Fichero = tuple[str, Path]


class Multiparte:
    """Body `multipart/form-data` (RFC 7578) that is read like an open file and knows its length in bytes."""

    def __init__(self, campos: Sequence[tuple[str, str]], ficheros: Sequence[tuple[str, Fichero]]) -> None:
        self._frontera = secrets.token_hex(16)
        self._partes: list[BinaryIO] = []
        self._largo = 0
        for nombre, valor in campos:
            self._anadir(self._cabecera(nombre) + valor.encode() + b"\r\n")
        for nombre, (nombre_fichero, ruta) in ficheros:
            self._anadir(self._cabecera(nombre, nombre_fichero))
            self._partes.append(ruta.open("rb"))
            self._largo += ruta.stat().st_size
            self._anadir(b"\r\n")
        self._anadir(f"--{self._frontera}--\r\n".encode())

    @property
    def tipo(self) -> str:
        """Value of Content-Type."""
        return f"multipart/form-data; boundary={self._frontera}"

    def __len__(self) -> int:
        return self._largo

    def read(self, maximo: int = -1) -> bytes:
        """The next piece: at most that many bytes, empty at the end."""
        while self._partes:
            trozo = self._partes[0].read(maximo)
            if trozo:
                return trozo
            self._partes.pop(0).close()
        return b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, clase: type[BaseException] | None, error: BaseException | None, traza: TracebackType | None
    ) -> None:
        for parte in self._partes:
            parte.close()

    def _anadir(self, octetos: bytes) -> None:
        self._partes.append(BytesIO(octetos))
        self._largo += len(octetos)

    def _cabecera(self, nombre: str, nombre_fichero: str | None = None) -> bytes:
        lineas = f'--{self._frontera}\r\nContent-Disposition: form-data; name="{_citado(nombre)}"'
        if nombre_fichero is not None:
            lineas += f'; filename="{_citado(nombre_fichero)}"\r\nContent-Type: application/octet-stream'
        return f"{lineas}\r\n\r\n".encode()


def _citado(texto: str) -> str:
    """As browsers write names (HTML, multipart/form-data encoding algorithm)."""
    return texto.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")
