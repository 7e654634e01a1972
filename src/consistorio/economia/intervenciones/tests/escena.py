"""Invoices on paper, conformed or not, and what follows when somebody signs a document of control."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from consistorio.documental.firma.eventos import CircuitoCompletado, CircuitoDevuelto
from consistorio.documental.firma.models import Circuito
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.acciones.recibir import FacturaEnPapel
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.consultas import titular_de
from consistorio.servicios.intervencion.models import EscritoDeControl
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.tests.factories import un_pdf
from consistorio.tramitacion.tests.firmas import firma_paso

LICENCIAS, PROVEEDORA = "LA0009986", "12345678Z"
COLAS = ("firma", "documentos")


def correr(reloj: RelojDePrueba) -> None:
    """The jobs of signatures and documents, which live in the town's time; the test goes on after them."""
    vaciar_colas(colas=COLAS)
    reloj.avanzar(minutes=1)


def firmado(documento_id: UUID, reloj: RelojDePrueba, *, devuelto: bool = False) -> None:
    """What the room of signatures leaves and says when the last of those who sign a document does, or sends it back; keys are tested there."""
    circuito = Circuito.objects.get(documento_id=documento_id, estado="pendiente")
    paso = circuito.pasos.select_related("puesto").order_by("numero").first()
    assert paso is not None
    if devuelto:
        quien = titular_de(paso.puesto, en=hoy(reloj)).empleado
        circuito.pasos.filter(id=paso.id).update(
            estado="devuelto", motivo="No es así.", terminado_el=reloj.ahora(), firmante=quien
        )
    else:
        for uno in circuito.pasos.select_related("puesto"):
            firma_paso(uno, reloj)
    fin = "devuelto" if devuelto else "completado"
    Circuito.objects.filter(id=circuito.id).update(estado=fin, terminado_el=reloj.ahora())
    ids = (circuito.id, circuito.documento_id, circuito.referencia)
    with transaction.atomic():
        hecho = CircuitoDevuelto(*ids, paso.id) if devuelto else CircuitoCompletado(*ids)
        anotar(f"documento:{documento_id}", hecho, actor=Actor.sistema("pruebas"), reloj=reloj)
    correr(reloj)


def firma(escrito: EscritoDeControl, reloj: RelojDePrueba, *, devuelto: bool = False) -> None:
    """The same, of a document of control."""
    firmado(escrito.documento_id, reloj, devuelto=devuelto)


def factura(
    reloj: RelojDePrueba,
    numero: str,
    base: str = "1000",
    *,
    fecha: date | None = None,
    expediente: str = "",
    total: str = "",
    conforma: bool = True,
    firma: bool = True,
) -> Factura:
    """An invoice of the firm for what Licencias ordered, conformed by who heads it, who signs."""
    papel = FacturaEnPapel(
        emisor_nif=PROVEEDORA,
        emisor_nombre="Lucía",
        emisor_apellido1="García",
        numero=numero,
        fecha=fecha or hoy(reloj),
        concepto="Estudio de accesibilidad",
        base=base,
        iva="21",
        total=total or f"{Decimal(base.replace(',', '.')) * Decimal('1.21'):.2f}".replace(".", ","),
        unidad=LICENCIAS,
        expediente=expediente,
    )
    teresa = escenario.empleado("teresa", reloj)
    una = facturas.recibir_papel(
        actor=teresa, papel=papel, flujo=io.BytesIO(un_pdf(str(uuid4()))), nombre="factura.pdf", reloj=reloj
    )
    if conforma:
        facturas.conformar(actor=escenario.empleado("marta", reloj), factura_id=una.id, observaciones="", reloj=reloj)
        correr(reloj)
    una.refresh_from_db()
    if conforma and firma:
        assert una.conformidad_id is not None
        firmado(una.conformidad_id, reloj)
        una.refresh_from_db()
    return una


def compromete(una: Factura, importe: str, reloj: RelojDePrueba, aplicacion: str = "920.22706") -> Operacion:
    """An expense committed with who sent an invoice."""
    assert una.emisor is not None
    cabecera = Cabecera(hoy(reloj), "Estudio", tercero_id=una.emisor.persona_id)
    return presupuesto.gastar(
        actor=escenario.empleado("teresa", reloj),
        clase="AD",
        cabecera=cabecera,
        lineas=[LineaPedida(Decimal(importe), codigo=aplicacion)],
        reloj=reloj,
    )
