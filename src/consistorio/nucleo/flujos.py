"""Reading streams without trusting their size."""

from __future__ import annotations

from typing import BinaryIO

_TROZO = 1024 * 1024


def leer_hasta(flujo: BinaryIO, limite: int) -> bytes | None:
    """All the bytes of a stream, or None when they are more than `limite`. Reserves no memory before they come."""
    datos = bytearray()
    while trozo := flujo.read(_TROZO):
        datos += trozo
        if len(datos) > limite:
            return None
    return bytes(datos)
