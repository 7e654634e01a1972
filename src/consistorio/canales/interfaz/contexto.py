"""What every template knows: the town, the official time, who is here."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from consistorio.canales.interfaz.puertas import actor_de
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa


def casa(request: HttpRequest) -> dict[str, object]:
    """Context processor: `entidad`, `ahora` (official time, read only if shown), `actor`, `entorno`, `solo_consulta` (a copy to be
    looked at). What a view passes under one of these names would hide it, so none does (`tests/contratos/test_contextos.py`).
    """
    return {
        "entidad": settings.CONSISTORIO_ENTIDAD,
        "colores_propios": bool(settings.CONSISTORIO_COLORES),
        "ahora": SimpleLazyObject(lambda: reloj_de_la_casa().ahora()),
        "actor": actor_de(request),
        "entorno": settings.CONSISTORIO_ENTORNO,
        "solo_consulta": settings.CONSISTORIO_CONSULTA,
    }
