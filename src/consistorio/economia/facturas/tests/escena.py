"""Invoices that arrive, signed, and what `verificar` would say of them."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from consistorio.cli.datos_demo.facturae import firmada
from consistorio.documental.firma.cms import Firmador
from consistorio.economia.facturas import acciones, traidas
from consistorio.economia.facturas.entrada import libro_del
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tests.escenario import INTERVENCION, de
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros.operaciones import ficha_de
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.identificadores import uuid7
from consistorio.nucleo.reloj import RelojSistema, hoy
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.consultas import unidad_por_dir3
from consistorio.servicios.tests import manos
from consistorio.servicios.tests.escenario import RelojDePrueba


class Informe:
    """What `verificar` would say."""

    def __init__(self) -> None:
        self.fallos: list[str] = []

    def falla(self, tabla: str, clave: object, texto: str) -> None:
        self.fallos.append(f"{tabla} {clave}: {texto}")

    def contar(self, que: str, cuantos: int = 1) -> None:
        """Nothing is counted."""


def firmar(datos: bytes, casa: Servidor, quien: str = "ciudadania/11111111H-B99999997") -> bytes:
    return firmada(datos, Firmador(casa.pki.mano(quien)), RelojSistema().ahora())


def llega(
    datos: bytes, actor: Actor, reloj: RelojDePrueba, canal: str = "archivo", entrada_el: datetime | None = None
) -> list[Factura]:
    return acciones.recibir(
        actor=actor, flujo=io.BytesIO(datos), nombre="factura.xml", canal=canal, entrada_el=entrada_el, reloj=reloj
    )


def traida(nif: str, actor: Actor, reloj: RelojDePrueba, **cambios: Any) -> Factura:
    """One of another register, conformed there ten days ago: 2,000 euros with their tax and what they withhold."""
    dia = hoy(reloj)
    with transaction.atomic():
        libro = libro_del(dia.year)
        persona = Persona.objects.get(nif=nif)
        una = traidas.FacturaTraida(
            **{
                "id": uuid7(),
                "huella": "c" * 64,
                "registro": "2026/345",
                "entrada": dia - timedelta(days=20),
                "emisor": ficha_de(persona.id, actor=actor, reloj=reloj),
                "numero": "118",
                "fecha": dia - timedelta(days=25),
                "concepto": "Proyecto de la biblioteca",
                "base": Decimal(2000),
                "iva": Decimal(420),
                "retenido": Decimal(300),
                "total": Decimal(2120),
                "estado": "conformada",
                "dice": "Allí era la 2026/345.",
                "unidad": unidad_por_dir3("LA0009986", en=dia),
                "conformada": dia - timedelta(days=10),
                **cambios,
            }
        )
        factura = traidas.traer(una, libro, actor=actor, reloj=reloj)
        libro.save(update_fields=["ultimo"])
    return factura


def codigos(factura: Factura) -> list[str]:
    return sorted({p["codigo"] for p in factura.problemas})


def gasto(quien: UUID | None, importe: str, reloj: RelojDePrueba, clase: str = "ADO") -> Operacion:
    """An expense noted today; without anybody, of several third parties."""
    cabecera = Cabecera(hoy(reloj), "Sillas", tercero_id=quien, varios=quien is None)
    return presupuesto.gastar(
        actor=INTERVENCION, clase=clase, cabecera=cabecera, lineas=[de("920.22000", importe)], reloj=reloj
    )


def pagar(operacion: Operacion, reloj: RelojDePrueba) -> Operacion:
    """Its payment, whole, today: what is subscribed pays its invoices."""
    lineas = [LineaPedida(una.importe, origen=una.id) for una in operacion.lineas.order_by("orden")]
    pago = presupuesto.pagar(
        actor=INTERVENCION,
        clase="PR",
        cabecera=Cabecera(hoy(reloj), "Pago"),
        lineas=lineas,
        ordinal="571",
        reloj=reloj,
    )
    manos.correr()
    return pago


def corregir(operacion: Operacion, importe: str, reloj: RelojDePrueba) -> Operacion:
    """Its negative, for part of it."""
    linea = LineaPedida(Decimal(importe), origen=operacion.lineas.get().id)
    return presupuesto.corregir_gasto(
        actor=INTERVENCION,
        operacion_id=operacion.id,
        cabecera=Cabecera(hoy(reloj), "Corrección"),
        lineas=[linea],
        reloj=reloj,
    )
