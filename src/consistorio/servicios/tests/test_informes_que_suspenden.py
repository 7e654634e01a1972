"""A mandatory report that suspends the term: the parties are told that it was asked for and that it came (LPACAP 22.1.d)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.notificaciones import acciones as notificaciones
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.servicios.tests import escenario, manos
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.motor.models import Informe, Plazo
from consistorio.tramitacion.tests.firmas import firmado, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento]
ANA = "12345678Z"
TRABAJOS = escenario.SISTEMA.con_permisos(PREPARAR)


@pytest.fixture
def expediente(reloj: RelojDePrueba) -> Expediente:
    caso = escenario.caso(reloj)
    escenario.completar(caso, "revision", {"codigo": "admitida"}, reloj)
    return Expediente.objects.get(id=caso.id)


def pedir(expediente: Expediente, reloj: RelojDePrueba, *, suspende: bool) -> Informe:
    return motor.pedir_informe(
        actor=escenario.empleado("marta", reloj),
        expediente_id=expediente.id,
        unidad_id=expediente.unidad_id,
        asunto="Patrimonio",
        precepto="Ley 12/2002, artículo 44",
        preceptivo=True,
        suspende=suspende,
        reloj=reloj,
    )


def emitir(informe: Informe, reloj: RelojDePrueba) -> None:
    acto = motor.emitir_informe(
        actor=escenario.empleado("marta", reloj),
        informe_id=informe.id,
        sentido="favorable",
        conclusion="No afecta al patrimonio.",
        reloj=reloj,
    )
    firmado(acto, reloj)


def lo_que_dice(clase: str, informe: Informe, reloj: RelojDePrueba) -> str:
    """The words of what reaches the party, once it is there; it informs, and nobody has to appear for it."""
    dicha = Notificacion.objects.get(referencia=f"{clase}:{informe.id}", destinatario__nif=ANA)
    assert dicha.clase == "comunicacion"
    assert notificaciones.preparar(actor=TRABAJOS, notificacion_id=dicha.id, reloj=reloj).estado == "comunicada"
    return texto_del_documento(UUID(str(dicha.documento_id)))


def test_asking_for_it_and_receiving_it_is_told(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=9)  # 10 September
    informe = pedir(expediente, reloj, suspende=True)
    pedido = lo_que_dice("informe_pedido", informe, reloj)
    for dicho in ("Patrimonio", "Ley 12/2002, artículo 44", "10 de septiembre de 2026", "10 de diciembre de 2026"):
        assert dicho in pedido
    assert "nunca más de tres meses" in pedido
    reloj.avanzar(days=20)
    emitir(informe, reloj)
    plazo = Plazo.objects.get(expediente=expediente)
    assert plazo.estado == "corriendo"
    recibido = lo_que_dice("informe_recibido", informe, reloj)
    assert "30 de septiembre de 2026" in recibido
    assert f"{plazo.vence.day} de diciembre de 2026" in recibido
    assert "No afecta" not in recibido  # what it says is read in the case


def test_one_that_does_not_suspend_is_not_told(expediente: Expediente, reloj: RelojDePrueba) -> None:
    emitir(pedir(expediente, reloj, suspende=False), reloj)
    assert not Notificacion.objects.filter(referencia__startswith="informe_").exists()


def test_suspending_later_is_told_too(expediente: Expediente, reloj: RelojDePrueba) -> None:
    informe = pedir(expediente, reloj, suspende=False)
    reloj.avanzar(days=4)
    motor.suspender_por_informe(actor=escenario.empleado("marta", reloj), informe_id=informe.id, reloj=reloj)
    assert "5 de septiembre de 2026" in lo_que_dice("informe_pedido", informe, reloj)


def test_after_three_months_the_term_goes_on_and_the_report_is_told_all_the_same(
    expediente: Expediente, reloj: RelojDePrueba
) -> None:
    informe = pedir(expediente, reloj, suspende=True)
    reloj.avanzar(days=100)
    manos.barrer(reloj)
    assert Plazo.objects.get(expediente=expediente).suspensiones.get().hasta == date(2026, 12, 1)
    emitir(informe, reloj)
    recibido = lo_que_dice("informe_recibido", informe, reloj)
    assert "1 de diciembre de 2026" in recibido
    assert f"{hoy(reloj).day} de diciembre de 2026" in recibido


def test_a_term_that_ended_is_not_suspended_nor_told(expediente: Expediente, reloj: RelojDePrueba) -> None:
    reloj.avanzar(days=95)
    manos.barrer(reloj)
    with pytest.raises(FaseIncompatible):  # positive silence: there is nothing left to report on (24.2)
        pedir(expediente, reloj, suspende=True)
    assert not Notificacion.objects.filter(referencia__startswith="informe_").exists()
