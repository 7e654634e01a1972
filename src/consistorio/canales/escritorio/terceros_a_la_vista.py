"""Of which operations somebody may read who they are with, and what was written freely of them, which may name people: who keeps the accounts, who pays and who orders the
expense, of all; who only looks at the execution of the budget, of those of the applications of the units that they head, and where they have a need: a case or an invoice that they
may see (RGPD art. 5.1.c)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from consistorio.canales.escritorio import lecturas_plurianuales
from consistorio.canales.escritorio.lecturas_libros import casos_de
from consistorio.economia.contabilidad.permisos import VER as VER_CONTABILIDAD
from consistorio.economia.facturas import consultas as facturas
from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.acceso import lee_a_quien_son
from consistorio.economia.presupuesto.consultas import previas_visibles_para
from consistorio.economia.presupuesto.consultas.de_quien import tras_alguien
from consistorio.economia.presupuesto.models import LineaFutura, LineaOperacion, Operacion, OperacionFutura
from consistorio.economia.presupuesto.organicas import vigentes
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO, PAGAR, VER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.mando import unidades_a_cargo

DE_APLICACION: Final = 3  # parts of a code that begins with its organic one


def a_la_vista(actor: Actor, operaciones: Iterable[Operacion], *, en: date) -> frozenset[UUID]:
    """Those of some operations that are in the sight of somebody on a day: those with nobody and of no case, which follow nothing of anybody, are in that of all. The same queries
    whatever their number."""
    suyas = list(operaciones)
    if lee_de_todas(actor):
        return frozenset(una.id for una in suyas)
    ids = [una.id for una in suyas]
    de_su_unidad = LineaOperacion.objects.filter(operacion__in=ids, aplicacion__organica__in=_organicas(actor, en))
    de_nadie = {una.id for una in suyas if _de_nadie(una)}
    vistas = {*de_su_unidad.values_list("operacion_id", flat=True), *(de_nadie - tras_alguien(de_nadie))}
    preparadas = previas_visibles_para(actor).filter(Q(retencion__in=ids) | Q(operacion__in=ids))
    vistas |= {una for par in preparadas.values_list("retencion_id", "operacion_id") for una in par if una is not None}
    casos = casos_de(actor, [una.expediente_id for una in suyas])
    vistas |= {una.id for una in suyas if una.expediente_id in casos}
    por_ella = Q(operacion_o_id__in=ids) | Q(id__in=[una.factura_id for una in suyas if una.factura_id is not None])
    halladas = facturas.visibles_para(actor, en=en).filter(por_ella).values_list("id", "operacion_o_id")
    de_facturas = {uno for par in halladas for uno in par}
    vistas |= {una.id for una in suyas if una.id in de_facturas or una.factura_id in de_facturas - {None}}
    return frozenset(vistas)


def futuras_a_la_vista(actor: Actor, operaciones: Iterable[OperacionFutura], *, en: date) -> frozenset[UUID]:
    """The same of those of later years."""
    suyas = list(operaciones)
    if lee_de_todas(actor):
        return frozenset(una.id for una in suyas)
    organicas, casos = _organicas(actor, en), casos_de(actor, [una.expediente_id for una in suyas])
    codigos = LineaFutura.objects.filter(operacion__in=suyas).values_list("operacion_id", "codigo")
    de_su_unidad = {una for una, codigo in codigos if _organica(codigo) in organicas}
    return frozenset(de_su_unidad | {una.id for una in suyas if _de_nadie(una) or una.expediente_id in casos})


def textos(actor: Actor, operaciones: Iterable[Operacion], *, en: date) -> dict[UUID, str]:
    """What each says of itself: what was written of it or, when it is not in sight, of what class it is."""
    suyas = list(operaciones)
    vistas = a_la_vista(actor, suyas, en=en)
    return {una.id: una.texto if una.id in vistas else clases.nombre(una.clase) for una in suyas}


def textos_de_futuras(actor: Actor, operaciones: Iterable[OperacionFutura], *, en: date) -> dict[UUID, str]:
    """The same of those of later years."""
    suyas = list(operaciones)
    vistas = futuras_a_la_vista(actor, suyas, en=en)
    return {una.id: una.texto if una.id in vistas else lecturas_plurianuales.nombre(una.clase) for una in suyas}


def lee_de_todas(actor: Actor) -> bool:
    """Whether somebody reads that of all operations: who keeps the accounts, pays, or orders it (who reads with whom all of it is, and no ficha)."""
    anota = actor.puede(GASTO) or actor.puede(INGRESO) or actor.puede(NO_PRESUPUESTARIO) or actor.puede(PAGAR)
    return anota or actor.puede(VER_CONTABILIDAD) or lee_a_quien_son(actor)


def _organicas(actor: Actor, en: date) -> frozenset[str]:
    """The organic codes of the units that somebody heads."""
    unidades = unidades_a_cargo(actor.id, permiso=VER, en=en)
    return frozenset(codigo for codigo, uno in vigentes(en).items() if uno.unidad_id in unidades)


def _organica(codigo: str) -> str:
    partes = codigo.split(".")
    return partes[0] if len(partes) == DE_APLICACION else ""


def _de_nadie(una: Operacion | OperacionFutura) -> bool:
    return una.tercero_id is None and not una.varios and una.expediente_id is None
