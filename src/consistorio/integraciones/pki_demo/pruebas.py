"""The demo PKI for tests: made in a folder, served from a thread, gone at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consistorio.integraciones.pki_demo.autoridad import Pki, asegurar
from consistorio.integraciones.pki_demo.servidor import Servidor, en_hilo


@contextmanager
def pki_de_pruebas(
    carpeta: Path, *, entidad: str = "Ayuntamiento de Villaejemplo", nif: str = "P9999900E"
) -> Iterator[Servidor]:
    """A server on a free port whose certificates point at it. Certificates are made here: about 2 s."""
    servidor = en_hilo(Pki(carpeta, ""))
    try:
        servidor.pki = asegurar(carpeta, entorno="test", direccion=servidor.url, entidad=entidad, nif_entidad=nif)
        yield servidor
    finally:
        servidor.shutdown()
        servidor.server_close()
