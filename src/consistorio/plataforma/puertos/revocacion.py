"""Revocation of certificates: OCSP answers and lists, asked by jobs and by the validation of incoming signatures."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class Revocacion(Protocol):
    """Who fetches revocation data."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """Send a DER OCSPRequest to that address and return the DER OCSPResponse. Raises ServicioNoDisponible."""
        ...

    def crl(self, direccion: str) -> bytes:
        """Fetch a DER or PEM list. Raises ServicioNoDisponible."""
        ...


def revocacion() -> Revocacion:
    """The fetcher wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("revocacion", Revocacion)
