"""How the term of a case is told at the desk: until when, what follows, and how many days were left when it was met."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from consistorio.canales.escritorio.lecturas import como_va
from consistorio.nucleo.reloj import MADRID
from consistorio.tramitacion.motor.models import Plazo

VENCE = date(2026, 6, 17)


@pytest.mark.parametrize(
    ("estado", "cumplido", "silencio_el", "dice"),
    [
        (
            "corriendo",
            None,
            None,
            "Acaba el 17 de junio de 2026. Si no resolvemos antes, lo solicitado se puede entender denegado.",
        ),
        (
            "cumplido",
            date(2026, 4, 14),
            None,
            "Se cumplió el 14 de abril de 2026 (artículos 40.4 y 43.3). Faltaban 64 días: acababa el 17 de junio de 2026.",
        ),
        (
            "cumplido",
            date(2026, 6, 16),
            None,
            "Se cumplió el 16 de junio de 2026 (artículos 40.4 y 43.3). Faltaba 1 día: acababa el 17 de junio de 2026.",
        ),
        (
            "cumplido",
            None,
            None,
            "Acababa el 17 de junio de 2026. Se resolvió a tiempo y falta que conste la notificación.",
        ),
        (
            "cumplido",
            date(2026, 6, 20),
            None,
            "Acababa el 17 de junio de 2026. Se resolvió a tiempo y se notificó después, el 20 de junio de 2026.",
        ),
        (
            "cumplido",
            VENCE,
            None,
            "Se cumplió el 17 de junio de 2026 (artículos 40.4 y 43.3). Era el último día.",
        ),
        (
            "vencido",
            None,
            date(2026, 6, 18),
            "Acabó el 17 de junio de 2026 sin resolver. Lo solicitado se puede entender denegado. Hay que resolver igualmente.",
        ),
        (
            "vencido",
            date(2026, 6, 19),
            date(2026, 6, 18),
            "Acababa el 17 de junio de 2026. Se resolvió y notificó después, el 19 de junio de 2026.",
        ),
    ],
)
def test_how_it_goes(estado: str, cumplido: date | None, silencio_el: date | None, dice: str) -> None:
    instante = datetime(cumplido.year, cumplido.month, cumplido.day, 9, tzinfo=MADRID) if cumplido else None
    plazo = Plazo(estado=estado, vence=VENCE, silencio="desestimatorio", cumplido_el=instante, silencio_el=silencio_el)
    assert como_va(plazo) == dice
