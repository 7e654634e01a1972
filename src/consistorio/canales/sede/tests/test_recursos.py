"""Until when a party may appeal what was notified to them, as they read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consistorio.canales.sede.seguimiento import hasta_cuando_se_recurre
from consistorio.servicios.conftest import reloj, villa_sembrada
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tests.test_recursos import ANA, decidida

__all__ = ["reloj", "villa_sembrada"]
pytestmark = [pytest.mark.lento, pytest.mark.django_db]


@pytest.mark.parametrize("se_abre", [True, False], ids=["opened", "at disposal only"])
def test_the_last_day_is_told_once_it_is_notified(reloj: RelojDePrueba, se_abre: bool) -> None:
    expediente = decidida(reloj, se_abre=se_abre)  # on the 1st of September of 2026
    ana = escenario.ciudadana(ANA)
    assert hasta_cuando_se_recurre(expediente, escenario.ciudadana("87654321X")) == ""
    if not se_abre:
        assert hasta_cuando_se_recurre(expediente, ana) == ""
        return
    assert hasta_cuando_se_recurre(expediente, ana) == "Puede recurrir hasta el 1 de octubre de 2026."
    reloj.poner(reloj.ahora() + timedelta(days=40))
    assert hasta_cuando_se_recurre(expediente, ana) == "El plazo para recurrir terminó el 1 de octubre de 2026."
