"""What a case awaits from other units costs its page the same, however many reports they are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_mesa import de
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.acciones import pedir_informe

pytestmark = pytest.mark.lento


def esperar(expediente: Expediente, cuantos: int, reloj: RelojDePrueba, *, de_otra: bool) -> None:
    """Ask for so many reports: to another unit, or to that of the case."""
    dir3 = "LA0009988" if de_otra else "LA0009986"
    unidad = unidad_por_dir3(dir3, en=reloj.momento.date())
    assert unidad is not None
    for numero in range(cuantos):
        pedir_informe(
            actor=escenario.empleado("nuria", reloj),
            expediente_id=expediente.id,
            unidad_id=unidad.id,
            asunto=f"Ruido {numero}",
            precepto="LPACAP art. 79.1",
            reloj=reloj,
        )


@pytest.mark.parametrize("de_otra", [True, False])
def test_the_case_costs_the_same_with_one_late_report_and_with_many(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, de_otra: bool
) -> None:
    def coste() -> int:
        nuria = mesa("nuria")
        nuria.get(de(expediente))
        with CaptureQueriesContext(connection) as hechas:
            assert "Ruido 0" in nuria.get(de(expediente)).content.decode()
        return len(hechas)

    esperar(expediente, 1, reloj, de_otra=de_otra)
    reloj.avanzar(days=40)
    uno = coste()
    esperar(expediente, 3, reloj, de_otra=de_otra)
    reloj.avanzar(days=40)
    assert coste() == uno
