"""Time stamping authority (RFC 3161), asked by jobs after commit."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class SelloTiempo(Protocol):
    """A time stamping authority."""

    def responder(self, peticion: bytes) -> bytes:
        """Send a DER TimeStampReq and return the DER TimeStampResp. Raises ServicioNoDisponible."""
        ...

    def comprobar(self) -> None:
        """See that it answers, within a few seconds and without using it up. Raises ServicioNoDisponible with the reason."""
        ...


def sello_tiempo() -> SelloTiempo:
    """The authority wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("sello_tiempo", SelloTiempo)
