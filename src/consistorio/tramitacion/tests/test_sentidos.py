"""In what sense a case may be decided, after silence and after each way in which the procedure may end."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.motor.models import Terminacion
from consistorio.tramitacion.motor.sentidos import (
    DE_TERMINACION,
    SENTIDO_DE_TERMINACION,
    problemas_de_sentido,
    sentido_debido,
)

TODOS = (
    "estima",
    "estima_parcial",
    "deniega",
    "inadmite",
    "desistida",
    "renuncia",
    "caducada",
    "archiva",
    "confirma_silencio",
)


def caben(*, silencio: str = "", terminacion: str = "") -> set[str]:
    return {s for s in TODOS if problemas_de_sentido(s, silencio=silencio, terminacion=terminacion) == ()}


def test_in_term_anything_but_confirming_a_silence_or_an_end_that_nobody_asked_for() -> None:
    assert caben() == {"estima", "estima_parcial", "deniega", "inadmite", "archiva"}
    assert sentido_debido(silencio="", terminacion="") == ""


def test_negative_silence_binds_nobody() -> None:
    assert caben(silencio="desestimatorio") == caben()


def test_after_positive_silence_only_a_confirmation() -> None:
    assert caben(silencio="estimatorio") == {"estima", "confirma_silencio"}
    assert sentido_debido(silencio="estimatorio", terminacion="") == "confirma_silencio"
    (problema,) = problemas_de_sentido("deniega", silencio="estimatorio", terminacion="")
    assert "arts. 106 y 107" in problema.mensaje


@pytest.mark.parametrize("clase", Terminacion.Clase.values)
@pytest.mark.parametrize("silencio", ["", "desestimatorio"])
def test_an_accepted_end_is_decided_as_what_it_is(clase: str, silencio: str) -> None:
    debido = sentido_debido(silencio=silencio, terminacion=clase)
    assert caben(silencio=silencio, terminacion=clase) == {debido}
    assert debido in DE_TERMINACION


@pytest.mark.parametrize("clase", Terminacion.Clase.values)
def test_what_silence_granted_is_confirmed_whatever_was_accepted_before_but_a_waiver(clase: str) -> None:
    esperado = {"renuncia"} if clase == "renuncia" else {"estima", "confirma_silencio"}
    assert caben(silencio="estimatorio", terminacion=clase) == esperado
    assert sentido_debido(silencio="estimatorio", terminacion=clase) in esperado


def test_every_kind_of_end_has_its_sense() -> None:
    assert set(SENTIDO_DE_TERMINACION) == set(Terminacion.Clase.values)


def test_what_lapsed_of_office_is_only_declared_so() -> None:
    assert sentido_debido(silencio="caducidad", terminacion="") == "caducada"
    assert caben(silencio="caducidad", terminacion="") == {"caducada"}
