"""A payroll that is not paid, an expense in 413, a loan that is drawn in part and a work of several years; what the year before left of one, committed and not
spent; and the funds of a habilitado, one of them of an earlier year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.operaciones import fondos
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CuotaNueva,
    LineaDeFuturo,
    LineaPedida,
    Plurianual,
    PrestamoNuevo,
)
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj, hoy
from tests.navegador import villa

NOMINA = "aplicacion;bruto;neto;IRPF;SS\n920.12000;1000,05;800,01;150,02;50,02\nTOTAL;1000,05;800,01;150,02;50,02\n"
OBRA, GASTOS = "1532.61900", "165.22100"


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
    _fondos(teresa, reloj)


def _fondos(teresa: Actor, reloj: Reloj) -> None:
    """An anticipo of which something was paid, justified and not filled again yet, and an order that is paid in part."""
    dia, fernando = hoy(reloj), villa.empleado("fernando")
    cobra: dict[str, Any] = {"actor": fernando, "reloj": reloj}
    persona = PersonaEscrita("51234567C", nombre="Remedios", apellido1="Cuesta", apellido2="Villanueva")
    habilitado = terceros.dar_de_alta(**cobra, persona=persona).persona_id
    hecho = acciones.constituir_caja_fija(
        **cobra,
        cabecera=Cabecera(dia, "Anticipo para gastos menores de la biblioteca", tercero_id=habilitado),
        denominacion="Caja fija de la biblioteca municipal y sus puntos de lectura",
        importe=LineaPedida(Decimal(900)),
        ordinal="57101",
    )
    de_caja = Fondo.objects.get(lineas__operacion=hecho).id
    gastado = Cabecera(dia, "Facturas menores del trimestre", tercero_id=habilitado)
    acciones.anotar_pagos_del_habilitado(
        **cobra, fondo_id=de_caja, cabecera=gastado, importe=LineaPedida(Decimal("310.45"))
    )
    acciones.justificar_caja_fija(
        actor=teresa, fondo_id=de_caja, cabecera=gastado, lineas=[LineaPedida(Decimal("120.45"), GASTOS)], reloj=reloj
    )
    fiestas = Cabecera(dia, "Actuaciones de las fiestas", tercero_id=habilitado)
    orden = acciones.librar_a_justificar(
        actor=teresa, cabecera=fiestas, lineas=[LineaPedida(Decimal(150), GASTOS)], denominacion="Fiestas", reloj=reloj
    )
    debida = LineaPedida(Decimal(100), origen=orden.lineas.get().id)
    paga = cobra | {"actor": teresa.con_permisos("presupuesto.pagar")}  # intervened by noting it
    acciones.pagar(**paga, clase="PR", cabecera=fiestas, lineas=[debida], ordinal="57101")
    cabalgata = Cabecera(date(dia.year, 1, 1), "Lo que tenía al cargar las cuentas", tercero_id=habilitado)
    de_antes: dict[str, Any] = {"cuenta": "5750", "entregado": date(dia.year - 1, 12, 20)}
    with transaction.atomic():
        fondos.detallar("a_justificar", cabalgata, "Cabalgata", LineaPedida(Decimal(75)), **cobra, **de_antes)
