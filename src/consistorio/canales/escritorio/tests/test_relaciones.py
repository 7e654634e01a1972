"""The form that undoes a relation offers what one may see, and no other."""

from __future__ import annotations

import pytest

from consistorio.canales.escritorio.actos.registro import Ocasion
from consistorio.canales.escritorio.actos.relaciones import RelacionPorDeshacer
from consistorio.tramitacion.tests import test_relaciones as relaciones
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, expediente_de_obra
from consistorio.tramitacion.tests.test_motor import tramitadora

__all__ = ["pueblo", "reloj"]
pytestmark = pytest.mark.lento


def test_a_case_that_one_does_not_see_is_not_named(reloj: RelojMovil) -> None:
    uno, otro = expediente_de_obra(reloj), expediente_de_obra(reloj)
    relaciones.relacionar((uno, otro), "antecedente", reloj)

    def formulario() -> str:
        return RelacionPorDeshacer(ocasion=Ocasion(tramitadora(reloj), uno, None, reloj)).as_p()

    assert f"Antecedente: {otro.numero}" in formulario()
    relaciones.pasar(otro)
    assert otro.numero not in formulario()
    assert "no puede ver" in formulario()
