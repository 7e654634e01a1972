"""A payroll that is not paid, an expense in 413, a loan that is drawn in part and a work of several years; and what the year before left of one, committed and not spent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CuotaNueva,
    LineaDeFuturo,
    LineaPedida,
    Plurianual,
    PrestamoNuevo,
)
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy

NOMINA = "aplicacion;bruto;neto;IRPF;SS\n920.12000;1000,05;800,01;150,02;50,02\nTOTAL;1000,05;800,01;150,02;50,02\n"
OBRA = "1532.61900"


def comprometer_una_obra(actor: Actor, anio: int, reloj: Reloj) -> Operacion:
    """Work that is committed in a year and will not be spent in it."""
    return acciones.gastar(
        actor=actor,
        clase="AD",
        cabecera=Cabecera(date(anio, 12, 1), "Urbanización de la calle del Puente", varios=True),
        lineas=[LineaPedida(Decimal(4000), codigo=OBRA)],
        reloj=reloj,
    )


def sembrar(teresa: Actor, reloj: Reloj) -> None:
    """Of the year of the town's clock."""
    dia = hoy(reloj)
    varios = Cabecera(dia, "Nómina del mes, personal de la casa", varios=True)
    acciones.importar_nomina(actor=teresa, contenido=NOMINA, cabecera=varios, ordinal="57101", reloj=reloj)
    entidad = Tercero.objects.get(persona__nif="B09000001").persona_id
    prestamo = PrestamoNuevo(
        "P-1",
        "Renovación del alumbrado público de los barrios",
        date(dia.year, 1, 2),
        Decimal("60000.03"),
        "91300",
        "011.91300",
        "011.31000",
        entidad,
        "Tipo fijo del 2,5 %, sin carencia ni garantías.",
    )
    cuotas = [CuotaNueva(date(dia.year + n, 2, 1), Decimal("20000.01"), Decimal("999.99")) for n in range(1, 4)]
    acciones.concertar_prestamo(actor=teresa, nuevo=prestamo, cuotas=cuotas, reloj=reloj)
    acciones.disponer_prestamo(
        actor=teresa,
        codigo="P-1",
        cabecera=Cabecera(dia, "Primera disposición", tercero_id=entidad),
        importe=Decimal(25000),
        reloj=reloj,
    )
    acciones.devengar(
        actor=teresa,
        cabecera=Cabecera(dia, "Luz de los edificios, último recibo", tercero_id=entidad, factura="L-2026/118"),
        lineas=[LineaPedida(Decimal("184.20"), codigo="920.22100")],
        reloj=reloj,
    )
    obra = acciones.gastar(
        actor=teresa,
        clase="AD",
        cabecera=Cabecera(dia, "Reurbanización de la plaza, primer año", varios=True),
        lineas=[LineaPedida(Decimal(5000), codigo=OBRA)],
        reloj=reloj,
    )
    acciones.anotar_futuro(
        actor=teresa,
        clase="AD",
        cabecera=Cabecera(dia, "Reurbanización de la plaza, los dos años siguientes", tercero_id=entidad),
        lineas=[LineaDeFuturo(Decimal(importe), dia.year + n, OBRA) for n, importe in ((1, 9000), (2, 6000))],
        plurianual=Plurianual("inversiones", inicia=obra.id),
        reloj=reloj,
    )
