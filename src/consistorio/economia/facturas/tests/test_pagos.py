"""An invoice is paid as the budget pays its obligation, and owed again when the money comes back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from consistorio.cli.datos_demo.facturae import Pedida, factura
from consistorio.economia.facturas import acciones, pagos
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.operaciones import bloqueada, marcar_rectificada
from consistorio.economia.facturas.tests.escena import firmar, gasto, llega
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion, SaldoCerrado
from consistorio.economia.presupuesto.numeros_de_factura import numeros_de
from consistorio.economia.presupuesto.operaciones import otras
from consistorio.economia.presupuesto.operaciones.correccion import corregir
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, de
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import en_madrid, hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.tests import manos
from consistorio.servicios.tests.escenario import RelojDePrueba

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("cuentas")
def test_what_the_budget_pays_is_paid(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    mas = [Pedida(numero="F-2", base="100.00"), Pedida(numero="F-3", base="100.00")]
    *ambas, con_iva = llega(firmar(factura(Pedida(irpf="15.00"), mas=mas), casa_que_firma), intervencion, reloj)
    una = ambas[0]
    assert una.emisor is not None
    debe = gasto(una.emisor.persona_id, "1331", reloj)
    for cual in ambas:
        acciones.conformar(actor=marta, factura_id=cual.id, observaciones="", reloj=reloj)
        acciones.contabilizar(actor=intervencion, factura_id=cual.id, operacion_id=debe.id, reloj=reloj)
    assert numeros_de([debe]) == {debe.id: tuple(f"{una.serie} {una.numero_factura}".strip() for una in ambas)}

    def estados() -> list[str]:
        manos.correr()
        return [Factura.objects.get(id=cual.id).estado for cual in ambas]

    def paga(importe: str, que: Operacion = debe) -> Operacion:
        return presupuesto.pagar(
            actor=INTERVENCION,
            clase="PR",
            cabecera=Cabecera(hoy(reloj), "Pago"),
            lineas=[LineaPedida(Decimal(importe), origen=que.lineas.get().id)],
            ordinal="571",
            reloj=reloj,
        )

    paga("1209.99")
    assert estados() == ["contabilizada", "contabilizada"], "a cent is missing"
    reloj.avanzar(days=3)
    del_euro = paga("1")
    assert estados() == ["pagada", "contabilizada"]
    assert en_madrid(Factura.objects.get(id=una.id).pagada_el or reloj.ahora()).date() == hoy(reloj)
    ultimo = paga("120.01")
    assert estados() == ["pagada", "pagada"]
    presupuesto.corregir_pago(
        actor=INTERVENCION, operacion_id=ultimo.id, cabecera=Cabecera(hoy(reloj), "El banco lo devuelve"), reloj=reloj
    )
    assert estados() == ["pagada", "contabilizada"]

    cerrado = SaldoCerrado.objects.create(  # as the closing of its year leaves what was not paid
        ejercicio_id=2026,
        clase="obligacion",
        anio=2025,
        cuenta="4010",
        tercero_id=una.emisor.persona_id,
        linea_origen_id=debe.lineas.get().id,
        inicial=Decimal("120.01"),
    )
    presupuesto.pagar_cerrados(
        actor=INTERVENCION,
        cabecera=Cabecera(hoy(reloj), "Pago de cerrados"),
        lineas=[LineaPedida(Decimal("120.01"), cerrado=cerrado.id)],
        ordinal="571",
        reloj=reloj,
    )
    assert estados() == ["pagada", "pagada"]
    presupuesto.reintegrar_pago(
        actor=INTERVENCION, operacion_id=del_euro.id, cabecera=Cabecera(hoy(reloj), "Cobró de más"), reloj=reloj
    )
    assert estados() == ["pagada", "pagada"], "it was paid: who got it gave it back"

    # One with VAT that is deducted, and linked once its base is paid: what is of no budget has to be paid too
    ambas = [con_iva]
    suya = Cabecera(hoy(reloj), "Sillas", tercero_id=una.emisor.persona_id, factura="F-3")
    base = presupuesto.gastar(
        actor=INTERVENCION, clase="ADO", cabecera=suya, lineas=[de("920.22000", "100")], reloj=reloj
    )
    de_iva = [LineaPedida(Decimal(21), codigo="IVA_SOPORTADO")]
    de_otro = replace(suya, tercero_id=Persona.objects.exclude(id=una.emisor.persona_id).order_by("id")[0].id)
    otras.anotar_iva("IVS", de_otro, de_iva, contrapartida="4720", actor=INTERVENCION, reloj=reloj)  # older, not theirs
    otras.anotar_iva("IVS", suya, de_iva, contrapartida="4720", actor=INTERVENCION, reloj=reloj)
    paga("100", base)
    acciones.conformar(actor=marta, factura_id=con_iva.id, observaciones="", reloj=reloj)

    def paga_el_iva() -> Operacion:
        return presupuesto.anotar_no_presupuestario(
            actor=INTERVENCION, clase="PNP", cabecera=suya, lineas=de_iva, ordinal="571", reloj=reloj
        )

    pago = paga_el_iva()
    manos.correr()
    acciones.contabilizar(actor=intervencion, factura_id=con_iva.id, operacion_id=base.id, reloj=reloj)
    assert estados() == ["pagada"]
    vuelve = Cabecera(hoy(reloj), "El banco lo devuelve")
    presupuesto.corregir_no_presupuestario(actor=INTERVENCION, operacion_id=pago.id, cabecera=vuelve, reloj=reloj)
    assert estados() == ["contabilizada"]
    paga_el_iva()
    assert estados() == ["pagada"]


@pytest.mark.usefixtures("cuentas")
def test_what_an_invoice_withholds_is_known_where_its_vat_is_deducted_and_in_closed_years(
    casa_que_firma: Servidor, reloj: RelojDePrueba, intervencion: Actor, marta: Actor
) -> None:
    de_ambas = factura(Pedida(irpf="15.00"), mas=[Pedida(numero="R-1", base="-100.00", irpf="15.00")])
    una, abono = llega(firmar(de_ambas, casa_que_firma), intervencion, reloj)
    assert una.emisor is not None
    cabecera = Cabecera(hoy(reloj), "Sillas", tercero_id=una.emisor.persona_id, factura=una.numero_factura)
    iva = una.obligado - una.obligado / Decimal("1.21")
    base = presupuesto.gastar(
        actor=INTERVENCION,
        clase="ADO",
        cabecera=cabecera,
        lineas=[de("920.22000", "400"), de("920.22100", str(una.obligado - iva - 400))],
        reloj=reloj,
    )
    de_iva = [LineaPedida(iva, codigo="IVA_SOPORTADO")]
    otras.anotar_iva("IVS", cabecera, de_iva, contrapartida="4720", actor=INTERVENCION, reloj=reloj)
    acciones.conformar(actor=marta, factura_id=una.id, observaciones="", reloj=reloj)
    acciones.contabilizar(actor=intervencion, factura_id=una.id, operacion_id=base.id, reloj=reloj)
    una_linea, otra = base.lineas.order_by("orden")
    saldos = [
        SaldoCerrado.objects.create(
            ejercicio_id=2026,
            clase="obligacion",
            anio=2025,
            cuenta="4010",
            tercero_id=una.emisor.persona_id,
            linea_origen_id=linea.id,
            inicial=linea.importe,
        )
        for linea in (una_linea, otra)
    ]
    partes = [pagos.retenido_en_cerrado(saldo.id) for saldo in saldos]
    assert sum(partes) == una.retenido, "each balance keeps its part, to the cent"
    assert partes[0] == round(Decimal(una.retenido or 0) * 400 / base.importe, 2)
    orden = presupuesto.ordenar_pago(
        actor=INTERVENCION,
        cabecera=Cabecera(hoy(reloj), "Orden"),
        lineas=[LineaPedida(linea.importe, origen=linea.id) for linea in (una_linea, otra)],
        reloj=reloj,
    )
    assert pagos.retenido_en(orden.id) == una.retenido
    sin_factura = presupuesto.gastar(
        actor=INTERVENCION,
        clase="ADO",
        cabecera=replace(cabecera, factura=""),
        lineas=[de("920.22000", "1")],
        reloj=reloj,
    )
    todos = {uno.id for uno in saldos} | {orden.id}
    assert pagos.retienen([orden.id, sin_factura.id], [uno.id for uno in saldos]) == todos
    SaldoCerrado.objects.filter(id=saldos[0].id).update(realizado=Decimal(1))
    assert pagos.retenido_en_cerrado(saldos[0].id) == 0, "it was paid in part: who pays says what is kept"
    # What is ordered of what its rectificativa leaves keeps what both say
    acciones.conformar(actor=marta, factura_id=abono.id, observaciones="", reloj=reloj)
    with transaction.atomic():
        menos = Cabecera(hoy(reloj), "Abono")
        con: dict[str, Any] = {"actor": INTERVENCION, "reloj": reloj}
        corregir(orden.id, menos, [], **con)
        negativa = corregir(base.id, menos, [LineaPedida(-abono.obligado, origen=otra.id)], **con)
        marcar_rectificada(bloqueada(abono.id), original=una, operacion_id=negativa.id, **con)
    resto = presupuesto.ordenar_pago(
        actor=INTERVENCION,
        cabecera=Cabecera(hoy(reloj), "Lo que queda"),
        lineas=[LineaPedida(linea.saldo, origen=linea.id) for linea in base.lineas.order_by("orden")],
        reloj=reloj,
    )
    assert pagos.retenido_en(resto.id) == Decimal(una.retenido or 0) - 15
