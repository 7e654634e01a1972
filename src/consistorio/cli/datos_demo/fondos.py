"""The funds of habilitados of the example town: an anticipo de caja fija in use, and an order a justificar whose term has ended."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from consistorio.cli.datos_demo import bancos
from consistorio.cli.datos_demo.gente import INTERVENCION, TESORERIA, actor, hace, quien_paga_sin_lista
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.models import Fondo, Operacion
from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
from consistorio.economia.terceros import acciones as terceros
from consistorio.economia.terceros.acciones.fichas import PersonaEscrita
from consistorio.economia.terceros.models import Tercero
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

HABILITADA = PersonaEscrita("51234567C", nombre="Remedios", apellido1="Cuesta", apellido2="Villanueva")
PAPEL, CAJA, FIESTAS = "920.22000", 1_500, 900


def sembrar(con_papeles: Tercero) -> None:
    """`con_papeles`: who has a document that stands for the cuenta justificativa."""
    habilitada = terceros.dar_de_alta(actor=actor(TESORERIA), persona=HABILITADA, reloj=reloj_de_la_casa()).persona_id
    _caja_fija(habilitada, con_papeles.documentos.order_by("id")[0].documento_id)
    _a_justificar(habilitada)


def _caja_fija(habilitada: UUID, cuenta_id: UUID) -> None:
    """Twice it paid; the first account is approved and its payment waits, and the second one is to be written."""
    reloj, teresa, fernando = reloj_de_la_casa(), actor(INTERVENCION), actor(TESORERIA)
    hecho = acciones.constituir_caja_fija(
        actor=fernando,
        cabecera=Cabecera(hace(40), "Anticipo para gastos menores de la biblioteca", tercero_id=habilitada),
        denominacion="Caja fija de la biblioteca",
        importe=LineaPedida(Decimal(CAJA)),
        ordinal=bancos.GENERAL,
        reloj=reloj,
    )
    caja = _de(hecho)
    for dias, importe, texto in (
        (25, "318.40", "Material de talleres y mensajería"),
        (4, "96.15", "Revistas y reparaciones"),
    ):
        acciones.anotar_pagos_del_habilitado(
            actor=fernando,
            fondo_id=caja,
            cabecera=Cabecera(hace(dias), texto, tercero_id=habilitada),
            importe=LineaPedida(Decimal(importe)),
            reloj=reloj,
        )
    acciones.justificar_caja_fija(
        actor=teresa,
        fondo_id=caja,
        cabecera=Cabecera(hace(8), "Cuenta de talleres y mensajería", tercero_id=habilitada, documento_id=cuenta_id),
        lineas=[LineaPedida(Decimal("318.40"), PAPEL)],
        reloj=reloj,
    )


def _a_justificar(habilitada: UUID) -> None:
    """Paid, spent in part, and its last day was yesterday when the year is old enough."""
    reloj, texto = reloj_de_la_casa(), "Actuaciones y megafonía de las fiestas"
    librado = hace(30)
    orden = acciones.librar_a_justificar(
        actor=actor(INTERVENCION),
        cabecera=Cabecera(librado, texto, tercero_id=habilitada),
        lineas=[LineaPedida(Decimal(FIESTAS), PAPEL)],
        denominacion="Fiestas de los barrios",
        vence=max(librado, hoy(reloj) - timedelta(days=1)),
        reloj=reloj,
    )
    acciones.pagar(
        actor=quien_paga_sin_lista(),
        clase="PR",
        cabecera=Cabecera(librado, texto, tercero_id=habilitada),
        lineas=[LineaPedida(Decimal(FIESTAS), origen=orden.lineas.get().id)],
        ordinal=bancos.GENERAL,
        reloj=reloj,
    )
    acciones.anotar_pagos_del_habilitado(
        actor=actor(TESORERIA),
        fondo_id=_de(orden),
        cabecera=Cabecera(hace(20), "Facturas de las fiestas", tercero_id=habilitada),
        importe=LineaPedida(Decimal("640.00")),
        reloj=reloj,
    )


def _de(operacion: Operacion) -> UUID:
    return Fondo.objects.get(lineas__operacion=operacion).id
