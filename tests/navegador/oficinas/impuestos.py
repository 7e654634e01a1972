"""What the town declares and collects: a withholding of nobody, invoices with VAT, debts that were compensated, a model that was presented, a modification of credits, a
receipt that waits, and a quarter that was sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.economia.informacion import acciones as informacion
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tipos import Cabecera, Descuento, LineaDeModificacion, LineaPedida
from consistorio.economia.recaudacion.acciones import anotar_compromiso, cargar_cobros
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tributacion import acciones as tributacion
from consistorio.economia.tributacion.tipos import LineaRepercutida, LineaSoportada
from consistorio.nucleo.reloj import hoy
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa
from tests.navegador.oficinas.economia import SUMINISTROS
from tests.navegador.oficinas.tesoreria import CONSTRUCTORA


def sembrar(reloj: RelojDePrueba) -> None:
    """Of the year of the town's clock, after its accounts."""
    teresa, fernando, dia = villa.empleado("teresa"), villa.empleado("fernando"), hoy(reloj)
    ficha = Tercero.objects.get(persona__nif=SUMINISTROS)
    justificante = ficha.documentos.get().documento_id
    nomina = acciones.gastar(
        actor=teresa,
        clase="ADO",
        cabecera=Cabecera(dia, "Nómina del mes", varios=True),
        lineas=[LineaPedida(Decimal("3000"), codigo="920.12000")],
        reloj=reloj,
    )
    acciones.pagar(
        actor=teresa.con_permisos("presupuesto.pagar"),  # intervened by noting it
        clase="PR",
        cabecera=Cabecera(dia, "Nómina del mes", varios=True),
        lineas=[LineaPedida(Decimal("3000"), origen=nomina.lineas.get().id)],
        ordinal="57101",
        descuentos=[Descuento("IRPF", Decimal("450.30"))],
        reloj=reloj,
    )
    tributacion.abrir_sector(actor=teresa, codigo="AGUA", nombre="Abastecimiento de agua", reloj=reloj)
    tributacion.fijar_prorrata(actor=teresa, codigo="AGUA", anio=dia.year, clase="general", provisional=80, reloj=reloj)
    libre = Tercero.objects.get(persona__nif=CONSTRUCTORA)  # nothing of it is seized
    factura = Cabecera(dia, "Bombas de la estación", tercero_id=libre.persona_id, factura="B-77")
    recibida = tributacion.soportar(
        actor=teresa,
        clase="ADO",
        cabecera=factura,
        lineas=[LineaSoportada(Decimal("400"), Decimal(21), "165.22100", sector="AGUA")],
        expedida=dia,
        reloj=reloj,
    )
    expedida = tributacion.repercutir(
        actor=teresa,
        clase="DR",
        cabecera=factura,
        lineas=[LineaRepercutida(Decimal("1250.50"), Decimal(10), "30200", "AGUA")],
        expedida=dia,
        reloj=reloj,
    )
    tributacion.compensar(
        actor=fernando,
        clase="oficio",
        cabecera=Cabecera(dia, "Compensación de deudas", tercero_id=libre.persona_id, documento_id=justificante),
        obligaciones=[LineaPedida(Decimal(40), origen=recibida.operacion.lineas.get().id)],
        derechos=[LineaPedida(Decimal(40), origen=expedida.operacion.lineas.get().id)],
        reloj=reloj,
    )
    tributacion.presentar(
        actor=teresa,
        modelo="115",
        anio=dia.year - 1,
        periodo="4T",
        fecha=date(dia.year, 1, 1),
        justificante="1150000000001",
        documento_id=justificante,
        reloj=reloj,
    )
    acciones.preparar_modificacion(
        actor=teresa,
        anio=dia.year,
        tipo="suplemento",
        texto="Más energía eléctrica para el alumbrado",
        lineas=[
            LineaDeModificacion("alta", "165.22100", Decimal(500)),
            LineaDeModificacion("financiacion", "87000", Decimal(500)),
        ],
        reloj=reloj,
    )
    anotar_compromiso(
        actor=teresa,
        anio=dia.year,
        economica="45000",
        persona_id=ficha.persona_id,
        importe=Decimal("12000"),
        texto="Aportación para la mejora del camino viejo",
        fecha=dia,
        documento_id=justificante,
        reloj=reloj,
    )
    recibos = f"fecha;referencia;importe;derecho;concepto;nif\n{dia};R-1;60;;30200;\n{dia};R-2;7,25;{dia.year}/999;;\n"
    cargar_cobros(actor=fernando, nombre="recibos.csv", contenido=recibos.encode(), cuenta="57301", reloj=reloj)
    informacion.anotar_ajuste(
        actor=teresa,
        anio=dia.year - 1,
        trimestre=4,
        clase="estabilidad",
        concepto="Intereses devengados y no vencidos",
        importe=Decimal("-1200.50"),
        reloj=reloj,
    )
    informacion.remitir(actor=teresa, anio=dia.year - 1, trimestre=4, fecha=date(dia.year, 1, 1), reloj=reloj)
