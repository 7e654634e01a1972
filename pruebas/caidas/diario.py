"""What whoever loads the town writes down: a line before asking, a line for each answer. It outlives its writer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO


class Diario:
    """Lines of JSON, handed to the system one by one: kill -9 loses none that was written."""

    def __init__(self, fichero: Path) -> None:
        self._flujo: TextIO = fichero.open("a", encoding="utf-8", buffering=1)

    def voy(self, clave: str) -> None:
        """About to ask for it."""
        self._anotar({"que": "voy", "clave": clave})

    def hecho(self, clave: str, **datos: object) -> None:
        """Acknowledged, with what was answered."""
        self._anotar({"que": "hecho", "clave": clave, **datos})

    def duda(self, clave: str, motivo: str) -> None:
        """Nobody knows whether it was done."""
        self._anotar({"que": "duda", "clave": clave, "motivo": motivo})

    def fallo(self, ruta: str, estado: int) -> None:
        """A page of the house that said 5xx."""
        self._anotar({"que": "fallo", "ruta": ruta, "estado": estado})

    def _anotar(self, linea: dict[str, object]) -> None:
        self._flujo.write(json.dumps(linea, ensure_ascii=False) + "\n")


def leer(fichero: Path) -> Iterator[dict[str, Any]]:
    """The whole lines; the last one may have been cut off with its writer."""
    if not fichero.exists():
        return
    for linea in fichero.read_bytes().split(b"\n")[:-1]:
        yield json.loads(linea)
