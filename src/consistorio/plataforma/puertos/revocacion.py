"""Revocation of certificates: OCSP answers and lists, asked by jobs and by the validation of incoming signatures."""

from __future__ import annotations

import time
from typing import Protocol, runtime_checkable

from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.textos import gettext as _
from consistorio.plataforma.puertos.conexion import conectado

PACIENCIA = 20.0  # seconds


@runtime_checkable
class Revocacion(Protocol):
    """Who fetches revocation data."""

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """Send a DER OCSPRequest to that address and return the DER OCSPResponse. Raises ServicioNoDisponible."""
        ...

    def crl(self, direccion: str) -> bytes:
        """Fetch a DER or PEM list. Raises ServicioNoDisponible."""
        ...

    def olvidar(self, cuerpo: bytes) -> None:
        """That answer is not its issuer's: who keeps answers does not give it again."""
        ...


class ConPlazo:
    """A `Revocacion` for who waits at a page: after `PACIENCIA` seconds it asks nothing more, however many certificates are left."""

    def __init__(self, origen: Revocacion) -> None:
        self._origen = origen
        self._hasta = time.monotonic() + PACIENCIA

    def ocsp(self, direccion: str, peticion: bytes) -> bytes:
        """See `Revocacion`."""
        self._exigir_tiempo()
        return self._origen.ocsp(direccion, peticion)

    def crl(self, direccion: str) -> bytes:
        """See `Revocacion`."""
        self._exigir_tiempo()
        return self._origen.crl(direccion)

    def olvidar(self, cuerpo: bytes) -> None:
        """See `Revocacion`."""
        self._origen.olvidar(cuerpo)

    def _exigir_tiempo(self) -> None:
        if time.monotonic() > self._hasta:
            raise ServicioNoDisponible(_("Los servicios de estado de certificados tardan demasiado en responder."))


def revocacion() -> Revocacion:
    """The fetcher wired in `conf`. Raises ImproperlyConfigured."""
    return conectado("revocacion", Revocacion)
