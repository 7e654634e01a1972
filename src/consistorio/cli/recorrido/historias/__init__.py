"""The stories that `recorrido` plays. Each is a function that takes a `Relato` and leaves its case closed."""

from __future__ import annotations

from collections.abc import Callable

from consistorio.cli.recorrido.historias.concesion import concesion
from consistorio.cli.recorrido.relato import Relato

HISTORIAS: dict[str, Callable[[Relato], None]] = {
    "concesion": concesion,
}
