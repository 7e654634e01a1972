"""What cases await from other units: told by its own page, for the same statements however many reports they are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.canales.escritorio.tests.test_mesa import de
from consistorio.canales.escritorio.vistas import informes_pedidos
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.acciones import pedir_informe, seguir_sin_informe
from consistorio.tramitacion.motor.models import Informe

pytestmark = pytest.mark.lento

PEDIDOS = "/escritorio/informes-pedidos/"


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


def test_the_reports_that_others_owe_are_listed_until_they_come_or_are_not_waited_for(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    esperar(expediente, 1, reloj, de_otra=False)
    assert PEDIDOS in mesa("nuria").get("/escritorio/?ver=en_espera").content.decode()
    assert "no espera ningún informe" in mesa("nuria").get(PEDIDOS).content.decode(), "her unit owes it"
    esperar(expediente, 3, reloj, de_otra=True)
    suyos = list(Informe.objects.exclude(tarea__unidad=expediente.unidad).order_by("vence", "id"))
    monkeypatch.setattr(informes_pedidos, "POR_PAGINA", 2)
    primera = mesa("nuria").get(PEDIDOS)
    segunda = mesa("nuria").get(primera.context["siguiente"])
    assert [*primera.context["informes"], *segunda.context["informes"]] == suyos
    pagina = primera.content.decode()
    assert (suyos[0].tarea.unidad.nombre in pagina, "govuk-tag--red" in pagina) == (True, False)
    assert list(mesa("raul").get(PEDIDOS).context["informes"]) == [], "nobody owes his unit anything"
    reloj.avanzar(days=40)
    assert "govuk-tag--red" in mesa("nuria").get(PEDIDOS).content.decode()
    seguir_sin_informe(actor=escenario.empleado("nuria", reloj), informe_id=suyos[0].id, reloj=reloj)
    assert list(mesa("nuria").get(PEDIDOS).context["informes"]) == suyos[1:]


def test_their_page_costs_the_same_with_one_and_with_many(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    def coste() -> int:
        nuria = mesa("nuria")
        nuria.get(PEDIDOS)
        with CaptureQueriesContext(connection) as hechas:
            assert "Ruido 0" in nuria.get(PEDIDOS).content.decode()
        return len(hechas)

    esperar(expediente, 1, reloj, de_otra=True)
    uno = coste()
    esperar(escenario.caso(reloj), 3, reloj, de_otra=True)
    assert coste() == uno
