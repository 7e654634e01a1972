"""Which accounts are of the town itself: nobody is paid there. Its banks are of a room above."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema

# Of an IBAN on a day: whether it is of the town
Regla = Callable[[str, date], bool]
_REGLAS: Final[list[Regla]] = []


def dice(regla: Regla) -> Regla:
    """Decorator of the rule. There is one."""
    _REGLAS.append(regla)
    return regla


def exigir_ajena(iban: str, en: date, *, ademas: Collection[str] = ()) -> None:
    """Assert that an account is not of the town. `ademas`: others that are going to be. Raises DatosIncorrectos."""
    if iban in ademas or any(regla(iban, en) for regla in _REGLAS):
        mensaje = _("Esa cuenta es del propio Ayuntamiento: pida al tercero un certificado de la suya.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("iban", mensaje)])
