"""System checks of the sede: the minimum contents of article 11 of RD 203/2021."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Warning, register  # names of Django

from consistorio.canales.sede.datos_sede import datos_sede


@register(deploy=True)
def contenido_minimo(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """`check --deploy` names what the town has not published yet."""
    try:
        faltan = datos_sede().faltan
    except (OSError, ValueError, TypeError) as error:
        return [Error(f"CONSISTORIO_SEDE_FICHERO no se puede leer: {error}", id="sede.E001")]
    return [Warning(f"Falta en la sede: {falta} (RD 203/2021 art. 11)", id="sede.W001") for falta in faltan]
