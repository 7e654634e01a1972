"""A tiny disk of its own, to be full or read-only on purpose. Only root may mount one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SinDisco(Exception):
    """Whoever runs this may not mount."""


class Disco:
    """A tmpfs at `carpeta`."""

    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta

    def con(self, opciones: str) -> None:
        """Change it while it is in use: `ro`, `rw`, `size=1m`."""
        _mandar("mount", "-o", f"remount,{opciones}", str(self.carpeta))


@contextmanager
def disco(carpeta: Path, tamano: str) -> Iterator[Disco]:
    """A disk of that size, empty, until the end. Raises SinDisco."""
    carpeta.mkdir(parents=True, exist_ok=True)
    _mandar("mount", "-t", "tmpfs", "-o", f"size={tamano}", "tmpfs", str(carpeta))
    try:
        yield Disco(carpeta)
    finally:
        _mandar("umount", "-l", str(carpeta))


def _mandar(*orden: str) -> None:
    try:
        subprocess.run(orden, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SinDisco(str(error)) from error
