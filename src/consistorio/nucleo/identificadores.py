"""Identifiers made by us: UUIDv7 (RFC 9562) and the ENI identifiers built on them."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime
from uuid import UUID

_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LARGO_ENI = 30
_cerrojo = threading.Lock()
_ultimo_ms = 0
_contador = 0


def uuid7() -> UUID:
    """A new UUIDv7: 48 bits of milliseconds, a 12-bit counter that keeps the order within one, 62 random bits."""
    global _ultimo_ms, _contador  # noqa: PLW0603 - one sequence a process
    with _cerrojo:
        ahora = time.time_ns() // 1_000_000
        if ahora > _ultimo_ms:
            _ultimo_ms, _contador = ahora, int.from_bytes(os.urandom(2)) & 0x3FF
        else:
            _contador += 1
            if _contador > 0xFFF:
                _ultimo_ms, _contador = _ultimo_ms + 1, 0
        milisegundos, contador = _ultimo_ms, _contador
    azar = int.from_bytes(os.urandom(8)) & ((1 << 62) - 1)
    return UUID(int=(milisegundos << 80) | (0x7 << 76) | (contador << 64) | (0b10 << 62) | azar)


def uuid7_de(momento: datetime) -> UUID:
    """A UUIDv7 of that moment (before 1970, of its beginning), for what happened before it came here: it sorts there, in no order within its
    millisecond."""
    milisegundos = max(0, int(momento.timestamp() * 1000))
    azar = int.from_bytes(os.urandom(10))
    return UUID(int=(milisegundos << 80) | (0x7 << 76) | ((azar & 0xFFF) << 64) | (0b10 << 62) | (azar >> 18))


def base36(identificador: UUID) -> str:
    """A UUID in 30 characters 0-9A-Z (it needs 25; zeros on the left)."""
    numero, cifras = identificador.int, ""
    while numero:
        numero, resto = divmod(numero, 36)
        cifras = _BASE36[resto] + cifras
    return cifras.rjust(_LARGO_ENI, "0")


def id_eni_documento(organo: str, anio: int, identificador: UUID) -> str:
    """`ES_<órgano 9>_<AAAA>_<ID 30>`, 48 characters (NTI de Documento electrónico, anexo I n. 2)."""
    return f"ES_{organo}_{anio:04d}_{base36(identificador)}"


def id_eni_expediente(organo: str, anio: int, identificador: UUID) -> str:
    """`ES_<órgano 9>_<AAAA>_EXP_<ID 30>`, 52 characters (NTI de Expediente electrónico, anexo I n. 2)."""
    return f"ES_{organo}_{anio:04d}_EXP_{base36(identificador)}"
