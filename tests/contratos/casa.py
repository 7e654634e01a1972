"""Everything that the house declares: its doors and its actions, once all of its rooms are there."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from consistorio.plataforma.accion import ACCIONES, Declaracion


def puertas(resolvedor: URLResolver | None = None, prefijo: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every URL of the house with its view."""
    for patron in (resolvedor or get_resolver()).url_patterns:
        ruta = prefijo + str(patron.pattern)
        if isinstance(patron, URLResolver):
            yield from puertas(patron, ruta)
        else:
            yield ruta, patron


def acciones() -> list[Declaracion]:
    """Every action of the product. Some rooms are only brought in by the views that call them."""
    list(puertas())
    return [d for nombre, d in sorted(ACCIONES.items()) if ".tests." not in nombre]
