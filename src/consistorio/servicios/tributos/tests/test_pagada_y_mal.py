"""A debt that was wrong and is paid whole: it is annulled by who liquidates, and made again where something waits for it."""

from __future__ import annotations

import pytest

from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos import acciones, consultas
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests import terraza
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para
from consistorio.tramitacion.motor import consultas as trabajo
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.motor.posibles import esperas_del_expediente
from consistorio.tramitacion.tests.firmas import firmado

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.fixture
def pagada(reloj: RelojDePrueba) -> Liquidacion:
    terraza.procedimiento(reloj)
    terraza.escribir_tarifa(reloj)
    liquidacion = terraza.autoliquidada(terraza.caso(reloj), reloj)
    terraza.pagada(liquidacion, reloj)
    manos.correr()
    return Liquidacion.objects.select_related("expediente").get(id=liquidacion.id)


def anular(liquidacion: Liquidacion, reloj: RelojDePrueba, quien: str = "olga") -> ActoTramite:
    return acciones.anular_liquidacion(
        actor=escenario.empleado(quien, reloj),
        liquidacion_id=liquidacion.id,
        motivo="Son 20 metros, según el informe.",
        reloj=reloj,
    )


def test_it_is_annulled_paid_and_made_again(pagada: Liquidacion, reloj: RelojDePrueba) -> None:
    expediente = pagada.expediente
    assert not visibles_para(escenario.empleado("olga", reloj)).filter(id=expediente.id).exists()  # her task is over
    firmado(anular(pagada, reloj), reloj)
    pagada.refresh_from_db()
    assert (pagada.estado, str(pagada.a_devolver)) == ("anulada", "504,00 €")
    tarea = terraza.tarea_de_pago(expediente)
    assert (tarea.estado, tarea.resultado) == ("pendiente", {})
    informe = expediente.tareas.select_related("expediente").filter(tipo="informe").first()
    assert informe is not None
    informe.tipo = "propuesta"  # what waits for the payment waits again
    assert any("Pagar la tasa" in espera for espera in esperas_del_expediente(informe))
    otra = terraza.autoliquidada(expediente, reloj)
    terraza.pagada(otra, reloj, referencia_banco="BANCO-2")
    assert terraza.tarea_de_pago(expediente).estado == "hecha"
    caso = Expediente.objects.get(id=expediente.id)
    assert trabajo.estado_segun_hechos(caso) == trabajo.estado_actual(caso)


def test_only_who_liquidates_passes_and_every_passage_is_noted(pagada: Liquidacion, reloj: RelojDePrueba) -> None:
    for quien in ("raul", "fernando"):
        with pytest.raises((NoPermitido, NoEncontrado)):
            anular(pagada, reloj, quien)
        assert not consultas.liquidables_para(escenario.empleado(quien, reloj)).exists()
    anular(pagada, reloj)
    assert Acceso.objects.filter(que="liquidacion", objeto_id=pagada.id, resultado="permitido").exists()
