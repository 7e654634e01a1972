"""What a load of another program leaves: an invoice without its file, and two accounts that wait for a second person."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from consistorio.economia.facturas import traidas
from consistorio.economia.facturas.entrada import libro_del
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import CuentaTercero, Tercero
from consistorio.economia.terceros.operaciones import proponer_cuenta
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa

CARGA = "c" * 64
CUENTAS = (
    ("A09000084", "Proyectos de la Meseta, S. A.", "ES6621000418401234567891", "Proyectos de la Meseta, S. A."),
    ("B09000092", "Estudios del Duero, S. L.", "DE89370400440532013000", "Otra Sociedad del Duero, S. L."),
)


def sembrar(reloj: RelojDePrueba) -> None:
    """Of the day of the town's clock."""
    fernando, dia = villa.empleado("fernando"), hoy(reloj)
    fichas: list[Tercero] = []
    for nif, nombre, iban, titular in CUENTAS:
        persona = PersonaEscrita(nif, razon_social=nombre)
        fichas.append(terceros.dar_de_alta(actor=fernando, persona=persona, reloj=reloj))
        cuenta = CuentaTercero(
            tercero=fichas[-1],
            iban=iban,
            bic="" if iban.startswith("ES") else "COBADEFFXXX",
            titular=titular,
            carga=CARGA,
            anotada_el=reloj.ahora(),
            anotada_por=fernando.id,
        )
        with transaction.atomic():
            proponer_cuenta(cuenta, actor=fernando, reloj=reloj)
    unidad, conformada = unidad_por_dir3("LA0009986", en=dia), dia - timedelta(days=12)
    with transaction.atomic():
        libro = libro_del(dia.year)
        traida = traidas.FacturaTraida(
            id=uuid7(),
            huella=CARGA,
            registro=f"{dia.year}/345",
            entrada=dia - timedelta(days=25),
            emisor=fichas[0],
            serie="A",
            numero="118",
            fecha=dia - timedelta(days=27),
            concepto="Proyecto de la biblioteca, segunda entrega",
            base=Decimal("2000.00"),
            iva=Decimal("420.00"),
            tipo_iva=Decimal(21),
            retenido=Decimal("300.00"),
            tipo_retencion=Decimal(15),
            total=Decimal("2120.00"),
            estado="conformada",
            dice=traidas.en_palabras(f"{dia.year}/345", "conformada", conformada=conformada, unidad=unidad),
            unidad=unidad,
            conformada=conformada,
        )
        traidas.traer(traida, libro, actor=fernando, reloj=reloj)
        libro.save(update_fields=["ultimo"])
