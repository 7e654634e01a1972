"""Reads of the projects of expense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, LineaOperacion
from consistorio.economia.proyectos.models import Agente, Arrastre, Proyecto
from consistorio.economia.proyectos.reglas import CERO, Desviacion, Financiado, desviaciones

# What a right loses after it is recognised, by the class of the operation that takes it away; a refund when it is paid
_QUITAN = ("AN", "APL", "INS", "ESP")


def desviaciones_en(anio: int) -> dict[str, tuple[Desviacion, ...]]:
    """The deviations of each project that runs in a year, by its code, in order."""
    proyectos = list(Proyecto.objects.filter(desde__lte=anio, hasta__gte=anio).order_by("codigo"))
    gasto = _obligaciones(proyectos)
    ingreso = _derechos(proyectos)
    return {
        proyecto.codigo: desviaciones(
            proyecto.gasto_total,
            gasto[proyecto.id].get(anio, CERO),
            _hasta(gasto[proyecto.id], anio),
            [
                Financiado(
                    agente.nombre,
                    agente.aportacion,
                    ingreso[agente.id].get(anio, CERO),
                    _hasta(ingreso[agente.id], anio),
                )
                for agente in Agente.objects.filter(proyecto=proyecto).order_by("nombre")
            ],
        )
        for proyecto in proyectos
    }


def _hasta(por_anio: Mapping[int, Decimal], anio: int) -> Decimal:
    return sum((importe for cual, importe in por_anio.items() if cual <= anio), CERO)


def _obligaciones(proyectos: list[Proyecto]) -> dict[UUID, dict[int, Decimal]]:
    """Net obligations of each project and year: of its applications, and what it brought."""
    suma: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
    propias = (
        Aplicacion.objects.filter(de_proyecto__proyecto__in=proyectos)
        .values_list("de_proyecto__proyecto_id", "ejercicio_id")
        .annotate(total=Sum("obligado"))
    )
    de_antes = Arrastre.objects.filter(proyecto__in=proyectos, agente=None)
    for proyecto_id, anio, importe in [*propias, *de_antes.values_list("proyecto_id", "anio", "importe")]:
        suma[proyecto_id][anio] = suma[proyecto_id].get(anio, CERO) + importe
    return suma


def _derechos(proyectos: list[Proyecto]) -> dict[UUID, dict[int, Decimal]]:
    """Net rights of each agent and year."""
    suma: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
    agentes = list(Agente.objects.filter(proyecto__in=proyectos))
    exclusivos = {agente.economica: agente.id for agente in agentes if agente.exclusivo}
    filas: list[tuple[UUID, int, Decimal]] = [
        (exclusivos[concepto.economica], concepto.ejercicio_id, concepto.derechos_netos)
        for concepto in ConceptoIngreso.objects.filter(economica__in=exclusivos)
    ]
    asignados = LineaOperacion.objects.filter(de_agente__agente__in=agentes)
    campos = ("de_agente__agente_id", "operacion__ejercicio_id", "importe")
    filas += list(asignados.values_list(*campos))
    for agente_id, anio, importe in _menguas(list(asignados.values_list("id", flat=True))):
        filas.append((agente_id, anio, -importe))
    de_antes = Arrastre.objects.filter(agente__in=agentes).values_list("agente_id", "anio", "importe")
    for agente_id, anio, importe in [*filas, *de_antes]:
        suma[agente_id][anio] = suma[agente_id].get(anio, CERO) + importe
    return suma


def _menguas(derechos: Sequence[UUID]) -> list[tuple[UUID, int, Decimal]]:
    """What each assigned right lost: annulments on it, and refunds paid of what was collected of it."""
    directas = LineaOperacion.objects.filter(origen_id__in=derechos, operacion__clase__in=_QUITAN).values_list(
        "origen__de_agente__agente_id", "operacion__ejercicio_id", "importe"
    )
    # DR <- I <- DEV <- PDEV; a DRI is collected in itself
    cobrados = LineaOperacion.objects.filter(operacion__clase="PDEV")
    por_ingreso = cobrados.filter(origen__origen__origen_id__in=derechos).values_list(
        "origen__origen__origen__de_agente__agente_id", "operacion__ejercicio_id", "importe"
    )
    simultaneos = cobrados.filter(origen__origen_id__in=derechos).values_list(
        "origen__origen__de_agente__agente_id", "operacion__ejercicio_id", "importe"
    )
    return [*directas, *por_ingreso, *simultaneos]
