"""Sowing of the demo town: its inhábiles of 2025, 2026 and 2027, published through the real action."""

from __future__ import annotations

from collections.abc import Sequence

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.calendario.acciones import publicar_calendarios
from consistorio.plataforma.calendario.datos import ficheros_del_ejemplo
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


def sembrar() -> Sequence[str]:
    """Publish the example calendars. Done twice, it is done once. Nothing to show at the start of the demo."""
    actor = Actor.sistema("siembra: calendario", "calendario.publicar")
    publicar_calendarios(actor=actor, ficheros=ficheros_del_ejemplo(), reloj=reloj_de_la_casa())
    return ()
