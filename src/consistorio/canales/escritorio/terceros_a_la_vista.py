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
from consistorio.economia.presupuesto.models import (
    LineaFutura,
    LineaOperacion,
    Operacion,
    OperacionFutura,
    OperacionPrevia,
)
from consistorio.economia.presupuesto.organicas import vigentes
from consistorio.economia.presupuesto.permisos import GASTO, INGRESO, NO_PRESUPUESTARIO, PAGAR, VER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.organizacion.mando import unidades_a_cargo

_LO_QUE_SIGUE: Final = tuple("__".join(["origen"] * veces) for veces in range(1, 5))  # PDEV, DEV, I, DR
DE_APLICACION: Final = 3  # parts of a code that begins with its organic one


def a_la_vista(actor: Actor, operaciones: Iterable[Operacion], *, en: date) -> frozenset[UUID]:
    """Those of some operations that are in the sight of somebody on a day: those with nobody and of no case, which follow nothing of anybody, are in that of all. The same queries
    whatever their number."""
    suyas = list(operaciones)
    if _de_todas(actor):
        return frozenset(una.id for una in suyas)
    ids = [una.id for una in suyas]
    de_su_unidad = LineaOperacion.objects.filter(operacion__in=ids, aplicacion__organica__in=_organicas(actor, en))
    vistas = {*de_su_unidad.values_list("operacion_id", flat=True), *_sin_nadie(suyas)}
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
    if _de_todas(actor):
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


def _de_todas(actor: Actor) -> bool:
    """Whether somebody keeps the accounts, pays, or orders the expense of the town."""
    anota = actor.puede(GASTO) or actor.puede(INGRESO) or actor.puede(NO_PRESUPUESTARIO)
    return anota or actor.puede(PAGAR) or lee_a_quien_son(actor) or actor.puede(VER_CONTABILIDAD)


def _organicas(actor: Actor, en: date) -> frozenset[str]:
    """The organic codes of the units that somebody heads."""
    unidades = unidades_a_cargo(actor.id, permiso=VER, en=en)
    return frozenset(codigo for codigo, uno in vigentes(en).items() if uno.unidad_id in unidades)


def _organica(codigo: str) -> str:
    partes = codigo.split(".")
    return partes[0] if len(partes) == DE_APLICACION else ""


def _sin_nadie(operaciones: Iterable[Operacion]) -> set[UUID]:
    """Those with nobody, which follow nothing of anybody: what is collected, annulled or given back says of whom no more than what it follows, and
    the credit that an area asks for no more than what it prepared."""
    ids = {una.id for una in operaciones if _de_nadie(una)}
    de_alguien = Q(cerrado__tercero__isnull=False) | Q(aplica__operacion__tercero__isnull=False)
    for camino in _LO_QUE_SIGUE:
        suya = f"{camino}__operacion"
        de_alguien |= Q(**{f"{suya}__tercero__isnull": False}) | Q(**{f"{suya}__expediente_id__isnull": False})
        de_alguien |= Q(**{f"{suya}__varios": True}) | Q(**{f"{camino}__cerrado__tercero__isnull": False})
    if not ids:
        return ids
    siguen = LineaOperacion.objects.filter(de_alguien, operacion__in=ids).values_list("operacion_id", flat=True)
    de_previas = OperacionPrevia.objects.filter(Q(tercero__isnull=False) | Q(varios=True), retencion__in=ids)
    return ids - set(siguen) - {una for una in de_previas.values_list("retencion_id", flat=True) if una is not None}


def _de_nadie(una: Operacion | OperacionFutura) -> bool:
    return una.tercero_id is None and not una.varios and una.expediente_id is None
