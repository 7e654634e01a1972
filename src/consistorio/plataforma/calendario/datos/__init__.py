"""Calendars that come with the product: national, of Castilla y León and of the made-up example town, 2025 to 2027.

Each file names the legal source of its days. None has been held against the official journal (`cotejada: no`): before relying on
one, a town compares it, writes `cotejada: si` and publishes its own version. Those of 2027 are a forecast.
"""

from __future__ import annotations

from pathlib import Path

CARPETA = Path(__file__).parent


def ficheros_del_ejemplo() -> list[tuple[str, str]]:
    """The files of the example town as (name, text), ready for `acciones.publicar_calendarios`."""
    return [(ruta.name, ruta.read_text(encoding="utf-8")) for ruta in sorted(CARPETA.glob("*.csv"))]
