"""The certificate of existence of credit of a retention that no task noted."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from consistorio.documental.firma.models import Circuito
from consistorio.economia.gasto import acciones
from consistorio.economia.gasto.acceso import certificado_para
from consistorio.economia.gasto.certificados import certificado_de, retirado_de
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.motor.models import ActoTramite
from consistorio.tramitacion.tests.firmas import firmar, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento, pytest.mark.usefixtures("personal_que_firma")]


def retencion(reloj: RelojDePrueba, *importes: int, expediente_id: UUID | None = None) -> Operacion:
    """As Intervención notes it in the grid."""
    return presupuesto.retener(
        actor=escenario.empleado("teresa", reloj),
        clase="RC",
        cabecera=Cabecera(hoy(reloj), "Mobiliario", expediente_id=expediente_id),
        lineas=[LineaPedida(Decimal(uno), codigo=contrato.APLICACION) for uno in importes],
        reloj=reloj,
    )


def corregir(una: Operacion, reloj: RelojDePrueba, importe: int = 0) -> Operacion:
    """Its negative, whole or of its first line."""
    lineas = [LineaPedida(Decimal(importe), origen=una.lineas.order_by("orden")[0].id)] if importe else []
    return presupuesto.corregir_gasto(
        actor=escenario.empleado("teresa", reloj),
        operacion_id=una.id,
        cabecera=Cabecera(hoy(reloj), "No era"),
        lineas=lineas,
        reloj=reloj,
    )


def test_a_retention_of_no_case_has_its_certificate_once(reloj: RelojDePrueba) -> None:
    contrato.caso(reloj)
    teresa, gloria = escenario.empleado("teresa", reloj), escenario.empleado("gloria", reloj)
    una = retencion(reloj, 300, 200)
    with pytest.raises(NoPermitido):
        acciones.certificar_credito(actor=gloria, operacion_id=una.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.certificar_credito(actor=teresa, operacion_id=uuid4(), reloj=reloj)
    with pytest.raises(NoEncontrado):
        certificado_para(teresa, una.id, motivo=VER)
    documento = acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)
    dicho = texto_del_documento(documento.id)
    for palabras in ("Mobiliario", str(una), "300,00 €", "200,00 €", "500,00 €", "1.500,00 €", "esas aplicaciones"):
        assert palabras in dicho, palabras
    circuito = Circuito.objects.get(documento=documento)
    assert [paso.puesto.organo for paso in circuito.pasos.all()] == ["intervencion"]
    with pytest.raises(FaseIncompatible, match="ya tiene su certificado"):
        acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)
    firmar(documento.id, reloj, devuelto="No es esa aplicación")  # it came back: another may be asked for
    assert certificado_de(una) is None
    otro = acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)
    firmar(otro.id, reloj)
    suyo = certificado_de(una)
    assert suyo is not None
    assert (suyo.documento_id, suyo.firmado) == (otro.id, True)
    assert certificado_para(gloria, una.id, motivo=VER) == otro
    assert suyo.bajado == 0
    negativo = corregir(una, reloj)
    suyo = certificado_de(una)
    assert suyo is not None
    assert (suyo.firmado, suyo.bajado, retirado_de(una)) == (True, Decimal(500), False), (
        "it is signed, and says what is not held"
    )
    with pytest.raises(FaseIncompatible, match="Solo se certifica"):
        acciones.certificar_credito(actor=teresa, operacion_id=negativo.id, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="ya no queda nada"):
        acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)


def test_nobody_signs_for_credit_that_is_no_longer_held(reloj: RelojDePrueba) -> None:
    contrato.caso(reloj)
    teresa = escenario.empleado("teresa", reloj)
    una = retencion(reloj, 300)
    corregir(una, reloj, 50)
    documento = acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)
    assert "250,00 €" in texto_del_documento(documento.id)
    negativa = corregir(una, reloj, 100)
    assert Circuito.objects.get(documento=documento).estado == Circuito.Estado.RETIRADO
    assert (certificado_de(una), retirado_de(una)) == (None, True)
    hecho = Evento.objects.get(tipo="gasto.certificado.retirado")
    assert hecho.datos["correccion_id"] == str(negativa.id)
    with pytest.raises(Circuito.DoesNotExist):  # it is in nobody's portafirmas
        firmar(documento.id, reloj)
    otro = acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)  # for what is left
    assert "150,00 €" in texto_del_documento(otro.id)
    assert not retirado_de(una)
    gastado = presupuesto.gastar(
        actor=teresa,
        clase="A",
        cabecera=Cabecera(hoy(reloj), "Mobiliario"),
        lineas=[LineaPedida(Decimal(150), origen=una.lineas.get().id)],
        reloj=reloj,
    )
    assert gastado.clase == "A"
    firmar(otro.id, reloj)  # what was held is being spent in what it was held for
    suyo = certificado_de(una)
    assert suyo is not None
    assert (suyo.firmado, suyo.bajado) == (True, Decimal(0))


def test_the_task_of_a_case_asks_for_another_one(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    acto = contrato.retener(expediente, reloj)
    una = Operacion.objects.get(clase="RC")
    corregir(una, reloj, 10)
    assert Circuito.objects.get(documento=acto.documento_id).estado == Circuito.Estado.RETIRADO, "before any job runs"
    vaciar_colas()
    acto.refresh_from_db()
    tarea = acto.tarea
    tarea.refresh_from_db()
    assert (acto.estado, tarea.abierta) == (ActoTramite.Estado.RETIRADO, True)
    assert f"Su retención ({una}) se corrigió con RC/ " in tarea.datos["devuelto"]
    assert certificado_de(una) is None


def test_that_of_a_case_joins_it_when_it_is_signed(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    teresa = escenario.empleado("teresa", reloj)
    una = retencion(reloj, 300, expediente_id=expediente.id)
    documento = acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)
    assert expediente.numero in texto_del_documento(documento.id)
    with pytest.raises(NoEncontrado):  # its title is of who may see the case
        certificado_para(escenario.empleado("silvia", reloj), una.id, motivo=VER)
    assert not expediente.documentos.filter(documento_id=documento.id).exists()
    firmar(documento.id, reloj)
    vaciar_colas()
    vaciar_colas()
    [puesto] = expediente.documentos.filter(documento_id=documento.id)
    assert (puesto.origen, puesto.visible_interesado) == ("certificado_credito", False)


def test_what_a_task_certified_is_not_certified_again(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    acto = contrato.retener(expediente, reloj)
    una = Operacion.objects.get(clase="RC")
    suyo = certificado_de(una)
    assert suyo is not None
    assert (suyo.documento_id, suyo.firmado) == (acto.documento_id, False)
    with pytest.raises(FaseIncompatible, match="ya tiene su certificado"):
        acciones.certificar_credito(actor=escenario.empleado("teresa", reloj), operacion_id=una.id, reloj=reloj)
