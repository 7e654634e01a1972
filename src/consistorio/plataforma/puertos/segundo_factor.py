"""Second factor of the staff, asked by those rooms that must be sure of who acts now (signing, above all)."""

from __future__ import annotations

from typing import Protocol, runtime_checkable
from uuid import UUID

from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class SegundoFactor(Protocol):
    """What identidad answers about an employee's second factor."""

    def verificar(self, empleado_id: UUID, codigo: str, *, para: str) -> bool:
        """Whether `codigo` is a fresh proof of that employee, and consume it: the same proof never serves twice.

        `codigo`: six digits of the TOTP device, or the JSON of a passkey assertion over a challenge issued to that employee for `para`,
        the digest of what is approved: for anything else it is worth nothing.
        """
        ...

    def material(self, empleado_id: UUID) -> bytes:
        """The employee's TOTP secret, from which the key that wraps that person's signing key is derived.

        At least 16 bytes; constant while the device lasts. Empty when the employee has no second factor.
        """
        ...


def segundo_factor() -> SegundoFactor:
    """The second factor wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("segundo_factor", SegundoFactor)
