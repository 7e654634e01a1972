"""The stored contents, as verification reads them."""

from __future__ import annotations

import hashlib

from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.almacen.deposito import deposito

_TROZO = 1024 * 1024


class Almacenados:
    """What the store really holds, read again byte by byte."""

    def resumir(self, sha256: str) -> str | None:
        """The SHA-256 (hex) of what is kept under that name; None when nothing is there."""
        resumen = hashlib.sha256()
        try:
            with deposito().abrir(sha256) as flujo:
                while trozo := flujo.read(_TROZO):
                    resumen.update(trozo)
        except (NoEncontrado, FileNotFoundError):
            return None
        return resumen.hexdigest()
