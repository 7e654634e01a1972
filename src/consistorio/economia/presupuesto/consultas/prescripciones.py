"""What may have prescribed of closed years, to be looked at one by one: whether something interrupted it is not in the accounts (LGT 66-68; Ley 47/2003 arts. 15 and 25)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from consistorio.economia.presupuesto.models import SaldoCerrado

ANIOS: Final = 4  # LGT 66; Ley 47/2003 arts. 15 and 25


def prescripciones(anio: int, clase: str, *, en: date) -> Sequence[SaldoCerrado]:
    """Balances that are pending of years whose last day is four years before `en` or more, the oldest first. `clase`: obligacion or derecho."""
    saldos = SaldoCerrado.objects.filter(
        ejercicio=anio, clase=clase, vigente=True, anio__lt=en.year - ANIOS
    ).select_related("tercero")
    return [uno for uno in saldos.order_by("anio", "codigo", "id") if uno.pendiente]
