"""The inner questions of the rooms of the accounts, each with the test that misses it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from consistorio.documental.firma.models import Circuito
from consistorio.economia.contabilidad.acceso import asiento_para
from consistorio.economia.contabilidad.models import Cuenta, Ejercicio
from consistorio.economia.facturas import acciones as de_facturas
from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto.acceso import certificado_para
from consistorio.economia.gasto.certificados import referencia_de
from consistorio.economia.gasto.control import exigir_control
from consistorio.economia.gasto.tipos_tarea import (
    TareaCompromiso,
    TareaLiberacion,
    TareaObligacion,
    TareaRetencion,
)
from consistorio.economia.intervenciones.acciones.rectificativas_deshechas import puede_deshacer
from consistorio.economia.intervenciones.control import exigir_derecho_fiscalizado, exigir_devolucion_fiscalizada
from consistorio.economia.intervenciones.controles import control_de, exigir_futuro_fiscalizado, falta_intervenir
from consistorio.economia.presupuesto.models import (
    ConceptoNoPresupuestario,
    LineaOperacion,
    Operacion,
    OperacionFutura,
)
from consistorio.economia.presupuesto.tipos import Cabecera, ControlPedido
from consistorio.economia.terceros import acciones, consultas
from consistorio.economia.terceros.acceso import documento_para, tercero_para
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.economia.terceros.operaciones import proponer_cuenta
from consistorio.economia.tesoreria.acceso import arqueo_para, fichero_para, propuesto_para, relacion_para
from consistorio.economia.tesoreria.acciones import pagar_a_mano
from consistorio.economia.tesoreria.models import Arqueo, Ordinal, PagoPropuesto, RelacionDePagos
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.servicios.intervencion.models import AcuerdoDeControl
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.tests.factories import un_pdf

from .faltas import NADIE, falta
from .pueblo import Pueblo


def tercero_de(pueblo: Pueblo) -> Tercero:
    return acciones.dar_de_alta(
        actor=pueblo.de_fuera("terceros.alta"), persona=PersonaEscrita(pueblo.persona.nif), reloj=pueblo.reloj
    )


@falta("economia.terceros.acceso.tercero_para terceros.ver")
def _a_ficha_is_read_by_who_may(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        tercero_para(pueblo.de_fuera("terceros.alta"), tercero_de(pueblo).id, motivo="Ver")


@falta("economia.terceros.acceso.documento_para terceros.ver")
def _a_document_of_a_ficha_is_read_by_who_may(pueblo: Pueblo) -> None:
    suyo = acciones.incorporar_documento(
        actor=pueblo.de_fuera("terceros.alta", "terceros.ver"),
        tercero_id=tercero_de(pueblo).id,
        flujo=pueblo.contenido,
        nombre="dni.pdf",
        titulo="Identificación",
        clase="identificacion",
        valido_hasta=None,
        reloj=pueblo.reloj,
    )
    with pytest.raises(NoEncontrado):
        documento_para(pueblo.de_fuera("terceros.alta"), suyo.documento_id, motivo="Ver")


@falta("economia.terceros.acciones.fichas.incorporar_documento terceros.alta")
def _no_file_is_judged_for_who_may_not(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        acciones.incorporar_documento(
            actor=pueblo.de_fuera("terceros.ver"),
            tercero_id=NADIE,
            flujo=io.BytesIO(b""),
            nombre="x.pdf",
            titulo="x",
            clase="otro",
            valido_hasta=None,
            reloj=pueblo.reloj,
        )


@falta("economia.terceros.consultas.visibles_para terceros.ver")
def _nobody_is_found_without_permission(pueblo: Pueblo) -> None:
    tercero_de(pueblo)
    assert consultas.buscar(pueblo.de_fuera("terceros.alta"), pueblo.persona.nif) == []


@falta("economia.terceros.consultas.buscar terceros.ver")
def _the_refused_look_is_noted_as_such(pueblo: Pueblo) -> None:
    consultas.buscar(pueblo.de_fuera("terceros.alta"), pueblo.persona.nif)
    assert [a.resultado for a in Acceso.objects.filter(que="tercero")] == ["denegado"]


@falta("economia.terceros.consultas.por_confirmar terceros.confirmar_cuenta")
def _what_waits_is_of_who_confirms(pueblo: Pueblo) -> None:
    consultas.por_confirmar(pueblo.de_fuera("terceros.ver"))
    assert not Acceso.objects.filter(que="tercero").exists()


@falta("economia.terceros.consultas.hay_de_carga terceros.confirmar_cuenta")
@falta("economia.terceros.consultas.de_carga_por_confirmar terceros.confirmar_cuenta")
def _what_a_load_brought_is_of_who_confirms(pueblo: Pueblo) -> None:
    quien = pueblo.de_fuera("terceros.ver")
    tercero = tercero_de(pueblo)
    cuenta = CuentaTercero(
        tercero=tercero,
        iban="ES9121000418450200051332",
        carga="c" * 64,
        anotada_el=pueblo.reloj.ahora(),
        anotada_por=NADIE,
    )
    with transaction.atomic():
        proponer_cuenta(cuenta, actor=quien, reloj=pueblo.reloj)
    assert not consultas.hay_de_carga(quien)
    assert consultas.de_carga_por_confirmar(quien) == []
    assert not Acceso.objects.filter(objeto_id="cuentas-de-carga").exists()


@falta("economia.terceros.consultas.cesiones_por_confirmar terceros.confirmar_cuenta")
def _the_assignments_that_wait_are_of_who_confirms(pueblo: Pueblo) -> None:
    consultas.cesiones_por_confirmar(pueblo.de_fuera("terceros.ver"))
    assert not Acceso.objects.filter(que="tercero").exists()


def _factura(pueblo: Pueblo) -> Factura:
    papel = FacturaEnPapel("12345678Z", "Ana", "7", hoy(pueblo.reloj), "Charla", "100", "21", "121", pueblo.unidad.dir3)
    return de_facturas.recibir_papel(
        actor=pueblo.de_fuera("facturas.registrar"),
        papel=papel,
        flujo=io.BytesIO(un_pdf("factura")),
        nombre="7.pdf",
        reloj=pueblo.reloj,
    )


@falta("economia.facturas.acciones.recibir.recibir facturas.registrar")
def _no_invoice_is_read_for_who_may_not(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        de_facturas.recibir(
            actor=pueblo.de_fuera(), flujo=io.BytesIO(b""), nombre="f.xml", canal="archivo", reloj=pueblo.reloj
        )


@falta("economia.facturas.acciones.originales.adjuntar_original facturas.registrar")
def _an_original_is_attached_by_who_registers(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        de_facturas.adjuntar_original(
            actor=pueblo.de_fuera("facturas.ver"),
            factura_id=NADIE,
            flujo=io.BytesIO(b"<x/>"),
            nombre="f.xml",
            reloj=pueblo.reloj,
        )
    assert not Acceso.objects.filter(que="factura").exists()


@falta("economia.facturas.acciones.recibir.recibir_papel facturas.registrar")
def _no_scan_is_judged_for_who_may_not(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        de_facturas.recibir_papel(
            actor=pueblo.de_fuera(),
            papel=FacturaEnPapel("", "", "", None, "", "x", "", "", ""),
            flujo=io.BytesIO(b""),
            nombre="f.pdf",
            reloj=pueblo.reloj,
        )


@falta("economia.facturas.consultas.visibles_para facturas.ver")
def _the_invoices_of_all_are_not_seen(pueblo: Pueblo) -> None:
    assert _factura(pueblo) not in facturas.visibles_para(pueblo.de_fuera(), en=hoy(pueblo.reloj))


@falta("economia.facturas.consultas.visibles_para facturas.conformar")
def _not_even_those_of_the_unit_that_one_heads(pueblo: Pueblo) -> None:
    una = _factura(pueblo)
    marta = replace(escenario.empleado("marta", pueblo.reloj), permisos=frozenset())
    assert una not in facturas.visibles_para(marta, en=hoy(pueblo.reloj))


@falta("economia.facturas.acciones.presentar.presentar facturas.presentar")
def _nothing_is_filed_by_who_may_not(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        de_facturas.presentar(
            actor=pueblo.de_fuera("facturas.registrar"),
            flujo=io.BytesIO(b""),
            nombre="f.xml",
            clave=uuid4(),
            asi=False,
            reloj=pueblo.reloj,
        )


@falta("economia.facturas.consultas.propias facturas.ver_propias")
def _ones_own_are_seen_with_the_permission_of_citizens(pueblo: Pueblo) -> None:
    una = _factura(pueblo)
    ana = escenario.ciudadana("12345678Z")
    assert una in facturas.propias(ana)
    assert una not in facturas.propias(replace(ana, permisos=ana.permisos - {"facturas.ver_propias"}))


@falta("economia.facturas.acciones.conformidad.rechazar facturas.rechazar")
def _who_answers_for_another_unit_rejects_nothing(pueblo: Pueblo) -> None:
    una = _factura(pueblo)
    with pytest.raises(NoPermitido):
        de_facturas.rechazar(
            actor=pueblo.de_fuera("facturas.ver", "facturas.conformar"),
            factura_id=una.id,
            motivo="precio",
            texto="Eran 90 euros.",
            reloj=pueblo.reloj,
        )


@falta("economia.contabilidad.acceso.asiento_para contabilidad.ver")
def _an_entry_is_not_looked_for_by_who_does_not_see_the_accounts(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        asiento_para(pueblo.de_fuera(), NADIE)


def _relacion(pueblo: Pueblo) -> RelacionDePagos:
    """A list of payments, as its row is."""
    with transaction.atomic():
        Cuenta.objects.create(codigo="571", nombre="Bancos")
        Cuenta.objects.create(codigo="57101", nombre="Banco", propia=True)
        Ejercicio.objects.create(anio=2026)
        ordinal = Ordinal.objects.create(
            codigo="1", nombre="Banco", clase="operativa", cuenta_id="57101", iban="ES9121000418450200051332", desde=date(2026, 1, 1)
        )  # fmt: skip
        return RelacionDePagos.objects.create(
            ejercicio_id=2026,
            numero=1,
            ordinal=ordinal,
            fecha=date(2026, 9, 1),
            importe=1,
            liquido=1,
            huella="0" * 64,
            preparada_el=pueblo.reloj.ahora(),
            preparada_por=NADIE,
        )


@falta("economia.tesoreria.acciones.a_mano._del_banco tesoreria.conciliar")
def _who_does_not_reconcile_pays_no_movement_of_the_bank(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        pagar_a_mano(
            actor=pueblo.de_fuera("presupuesto.pagar"),
            clase="R",
            cabecera=Cabecera(hoy(pueblo.reloj), "Recibo"),
            lineas=[],
            ordinal="571",
            movimiento_id=NADIE,
            reloj=pueblo.reloj,
        )


@falta("economia.tesoreria.acceso.relacion_para tesoreria.ver")
def _a_list_of_payments_is_read_by_who_may(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        relacion_para(pueblo.de_fuera("tesoreria.pagar"), _relacion(pueblo).id, motivo="Ver")


@falta("economia.tesoreria.acceso.arqueo_para tesoreria.ver")
def _an_act_of_arqueo_is_read_by_who_may(pueblo: Pueblo) -> None:
    relacion = _relacion(pueblo)
    with transaction.atomic():
        uno = Arqueo.objects.create(
            ejercicio_id=relacion.ejercicio_id,
            desde=date(2026, 1, 1),
            hasta=date(2026, 9, 1),
            documento=pueblo.importacion.documento,
            hecho_el=pueblo.reloj.ahora(),
            hecho_por=NADIE,
        )
    with pytest.raises(NoEncontrado):
        arqueo_para(pueblo.de_fuera("tesoreria.arqueo"), uno.id, motivo="Ver")


@falta("economia.tesoreria.acceso.fichero_para tesoreria.pagar")
def _the_file_of_a_list_is_taken_by_who_pays(pueblo: Pueblo) -> None:
    with pytest.raises(NoEncontrado):
        fichero_para(pueblo.de_fuera("tesoreria.ver"), _relacion(pueblo).id, motivo="Bajar")


@falta("economia.tesoreria.acceso.propuesto_para tesoreria.pagar")
def _what_is_proposed_to_be_paid_is_seen_by_who_pays(pueblo: Pueblo) -> None:
    with transaction.atomic():
        uno = PagoPropuesto.objects.create(
            concepto=ConceptoNoPresupuestario.objects.create(
                codigo="FIANZAS", denominacion="Fianzas", cuenta="560", naturaleza="acreedor"
            ),
            persona=pueblo.persona,
            importe=1,
            texto="Fianza",
            fecha=date(2026, 9, 1),
            propuesto_el=pueblo.reloj.ahora(),
            propuesto_por=NADIE,
        )
    with pytest.raises(NoEncontrado):
        propuesto_para(pueblo.de_fuera("tesoreria.ver"), uno.id, motivo="Ver")


@falta("economia.gasto.acceso.certificado_para presupuesto.gasto")
def _the_certificate_of_a_case_is_read_by_who_notes_expense(pueblo: Pueblo) -> None:
    Ejercicio.objects.get_or_create(anio=2026)
    una = Operacion.objects.create(
        ejercicio_id=2026,
        libro="gasto",
        numero=1,
        clase="P",  # a row with no entry
        signo=1,
        fecha=date(2026, 9, 1),
        texto="Mobiliario",
        importe=1,
        expediente_id=pueblo.expediente.id,
        anotada_el=pueblo.reloj.ahora(),
    )
    Circuito.objects.create(
        documento=pueblo.importacion.documento,
        referencia=referencia_de(una.id),
        pedido_por=NADIE,
        pedido_el=pueblo.reloj.ahora(),
    )
    with pytest.raises(NoEncontrado, match="o no puede verlo"):
        certificado_para(pueblo.de_fuera("presupuesto.ver"), una.id, motivo="Ver")


@falta("economia.gasto.control.exigir_control intervencion.fiscalizar")
def _what_a_case_owes_is_noted_by_who_intervenes(pueblo: Pueblo) -> None:
    with pytest.raises(NoPermitido):
        exigir_control(pueblo.expediente, "O", [], pueblo.de_la_unidad())


@falta("economia.gasto.tipos_tarea.TareaRetencion.acciones presupuesto.gasto")
def _the_task_says_who_does_not_retain(pueblo: Pueblo) -> None:
    accion = TareaRetencion().acciones(pueblo.tarea, pueblo.de_la_unidad())[0]
    assert "La retención la contabiliza Intervención." in accion.impedimentos


@falta("economia.gasto.tipos_tarea.TareaCompromiso.acciones presupuesto.gasto")
def _the_task_says_who_does_not_commit(pueblo: Pueblo) -> None:
    accion, *_otra = TareaCompromiso().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert "El compromiso lo contabiliza Intervención." in accion.impedimentos


@falta("economia.gasto.tipos_tarea.TareaObligacion.acciones intervencion.fiscalizar")
def _the_task_says_who_does_not_intervene(pueblo: Pueblo) -> None:
    accion, *_otra = TareaObligacion().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert "La obligación la interviene Intervención." in accion.impedimentos


@falta("economia.gasto.tipos_tarea.TareaLiberacion.acciones presupuesto.gasto")
def _the_task_says_who_does_not_give_back(pueblo: Pueblo) -> None:
    accion, *_otra = TareaLiberacion().acciones(pueblo.tarea, pueblo.de_la_unidad())
    assert "El crédito lo libera Intervención." in accion.impedimentos


@falta("economia.intervenciones.acciones.rectificativas_deshechas.puede_deshacer intervencion.fiscalizar")
def _what_others_noted_of_a_rectificativa_is_undone_by_who_intervenes(pueblo: Pueblo) -> None:
    assert not puede_deshacer(pueblo.de_fuera("facturas.ver"), Factura(id=NADIE))


@falta("economia.intervenciones.control.exigir_derecho_fiscalizado intervencion.fiscalizar")
def _a_right_is_noted_by_who_fiscalises_it(pueblo: Pueblo) -> None:
    AcuerdoDeControl.objects.create(
        clave="toma_de_razon",
        desde=hoy(pueblo.reloj),
        rige=False,
        documento=pueblo.importacion.documento,
        anotado_el=pueblo.reloj.ahora(),
        anotado_por=uuid7(),
    )
    with pytest.raises(FaseIncompatible):
        exigir_derecho_fiscalizado(pueblo.de_fuera(), en=hoy(pueblo.reloj))


@falta("economia.intervenciones.control.exigir_devolucion_fiscalizada intervencion.fiscalizar")
def _a_refund_is_agreed_by_who_fiscalises_it(pueblo: Pueblo) -> None:
    with pytest.raises(FaseIncompatible):
        exigir_devolucion_fiscalizada(Operacion(clase="DEV"), pueblo.de_fuera())


@falta("economia.intervenciones.controles.control_de intervencion.fiscalizar")
def _an_expense_of_no_case_is_committed_by_who_fiscalises_it(pueblo: Pueblo) -> None:
    with pytest.raises(FaseIncompatible):
        control_de(Operacion(clase="AD", libro="gasto"), [LineaOperacion()], ControlPedido(), pueblo.de_fuera())


@falta("economia.intervenciones.controles.falta_intervenir intervencion.fiscalizar")
def _the_page_says_who_does_not_intervene_what_they_pay(pueblo: Pueblo) -> None:
    assert falta_intervenir(Operacion(clase="O"), pueblo.de_fuera("presupuesto.pagar"))


@falta("economia.intervenciones.controles.exigir_futuro_fiscalizado intervencion.fiscalizar")
def _so_is_that_of_later_years(pueblo: Pueblo) -> None:
    with pytest.raises(FaseIncompatible):
        exigir_futuro_fiscalizado(OperacionFutura(clase="AD"), pueblo.de_fuera())
