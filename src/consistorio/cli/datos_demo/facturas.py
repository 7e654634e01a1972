"""Invoices of a supplier of the example town, in different states: what «¿Dónde está mi factura?» shows to who represents it."""

from __future__ import annotations

import io
import os
import urllib.request
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from consistorio.cli.datos_demo.bancos import GENERAL
from consistorio.cli.datos_demo.facturae import Pedida, factura, firmada
from consistorio.cli.datos_demo.gente import INTERVENCION, JEFATURA, actor, hace, quien_paga_sin_lista
from consistorio.documental.firma.cms import Firmador
from consistorio.economia.facturas import acciones
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.trabajos import face_mirar
from consistorio.economia.presupuesto.acciones import gastar, pagar
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.integraciones.pki_demo.siembra import pki_de_la_casa
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import ServicioNoDisponible
from consistorio.nucleo.reloj import Reloj, RelojSistema, hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

FIRMANTE = "ciudadania/11111111H-B99999997"
UNIDAD = "LA0009986"
CENTROS = (("01", "LA0009983"), ("02", "L01999998"), ("03", UNIDAD))


def sembrar() -> Sequence[str]:
    """Once. Those paid and rejected go through the people who do it; one comes by the simulator of FACe, where it runs."""
    if Factura.objects.exists():
        return []
    reloj = reloj_de_la_casa()
    teresa, marta = actor(INTERVENCION), actor(JEFATURA)
    firmador = Firmador(pki_de_la_casa().mano(FIRMANTE))

    def llega(numero: str, concepto: str, base: str, dias: int) -> Factura:
        dia = hace(dias)
        datos = _firmada(numero, concepto, Decimal(base), dia, firmador)
        [una] = acciones.recibir(
            actor=teresa,
            flujo=io.BytesIO(datos),
            nombre=f"{numero}.xsig",
            canal="archivo",
            entrada_el=reloj.ahora() - (hoy(reloj) - dia),
            reloj=reloj,
        )
        return una

    pagada = llega("117", "Arreglo de la cubierta del centro cívico", "1850.00", 41)
    mala = llega("121", "Suministro de doce mesas de estudio", "2400.00", 12)
    llega("124", "Pintura de las aulas de la escuela infantil", "960.00", 5)
    acciones.rechazar(
        actor=marta,
        factura_id=mala.id,
        motivo="no_conforme",
        texto="Han llegado diez mesas y se facturan doce. Facture las entregadas o entregue las dos que faltan.",
        reloj=reloj,
    )
    acciones.conformar(actor=marta, factura_id=pagada.id, observaciones="", reloj=reloj)
    _pagar(pagada, teresa, reloj)
    _por_face(_firmada("126", "Reparación de la fuente de la plaza", Decimal("740.00"), hace(1), firmador))
    return [
        "",
        "Facturas de ejemplo:",
        "  Reformas del Arlanzón, S. L.: su representante (Marta Ortega, 11111111H) las ve en «¿Dónde está mi factura?»",
    ]


def _pagar(una: Factura, quien: Actor, reloj: Reloj) -> None:
    assert una.emisor is not None  # noqa: S101  # its number is known
    cabecera = Cabecera(hoy(reloj), una.concepto, tercero_id=una.emisor.persona_id)
    linea = LineaPedida(una.total or Decimal(0), "920.22706")
    operacion = gastar(actor=quien, clase="ADO", cabecera=cabecera, lineas=[linea], reloj=reloj)
    acciones.contabilizar(actor=quien, factura_id=una.id, operacion_id=operacion.id, reloj=reloj)
    pagar(
        actor=quien_paga_sin_lista(),
        clase="PR",
        cabecera=cabecera,
        lineas=[LineaPedida(operacion.importe, origen=operacion.lineas.get().id)],
        ordinal=GENERAL,
        reloj=reloj,
    )


def _por_face(datos: bytes) -> None:
    puerto = os.environ.get("CONSISTORIO_PUERTO_FACE", "")
    if not puerto:
        return
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{puerto}/registrar", data=datos, timeout=5):
            face_mirar()
    except (OSError, ServicioNoDisponible):
        return  # it was left out, or has not started: the town works without it


def _firmada(numero: str, concepto: str, base: Decimal, dia: date, firmador: Firmador) -> bytes:
    pedida = Pedida(
        numero=numero, serie=f"{dia.year}-", fecha=dia.isoformat(), base=str(base), centros=CENTROS, concepto=concepto
    )
    return firmada(factura(pedida), firmador, RelojSistema().ahora())
