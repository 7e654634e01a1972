"""What is found of the accounts: third parties, invoices and operations.

An operation is found by its number by who may open it; by what was written of it, or by who it is with, by who may read that (`terceros_a_la_vista`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.urls import reverse

from consistorio.canales.escritorio import terceros_a_la_vista
from consistorio.canales.escritorio.buscador.hallazgos import Hallazgo
from consistorio.economia.facturas import busqueda as facturas
from consistorio.economia.facturas.consultas import visibles_para as facturas_visibles
from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto import busqueda as presupuesto
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.terceros.consultas import visibles_para as terceros_visibles
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.nucleo.tipos import Importe
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.tramitacion.expedientes.busqueda import Donde

# How many operations that fit are read, of whom few are in sight: so many at a time, so many times
BLOQUE, BLOQUES = 200, 5


def terceros_buscados(donde: Donde) -> list[Hallazgo]:
    """The fichas of that name or number of identity."""
    visibles = terceros_visibles(donde.actor)
    if visibles.query.is_empty():
        return []
    hallados = donde.primeras(visibles, [donde.llamadas.en(visibles, "persona_id")])
    return [
        Hallazgo(
            fila.id,
            fila.persona.nombre_completo,
            fila.persona.nif,
            reverse("escritorio:tercero", args=[fila.id]),
            fila.alta_el,
        )
        for fila in hallados
    ]


def facturas_buscadas(donde: Donde) -> list[Hallazgo]:
    """The invoices with those numbers or words, or of who is called so."""
    return [
        Hallazgo(
            fila.id,
            f"{fila.codigo} · {fila.emisor_nombre or fila.emisor_nif}",
            " · ".join(filter(None, (fila.numero_dicho, _euros(fila), fila.get_estado_display()))),
            reverse("escritorio:factura", args=[fila.id]),
            fila.entrada_el,
        )
        for fila in facturas.buscadas(donde, en=hoy(reloj_de_la_casa()))
    ]


def operaciones_buscadas(donde: Donde) -> list[Hallazgo]:
    """The operations of that number; or with those words, or with whom is called so, of those whose words one may read."""
    if presupuesto.visibles_para(donde.actor).query.is_empty():
        return []
    en = hoy(reloj_de_la_casa())
    numero = presupuesto.numero_buscado(donde.texto)
    if numero is not None:
        filas = list(presupuesto.por_numero(donde, numero))
        return _de_operaciones(filas, terceros_a_la_vista.a_la_vista(donde.actor, filas, en=en))
    if terceros_a_la_vista.lee_de_todas(donde.actor):
        filas = list(presupuesto.buscadas(donde))
        return _de_operaciones(filas, {fila.id for fila in filas})
    filas = _a_su_vista(donde, en)
    return _de_operaciones(filas, {fila.id for fila in filas})


def _a_su_vista(donde: Donde, en: date) -> list[Operacion]:
    """Those in the sight of who does not read them all, among the newest thousand that fit."""
    suyas: list[Operacion] = []
    aqui = replace(donde, tope=BLOQUE)
    for _vez in range(BLOQUES):
        leidas = list(presupuesto.buscadas(aqui))
        vistas = terceros_a_la_vista.a_la_vista(donde.actor, leidas, en=en)
        suyas += [una for una in leidas if una.id in vistas]
        if len(leidas) < BLOQUE or len(suyas) >= donde.tope:
            break
        aqui = replace(aqui, antes_de=leidas[-1].id)
    return suyas[: donde.tope]


def _de_operaciones(filas: Iterable[Operacion], vistas: Iterable[object]) -> list[Hallazgo]:
    suyas = set(vistas)
    return [
        Hallazgo(
            fila.id,
            f"{fila} · {fila.texto if fila.id in suyas else clases.nombre(fila.clase)}",
            " · ".join(
                filter(
                    None,
                    (
                        fila.tercero.nombre_completo if fila.tercero is not None and fila.id in suyas else "",
                        str(Importe(fila.importe)),
                    ),
                )
            ),
            reverse("escritorio:operacion", args=[fila.id]),
            fila.anotada_el,
        )
        for fila in filas
    ]


def _euros(una: Factura) -> str:
    return str(Importe(una.total)) if una.total is not None else ""


def destino(actor: Actor, numero: str) -> str | None:
    """The page of the only invoice, or operation of a class, that has exactly that number, in capitals."""
    if numero.startswith("RCF-"):
        suyas = facturas_visibles(actor, en=hoy(reloj_de_la_casa())).filter(codigo=numero)
        return next((reverse("escritorio:factura", args=[una]) for una in suyas.values_list("id", flat=True)), None)
    condicion = presupuesto.numero_buscado(numero) if numero[:1].isalpha() else None
    if condicion is None:
        return None
    halladas = list(presupuesto.visibles_para(actor).filter(condicion).values_list("id", flat=True)[:2])
    return reverse("escritorio:operacion", args=[halladas[0]]) if len(halladas) == 1 else None


def hay_de(actor: Actor, nif: str) -> bool:
    """Whether somebody may see a ficha or an invoice of who has that number of identity."""
    return (
        terceros_visibles(actor).filter(persona__nif=nif).exists()
        or facturas_visibles(actor, en=hoy(reloj_de_la_casa())).filter(emisor_nif=nif).exists()
    )
