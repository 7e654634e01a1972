"""January: the year that ended is still open, and the new one has its budget. What is of both: invoices and those that correct them, a payment that the bank
sends back, and an expense of before that nobody committed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.facturas import acciones as facturas
from consistorio.economia.facturas.models import Factura
from consistorio.economia.intervenciones import acciones as intervenciones
from consistorio.economia.intervenciones.acciones import FacturaPorIntervenir
from consistorio.economia.intervenciones.tests import escena
from consistorio.economia.intervenciones.tests.actos import interviene, obligacion, ultimo
from consistorio.economia.presupuesto import acciones as presupuesto
from consistorio.economia.presupuesto.tests.escenario import REGLAS
from consistorio.economia.presupuesto.tests.escenario import presupuesto as presupuesto_de
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.tesoreria import acciones as tesoreria
from consistorio.economia.tesoreria.acciones.relaciones import PagoPedido
from consistorio.economia.tesoreria.models import RelacionDePagos
from consistorio.economia.tesoreria.tests.escenario import documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.servicios.intervencion.acciones import recoger_escrito
from consistorio.servicios.intervencion.permisos import RECOGER
from consistorio.servicios.tests.escenario import RelojDePrueba
from tests.navegador import villa
from tests.navegador.oficinas.economia import SUMINISTROS
from tests.navegador.oficinas.tesoreria import BANCO, cargar, dejar_firmada

RECOGE = Actor.sistema("control interno", RECOGER)
GASTOS, IBAN = "165.22100", "ES1000492352082414205416"
ORIGINALES = ("F-1", "F-2", "F-3", "F-4")


def sembrar() -> None:
    """After the offices; the town's clock goes to the first days of the year that follows."""
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    rebajada, pagada, devuelta, _por_pagar = originales = [_conformada(n, "100", reloj) for n in ORIGINALES]
    compromiso = escena.compromete(rebajada, "600", reloj, GASTOS).lineas.get()
    for una in originales:
        interviene(reloj, FacturaPorIntervenir(una.id, origen=compromiso.id))
        recoger_escrito(actor=RECOGE, escrito_id=ultimo("resultado").id, firmado=True, reloj=reloj)
    _cobra_por_transferencia(rebajada, reloj)
    abono = _conformada("R-1", "-20", reloj)
    intervenciones.rectificar_obligacion(
        actor=villa.empleado("teresa"), factura_id=abono.id, original_id=rebajada.id, fecha=hoy(reloj), reloj=reloj
    )
    _pagadas([pagada, devuelta], reloj)
    _en_enero(reloj)


def _conformada(numero: str, base: str, reloj: RelojDePrueba, fecha: date | None = None) -> Factura:
    """Nobody holds a key here: what it says is signed by nobody."""
    una = escena.factura(reloj, numero, base, fecha=fecha, conforma=False)
    return facturas.conformar(actor=villa.empleado("marta"), factura_id=una.id, observaciones="", reloj=reloj)


def _cobra_por_transferencia(una: Factura, reloj: RelojDePrueba) -> None:
    assert una.emisor is not None
    dice: dict[str, Any] = {"tercero_id": una.emisor_id, "iban": IBAN, "bic": "", "reloj": reloj}
    papel = documento(una.emisor, "titularidad", reloj)
    cuenta = terceros.anotar_cuenta(actor=villa.empleado("fernando"), documento_id=papel, **dice)
    terceros.confirmar_cuenta(actor=villa.empleado("teresa"), cuenta_id=cuenta.id, iban=IBAN, reloj=reloj)


def _pagadas(unas: list[Factura], reloj: RelojDePrueba) -> None:
    """By a list, which the bank takes."""
    fernando, ordenes = villa.empleado("fernando"), []
    for una in unas:
        debida = obligacion(una)
        cabecera = Cabecera(hoy(reloj), f"Pago de la factura {una.numero_factura}", tercero_id=debida.tercero_id)
        linea = LineaPedida(debida.importe, origen=debida.lineas.get().id)
        orden = presupuesto.ordenar_pago(actor=fernando, cabecera=cabecera, lineas=[linea], reloj=reloj)
        ordenes.append(PagoPedido(orden.id))
    una_vez: dict[str, Any] = {"actor": fernando, "reloj": reloj}
    relacion = tesoreria.preparar_relacion(
        **una_vez, ordinal="1", fecha=hoy(reloj), pagos=ordenes, motivo_orden="Vence hoy su plazo"
    )
    dejar_firmada(relacion, reloj)
    tesoreria.hacer_fichero(**una_vez, relacion_id=relacion.id)
    tesoreria.dar_por_enviada(**una_vez, relacion_id=relacion.id)
    tesoreria.anotar_pagos(**una_vez, relacion_id=relacion.id, fecha=hoy(reloj))
    avisar()


def avisar() -> None:
    """The jobs that follow what was noted; those that fail on purpose in the offices do so here."""
    vaciar_colas(colas=("general",), propagar=False)


def _en_enero(reloj: RelojDePrueba) -> None:
    """The new year with its budget; what its bank says, and what came in of before."""
    ayer = hoy(reloj)
    anio = ayer.year + 1
    reloj.poner(datetime(anio, 1, 11, 9, tzinfo=UTC))
    teresa, primero = villa.empleado("teresa"), date(anio, 1, 1)
    abrir_ejercicio(actor=teresa, anio=anio, reloj=reloj)
    del_pleno = Tercero.objects.get(persona__nif=SUMINISTROS).documentos.get().documento_id
    for estado in ("exposicion", "definitiva", "publicada"):
        presupuesto.anotar_tramite_del_presupuesto(
            actor=teresa, anio=anio, estado=estado, fecha=hoy(reloj), documento_id=del_pleno, reclamaciones=True, reloj=reloj
        )  # fmt: skip
    presupuesto.aprobar_presupuesto(
        actor=teresa, nuevo=replace(presupuesto_de(anio), aprobado=hoy(reloj)), reglas=REGLAS, fecha=primero, texto=f"Presupuesto de {anio}", reloj=reloj
    )  # fmt: skip
    pagadas = RelacionDePagos.objects.latest("numero").lineas.all()
    salen = [(hoy(reloj), "-121.00", "", f"TRANSFERENCIA {una.referencia}") for una in pagadas]
    vuelve = (hoy(reloj), "121.00", "", "DEVOLUCION DE TRANSFERENCIA, CUENTA CANCELADA")
    cargar(BANCO, hoy(reloj), "537.33", [*salen, vuelve], reloj)
    _conformada("F-5", "80", reloj, fecha=ayer)
    for numero, base in (("R-2", "-30"), ("R-4", "-15")):
        _conformada(numero, base, reloj)
