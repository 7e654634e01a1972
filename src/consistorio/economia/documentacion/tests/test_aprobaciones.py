"""Who saw to what a case spends and who approved it, on its documents; and the documents in the case."""

from __future__ import annotations

from decimal import Decimal

import pytest

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.acciones.firmar import firmar as firmar_de_verdad
from consistorio.documental.firma.consultas import informe_de_firmas
from consistorio.documental.firma.models import Circuito
from consistorio.documental.firma.validacion import Veredicto
from consistorio.economia.documentacion import acciones, trabajos
from consistorio.economia.documentacion.aprobaciones import Aprobacion, aprobaciones_de, autor_de
from consistorio.economia.documentacion.consultas import CLASE, emision_de
from consistorio.economia.documentacion.models import DocumentoContable
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, OperacionPrevia
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente, PermisoExpediente
from consistorio.tramitacion.tests.firmas import firmar, texto_del_documento

pytestmark = [pytest.mark.django_db, pytest.mark.lento, pytest.mark.usefixtures("personal_que_firma")]


def test_what_a_case_spends_names_its_decision_and_goes_to_it(reloj: RelojDePrueba) -> None:
    """A retention names no decision, which comes later; the payment names the list of nobody. Intervención may sign one, over the seal."""
    expediente = contrato.con_credito(reloj)
    contrato.propuesto(expediente, reloj)
    contrato.decretado(expediente, reloj)
    ad = contrato.comprometer(expediente, reloj)
    retenida = Operacion.objects.get(clase="RC")
    decreto = Resolucion.objects.get(expediente=expediente)
    assert autor_de(ad) == escenario.empleado("teresa", reloj).nombre
    assert aprobaciones_de(retenida) == []
    dichas = {una.que: una for una in aprobaciones_de(ad)}
    suya = dichas[f"Resolución o acuerdo {decreto} del expediente"]
    assert (suya.documento_id, suya.quien.startswith(decreto.organo_texto)) == (decreto.documento_id, True)
    assert "Con el control de su expediente" not in dichas, "its decision is told"
    assert dichas["Exento de fiscalización previa"] == Aprobacion("Exento de fiscalización previa", "Contrato menor")
    trabajos.buscar()
    vaciar_colas(colas=["documentos"])
    hechos = DocumentoContable.objects.filter(operacion__expediente_id=expediente.id)
    puestos = expediente.documentos.filter(origen=CLASE)
    assert {uno.documento_id for uno in puestos} == {uno.documento_id for uno in hechos} != set()
    assert not puestos.filter(visible_interesado=True).exists()
    documento_id = hechos.get(operacion=ad).documento_id
    dicho = texto_del_documento(documento_id)
    assert [
        p for p in (expediente.numero, f"Sigue de {retenida}", str(decreto), "Contrato menor") if p not in dicho
    ] == []
    _se_firma(ad, reloj)


def _se_firma(ad: Operacion, reloj: RelojDePrueba) -> None:
    gloria, teresa = escenario.empleado("gloria", reloj), escenario.empleado("teresa", reloj)
    with pytest.raises(NoPermitido):
        acciones.pedir_firma(actor=gloria, operacion_id=ad.id, reloj=reloj)
    hecho = acciones.pedir_firma(actor=teresa, operacion_id=ad.id, reloj=reloj)
    [paso] = Circuito.objects.get(documento=hecho.documento_id, estado="pendiente").pasos.all()
    assert paso.puesto.organo == "intervencion"
    assert PermisoExpediente.objects.filter(causa="firma:documento_contable", referencia=hecho.documento_id).exists()
    firmar(hecho.documento_id, reloj, devuelto="Falta la factura")
    assert not emision_de(ad.id).firma
    acciones.pedir_firma(actor=teresa, operacion_id=ad.id, reloj=reloj)
    [paso] = Circuito.objects.get(documento=hecho.documento_id, estado="pendiente").pasos.all()
    codigo = codigo_actual("teresa")
    firmado = firmar_de_verdad(actor=teresa, paso_ids=[paso.id], segundo_factor=codigo, reloj=reloj)
    assert firmado.fallidos == ()
    informe = informe_de_firmas(Documento.objects.get(id=hecho.documento_id))
    assert (informe.veredicto, len(informe.firmas)) == (Veredicto.VALIDA, 2), informe.lineas()  # over the seal
    assert emision_de(ad.id).firmado
    with pytest.raises(FaseIncompatible, match="ya firmó"):
        acciones.pedir_firma(actor=teresa, operacion_id=ad.id, reloj=reloj)


def test_what_is_noted_once_the_case_is_closed_stays_out_of_it(reloj: RelojDePrueba) -> None:
    expediente = contrato.caso(reloj)
    teresa = escenario.empleado("teresa", reloj)
    una = presupuesto.retener(
        actor=teresa,
        clase="RC",
        cabecera=Cabecera(hoy(reloj), "Mobiliario", expediente_id=expediente.id),
        lineas=[LineaPedida(importe=Decimal(300), codigo=contrato.APLICACION)],
        reloj=reloj,
    )
    Expediente.objects.filter(id=expediente.id).update(estado=Expediente.Estado.CERRADO, cerrado_el=reloj.ahora())
    acciones.emitir_documento(actor=teresa, operacion_id=una.id, reloj=reloj)
    vaciar_colas(colas=["documentos"])
    assert not expediente.documentos.filter(origen=CLASE).exists()


def test_what_an_area_prepared_names_both(reloj: RelojDePrueba) -> None:
    contrato.caso(reloj)
    gloria = escenario.empleado("gloria", reloj).con_permisos("presupuesto.previa")
    teresa = escenario.empleado("teresa", reloj)
    previa = presupuesto.preparar_previa(
        actor=gloria,
        clase="A",
        cabecera=Cabecera(hoy(reloj), "Mobiliario"),
        lineas=[LineaPedida(Decimal(300), codigo=contrato.APLICACION)],
        reloj=reloj,
    )
    presupuesto.aceptar_previa(actor=teresa, previa_id=previa.id, reloj=reloj)
    una = OperacionPrevia.objects.select_related("operacion").get().operacion
    assert una is not None
    dichas = [(uno.que, uno.quien) for uno in aprobaciones_de(una)]
    assert dichas == [
        ("La preparó en su área", gloria.nombre),
        ("La revisó y la aceptó", teresa.nombre),
        ("Conforme de Intervención al contabilizarla", teresa.nombre),
    ]
    noto = hoy(reloj)
    reloj.avanzar(days=1)
    dicho = Cabecera(hoy(reloj), "No se hace")
    negativa = presupuesto.corregir_gasto(actor=teresa, operacion_id=una.id, cabecera=dicho, reloj=reloj)
    assert [uno.dia for uno in aprobaciones_de(negativa)] == [noto], "nobody fiscalised the negative"
