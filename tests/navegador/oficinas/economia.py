"""The accounts of a year: its budget, an expense from its retention to its order of payment, a right that is collected, and a supplier whose account
waits for the second person."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio, bloquear
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tests.escenario import REGLAS, presupuesto
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf
from tests.navegador import villa

SUMINISTROS = "B09000001"


def sembrar(reloj: RelojDePrueba) -> None:
    """Of the year of the town's clock."""
    teresa, fernando, anio = villa.empleado("teresa"), villa.empleado("fernando"), hoy(reloj).year
    datos.cargar_plan(reloj=reloj)
    abrir_ejercicio(actor=teresa, anio=anio, reloj=reloj)
    acciones.aprobar_presupuesto(
        actor=teresa,
        nuevo=presupuesto(anio),
        reglas=REGLAS,
        fecha=date(anio, 1, 1),
        texto=f"Presupuesto de {anio}",
        reloj=reloj,
    )
    persona = PersonaEscrita(SUMINISTROS, razon_social="Suministros Arlanza, S. L.")
    ficha = terceros.dar_de_alta(actor=fernando, persona=persona, reloj=reloj)
    certificado = terceros.incorporar_documento(
        actor=fernando,
        tercero_id=ficha.id,
        flujo=io.BytesIO(un_pdf("Certificado de titularidad")),
        nombre="certificado.pdf",
        titulo="Certificado de titularidad de la cuenta",
        clase="titularidad",
        valido_hasta=None,
        reloj=reloj,
    )
    for iban in ("ES9121000418450200051332", "ES7921000813610123456789"):
        cuenta = terceros.anotar_cuenta(
            actor=fernando, tercero_id=ficha.id, iban=iban, bic="", documento_id=certificado.documento_id, reloj=reloj
        )
        if iban.startswith("ES91"):
            terceros.confirmar_cuenta(actor=teresa, cuenta_id=cuenta.id, iban=iban, reloj=reloj)

    def cabecera(texto: str) -> Cabecera:
        return Cabecera(fecha=hoy(reloj), texto=texto, tercero_id=ficha.persona_id)

    def tras(linea: object, importe: str) -> LineaPedida:
        return LineaPedida(Decimal(importe), origen=linea.id)  # type: ignore[attr-defined]

    rc = acciones.retener(
        actor=teresa,
        clase="RC",
        cabecera=cabecera("Material de oficina de las dependencias municipales para el segundo semestre"),
        lineas=[LineaPedida(Decimal("900"), codigo="920.22000"), LineaPedida(Decimal("300.50"), codigo="920.22100")],
        reloj=reloj,
    )
    ado = acciones.gastar(
        actor=teresa,
        clase="ADO",
        cabecera=cabecera("Material de oficina, primer pedido"),
        lineas=[tras(rc.lineas.get(orden=0), "650.25")],
        reloj=reloj,
    )
    acciones.ordenar_pago(
        actor=fernando,
        cabecera=cabecera("Orden de pago del primer pedido"),
        lineas=[tras(ado.lineas.get(), "650.25")],
        reloj=reloj,
    )
    acciones.reconocer(
        actor=teresa,
        clase="DRI",
        cabecera=cabecera("Tasa por la ocupación de la vía pública"),
        lineas=[LineaPedida(Decimal("504"), codigo="30200")],
        ordinal="571",
        reloj=reloj,
    )
    bloquear(actor=teresa, anio=anio, presupuesto_hasta=date(anio, 1, 31), reloj=reloj)
