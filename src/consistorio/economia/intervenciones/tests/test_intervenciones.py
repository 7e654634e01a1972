"""Invoices recognised in one act and paid once it is signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction

from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.obligaciones import iva_deducido
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones, consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.consultas_de_control import control_de
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import (
    TEXTO,
    D,
    cerrado,
    interviene,
    motivos,
    obligacion,
    ultimo,
)
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.operaciones.otras import anotar_cerrados
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.models import (
    Fiscalizacion,
    Reparo,
)
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


def test_invoices_are_recognised_in_one_act_and_paid_once_it_is_signed(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1"), escena.factura(reloj, "F-2", "300", firma=False)
    linea = escena.compromete(una, "1620", reloj).lineas.get()
    hallada = consultas.para_intervenir(una, en=hoy(reloj))
    assert (hallada.propuesta, hallada.problemas, hallada.lista) == (linea, (), True)
    pedidas = [FacturaPorIntervenir(factura.id, origen=linea.id) for factura in (una, otra)]
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, *pedidas)
    assert "portafirmas de quien la conformó" in motivos(error)
    # Who sends the conformity back is asked again; nothing is recognised meanwhile
    otra.refresh_from_db()
    assert otra.conformidad_id is not None
    escena.firmado(otra.conformidad_id, reloj, devuelto=True)
    otra.refresh_from_db()
    assert (otra.estado, otra.conformidad) == ("remitida", None)
    facturas.conformar(actor=escenario.empleado("marta", reloj), factura_id=otra.id, observaciones="", reloj=reloj)
    escena.correr(reloj)
    otra.refresh_from_db()
    assert otra.conformidad_id is not None
    escena.firmado(otra.conformidad_id, reloj)
    with pytest.raises(NoPermitido):
        interviene(reloj, *pedidas, quien="marta")
    interviene(reloj, *pedidas)
    escrito = ultimo("resultado")
    assert Fiscalizacion.objects.filter(documento=escrito.documento, estado="en_firma").count() == 2
    primera, segunda = obligacion(una), obligacion(otra)
    assert (primera.clase, primera.importe, segunda.importe) == ("O", D("1210.00"), D("363.00"))
    with pytest.raises(FaseIncompatible, match="no se puede tramitar") as espera:
        contrato.pagar("PR", primera, reloj=reloj)
    assert "Falta firmar" in espera.value.que_hacer
    # Sent back: they are examined again, and it is not recognised twice
    escena.firma(escrito, reloj, devuelto=True)
    assert set(Fiscalizacion.objects.values_list("estado", flat=True)) == {"sin_firmar"}
    assert consultas.sin_resultado(2026) == [primera, segunda]
    with pytest.raises(FaseIncompatible) as devuelta:
        contrato.pagar("PR", primera, reloj=reloj)
    assert "otra vez su resultado" in devuelta.value.que_hacer
    acciones.intervenir_obligaciones(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[primera.id, segunda.id],
        resultado="observaciones",
        causas=(),
        texto=["Conviene tramitar el contrato siguiente con más tiempo."],
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    assert consultas.sin_resultado(2026) == []
    contrato.pagar("P", primera, segunda, reloj=reloj)
    # What an activity deducts is of no budget
    teresa = escenario.empleado("teresa", reloj)
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=2026, clase="general", provisional=80, reloj=reloj)
    del_agua = escena.factura(reloj, "F-4", "10")
    with pytest.raises(DatosIncorrectos) as error:
        interviene(reloj, FacturaPorIntervenir(del_agua.id, origen=linea.id, actividad="GAS"))
    assert "La actividad GAS no tiene prorrata" in motivos(error)
    interviene(reloj, FacturaPorIntervenir(del_agua.id, origen=linea.id, actividad="AGUA"))
    suya = obligacion(del_agua)
    assert (suya.clase, suya.importe, iva_deducido(suya)) == ("O", D("10.42"), D("1.68"))
    escena.firma(ultimo("resultado"), reloj)
    # A payment that Intervención objects to is stopped, with the VAT of its invoice, and observations stop nothing
    tercera = escena.factura(reloj, "F-3", "10")
    interviene(reloj, FacturaPorIntervenir(tercera.id, origen=linea.id))
    escena.firma(ultimo("resultado"), reloj)
    acciones.intervenir_pagos(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[obligacion(tercera).id, suya.id],
        resultado="reparo",
        causas=["ordenes_de_pago"],
        texto=TEXTO,
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    with pytest.raises(FaseIncompatible) as reparado:
        contrato.pagar("PR", obligacion(tercera), reloj=reloj)
    assert "Tiene un reparo que suspende" in reparado.value.que_hacer
    with pytest.raises(FaseIncompatible) as reparado:
        presupuesto.anotar_no_presupuestario(
            actor=escenario.empleado("fernando", reloj),
            clase="PNP",
            cabecera=Cabecera(hoy(reloj), "IVA de F-4", tercero_id=suya.tercero_id),
            lineas=[LineaPedida(D("1.68"), codigo="IVA_SOPORTADO")],
            ordinal="571",
            reloj=reloj,
        )
    assert "Tiene un reparo que suspende" in reparado.value.que_hacer
    assert [uno.fiscalizacion.unidad for uno in Reparo.objects.all()] == [tercera.unidad, tercera.unidad]
    nomina = presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="ADO",
        cabecera=Cabecera(hoy(reloj), "Nómina", varios=True),
        lineas=[LineaPedida(D(50), codigo="920.22000")],
        reloj=reloj,
    )
    with pytest.raises(DatosIncorrectos) as error:
        acciones.intervenir_obligaciones(
            actor=escenario.empleado("teresa", reloj),
            operaciones=[nomina.id, linea.operacion_id],
            resultado="reparo",
            causas=["tramites"],
            texto=TEXTO,
            unidad_id=None,
            reloj=reloj,
        )
    assert [problema.campo for problema in error.value.problemas] == ["operaciones", "unidad"]
    assert consultas.sin_resultado(2026) == [nomina]
    _se_examina_otra_vez(nomina, tercera, reloj)
    _los_derechos_se_fiscalizan_antes(reloj)
    assert fallas() == []


def _los_derechos_se_fiscalizan_antes(reloj: RelojDePrueba) -> None:
    """Where the Pleno does not let the toma de razón take the place of the previous control of income, Intervención notes the rights."""
    teresa, dia = escenario.empleado("teresa", reloj), hoy(reloj)
    de_tesoreria = replace(teresa, permisos=teresa.permisos - {FISCALIZAR, "carga.cargar"})

    def reconoce(quien: Actor) -> Operacion:
        lineas = [LineaPedida(D(10), codigo="11300")]
        return presupuesto.reconocer(
            actor=quien, clase="DR", cabecera=Cabecera(dia, "Padrón"), lineas=lineas, reloj=reloj
        )

    def acuerda(desde: date, *, rige: bool) -> None:
        firmado = ultimo("resultado").documento_id
        control.anotar_acuerdo(
            actor=teresa, clave="toma_de_razon", desde=desde, rige=rige, documento_id=firmado, reloj=reloj
        )

    assert reconoce(de_tesoreria).importe == D(10), "nothing is on record of how its income is controlled"
    acuerda(dia - timedelta(days=1), rige=False)
    with pytest.raises(FaseIncompatible, match="antes de contabilizarlos") as error:
        reconoce(de_tesoreria)
    assert "Pida a Intervención" in error.value.que_hacer
    assert reconoce(teresa).importe == D(10)
    acuerda(dia, rige=True)
    assert reconoce(de_tesoreria).importe == D(10)


def _se_examina_otra_vez(nomina: Operacion, factura: Factura, reloj: RelojDePrueba) -> None:
    """What is accepted is examined again before it is paid, also once its year is closed."""
    acciones.intervenir_obligaciones(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[nomina.id],
        resultado="reparo",
        causas=["tramites"],
        texto=TEXTO,
        unidad_id=factura.unidad_id,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)
    reparo = Reparo.objects.get(objeto=f"operacion:{nomina.id}")
    marta = escenario.empleado("marta", reloj)
    for dicho in ("reparo que suspende", "otra vez su resultado"):
        with pytest.raises(FaseIncompatible) as espera, transaction.atomic():
            _paga_de_cerrado(nomina, reloj)
        assert dicho in espera.value.que_hacer
        with pytest.raises(FaseIncompatible) as espera:
            contrato.pagar("PR", nomina, reloj=reloj)
        assert dicho in espera.value.que_hacer
        if reparo.estado == "abierto":
            escena.firma(control.aceptar_objecion(actor=marta, reparo_id=reparo.id, texto=TEXTO, reloj=reloj), reloj)
            reparo.refresh_from_db()
    assert consultas.sin_resultado(2026) == [nomina]
    _esta_de_acuerdo(acciones.intervenir_obligaciones, nomina, reloj)
    # Its payment is intervened too, as of closed years
    with pytest.raises(FaseIncompatible, match="El pago no está intervenido"):
        contrato.pagar("PR", nomina, reloj=reloj)
    with pytest.raises(FaseIncompatible, match="El pago no está intervenido"), transaction.atomic():
        _paga_de_cerrado(nomina, reloj)
    _esta_de_acuerdo(acciones.intervenir_pagos, nomina, reloj)
    pago = contrato.pagar("PR", nomina, reloj=reloj)
    suyo = control_de(pago)
    assert suyo is not None
    assert (suyo.gasto, suyo.intervencion) == ("", "Con el resultado firmado de Intervención.")
    assert suyo.resultado == Fiscalizacion.objects.get(objeto=f"operacion:{nomina.id}", clase="pago")
    assert suyo.quien == escenario.empleado("fernando", reloj).id


def _esta_de_acuerdo(interviene_varias: Callable[..., object], operacion: Operacion, reloj: RelojDePrueba) -> None:
    """The favourable result of Intervención on an operation, signed."""
    interviene_varias(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[operacion.id],
        resultado="favorable",
        causas=(),
        texto=[],
        unidad_id=None,
        reloj=reloj,
    )
    escena.firma(ultimo("resultado"), reloj)


def _paga_de_cerrado(debida: Operacion, reloj: RelojDePrueba) -> Operacion:
    """The payment of what the closing of its year left to be paid."""
    saldo = cerrado(debida, int(debida.ejercicio_id))
    return anotar_cerrados(
        "PC",
        Cabecera(hoy(reloj), "Pago de cerrados"),
        [LineaPedida(saldo.inicial, cerrado=saldo.id)],
        ordinal="571",
        actor=escenario.empleado("fernando", reloj),
        reloj=reloj,
    )


def test_a_refund_is_agreed_by_who_fiscalises_it(reloj: RelojDePrueba) -> None:
    """The toma de razón does not reach refunds, and what was never collected is not given back on the word of one person."""
    teresa, dia = escenario.empleado("teresa", reloj), Cabecera(hoy(reloj), "Recibo cobrado dos veces")
    fernando = replace(teresa, permisos=frozenset({"presupuesto.ingreso"}))

    def devuelve(quien: Actor, linea: LineaPedida, documento_id: UUID | None = None) -> Operacion:
        return presupuesto.acordar_devolucion(
            actor=quien, cabecera=replace(dia, documento_id=documento_id), lineas=[linea], reloj=reloj
        )

    cobro = presupuesto.reconocer(
        actor=fernando, clase="DRI", cabecera=dia, lineas=[LineaPedida(D(90), "11300")], ordinal="571", reloj=reloj
    )
    suya, sin_cobro = LineaPedida(D(60), origen=cobro.lineas.get().id), LineaPedida(D(50000), "11300")
    for linea in (suya, sin_cobro):
        with pytest.raises(FaseIncompatible, match="se fiscalizan antes") as de_otro:
            devuelve(fernando, linea)
        assert "Pida a Intervención" in de_otro.value.que_hacer
    acordada = devuelve(teresa, suya)
    with pytest.raises(DatosIncorrectos, match="no se ha") as error:
        devuelve(teresa, suya)  # 30 are left of what was collected
    assert "Faltan 30,00 €" in motivos(error)
    sin_firmar = escena.factura(reloj, "F-DEV", firma=False).conformidad_id
    for documento_id in (None, sin_firmar):
        with pytest.raises(DatosIncorrectos) as error:
            devuelve(teresa, sin_cobro, documento_id)
        assert [problema.campo for problema in error.value.problemas] == ["documento"]
    firmado = escena.factura(reloj, "F-DEV2").conformidad_id
    assert devuelve(teresa, sin_cobro, firmado).documento_id == firmado
    pago = presupuesto.pagar_devolucion(
        actor=replace(teresa, permisos=frozenset({"presupuesto.pagar"})),
        cabecera=dia,
        lineas=[LineaPedida(D(60), origen=acordada.lineas.get().id)],
        ordinal="571",
        reloj=reloj,
    )
    assert pago.importe == D(60)
    assert fallas() == []
