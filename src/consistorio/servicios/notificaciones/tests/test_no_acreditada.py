"""Whoever filed for another without being a party is told that it was not accredited, and can open it (LPACAP 5.6 and 40.1)."""

from __future__ import annotations

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.servicios.notificaciones import acciones
from consistorio.servicios.notificaciones.acceso import notificacion_para
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import PREPARAR
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.tests import test_representacion as representacion
from consistorio.tramitacion.tests.conftest import pueblo, reloj
from consistorio.tramitacion.tests.factories import RelojMovil, ciudadana
from consistorio.tramitacion.tests.firmas import firmado
from consistorio.tramitacion.tests.test_motor import barrer, notificar, tramitadora

__all__ = ["pueblo", "reloj"]
PREPARADOR = Actor.sistema("prueba", PREPARAR)


def test_both_are_notified_and_the_one_who_filed_opens_hers_without_seeing_the_case(reloj: RelojMovil) -> None:
    expediente = representacion.caso(reloj)
    parte = representacion.parte_de(expediente)
    reloj.ir_a(2026, 9, 29)
    pedido = representacion.pedir(expediente, reloj)
    notificar(expediente, f"requerimiento:{pedido.id}", reloj.momento, reloj)
    reloj.ir_a(2026, 10, 16)
    mover_reloj(reloj.ahora())
    barrer(reloj)
    acto = motor.rechazar_representacion(
        actor=tramitadora(reloj), interesado_id=parte.id, motivo="No consta ningún poder.", reloj=reloj
    )
    firmado(acto, reloj)
    avisadas = Notificacion.objects.filter(referencia=f"no_acreditada:{acto.id}").select_related("destinatario")
    ana = ciudadana()
    assert {(n.destinatario.nif, n.representante_id) for n in avisadas} == {
        (representacion.OTRA["nif"], None),
        ("12345678Z", None),
    }
    suya = avisadas.get(destinatario_id=ana.id)
    acciones.preparar(actor=PREPARADOR, notificacion_id=suya.id, reloj=reloj)
    acciones.disponer(actor=PREPARADOR, notificacion_id=suya.id, reloj=reloj)
    assert notificacion_para(ana, suya.id, motivo="prueba") == suya
    acciones.acceder(actor=ana, notificacion_id=suya.id, advertida_el=reloj.ahora(), reloj=reloj)
    suya.refresh_from_db()
    assert suya.estado == "accedida"
    with pytest.raises(NoEncontrado):
        expediente_para(ana, expediente.id, MIS_EXPEDIENTES)
    with pytest.raises(NoEncontrado):
        notificacion_para(ciudadana("87654321X"), suya.id, motivo="prueba")
    assert not expediente.interesados.filter(persona_id=ana.id).exists()
