"""Invoices under the control of Intervención: recognised, objected to, paid without having been fiscalised."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.gasto.tests import contrato
from consistorio.economia.intervenciones import acciones, consultas
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import fallas
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.intervencion import acciones as control
from consistorio.servicios.intervencion.acceso import documento_para, reparos_visibles
from consistorio.servicios.intervencion.acciones.omisiones import InformeDeOmision
from consistorio.servicios.intervencion.informe import cabeceras, control_de, filas
from consistorio.servicios.intervencion.models import (
    AcuerdoDeControl,
    EscritoDeControl,
    Fiscalizacion,
    Omision,
    Reparo,
)
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

D = Decimal
pytestmark = pytest.mark.django_db
TEXTO = ["No consta el contrato, que pide el artículo 118 de la Ley 9/2017."]
INFORME = InformeDeOmision(
    naturaleza="Contrato de servicios sin tramitar",
    realizado_el="Septiembre de 2026",
    incumplimientos="Artículos 28 y 118 de la LCSP.",
    prestacion="Se recibió, y su precio es el de mercado según el informe técnico.",
    credito="Hay crédito en 920.22706.",
    revision="No conviene: la indemnización no sería menor.",
    opinion="Puede continuar.",
)


def interviene(
    reloj: RelojDePrueba,
    *pedidas: FacturaPorIntervenir,
    resultado: str = "favorable",
    causas: tuple[str, ...] = (),
    quien: str = "teresa",
) -> list[Factura]:
    return acciones.intervenir_facturas(
        actor=escenario.empleado(quien, reloj),
        pedidas=pedidas,
        resultado=resultado,
        causas=causas,
        texto=TEXTO if resultado != "favorable" else [],
        reloj=reloj,
    )


def ultimo(clase: str) -> EscritoDeControl:
    return EscritoDeControl.objects.filter(clase=clase).latest("id")


def motivos(error: pytest.ExceptionInfo[DatosIncorrectos]) -> str:
    return " ".join(problema.mensaje for problema in error.value.problemas)


def obligacion(factura: Factura) -> Operacion:
    factura.refresh_from_db()
    return Operacion.objects.get(id=factura.operacion_o_id)


def test_invoices_are_recognised_in_one_act_and_paid_once_it_is_signed(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1"), escena.factura(reloj, "F-2", "300", firma=False)
    linea = escena.compromete(una, "1600", reloj).lineas.get()
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
    assert (otra.estado, otra.conformidad_id) == ("remitida", None)
    facturas.conformar(actor=escenario.empleado("marta", reloj), factura_id=otra.id, observaciones="", reloj=reloj)
    escena.correr()
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
    contrato.pagar("P", primera, segunda, reloj=reloj)
    # A payment that Intervención objects to is stopped, and observations stop nothing
    tercera = escena.factura(reloj, "F-3", "10")
    interviene(reloj, FacturaPorIntervenir(tercera.id, origen=linea.id))
    escena.firma(ultimo("resultado"), reloj)
    acciones.intervenir_pagos(
        actor=escenario.empleado("teresa", reloj),
        operaciones=[obligacion(tercera).id],
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
    assert fallas() == []


def test_a_reparo_waits_for_its_unit_and_a_discrepancy_for_who_the_law_says(reloj: RelojDePrueba) -> None:
    una, otra = escena.factura(reloj, "F-1", "500"), escena.factura(reloj, "F-2", "500")
    linea = escena.compromete(una, "1500", reloj).lineas.get()
    pedida = FacturaPorIntervenir(una.id, origen=linea.id)
    with pytest.raises(DatosIncorrectos, match="completo"):
        interviene(reloj, pedida, resultado="reparo")
    interviene(reloj, pedida, resultado="reparo", causas=("tramites",))
    with pytest.raises(DatosIncorrectos):
        interviene(reloj, pedida)
    escena.firma(ultimo("resultado"), reloj)
    una.refresh_from_db()
    reparo = Reparo.objects.get()
    assert (una.estado, reparo.estado, reparo.suspende, reparo.objeto) == ("conformada", "abierto", True, una.referencia)
    teresa, marta, isabel = (escenario.empleado(uno, reloj) for uno in ("teresa", "marta", "isabel"))
    # By no door
    with pytest.raises(FaseIncompatible):
        contrato_o = escena.compromete(otra, "605", reloj).lineas.get()
        interviene(reloj, FacturaPorIntervenir(una.id, origen=contrato_o.id), FacturaPorIntervenir(otra.id, origen=linea.id))
