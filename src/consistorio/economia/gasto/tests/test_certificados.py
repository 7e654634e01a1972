"""The certificate of existence of credit of a retention that no task noted."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from consistorio.documental.firma.models import Circuito
from consistorio.economia.gasto import acciones
from consistorio.economia.gasto.acceso import certificado_para
from consistorio.economia.gasto.certificados import certificado_de
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import VER
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
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
    negativo = presupuesto.corregir_gasto(
        actor=teresa, operacion_id=una.id, cabecera=Cabecera(hoy(reloj), "No era"), lineas=(), reloj=reloj
    )
    with pytest.raises(FaseIncompatible, match="Solo se certifica"):
        acciones.certificar_credito(actor=teresa, operacion_id=negativo.id, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="ya no queda nada"):
        acciones.certificar_credito(actor=teresa, operacion_id=una.id, reloj=reloj)


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
