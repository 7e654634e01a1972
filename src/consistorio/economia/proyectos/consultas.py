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
    """The deviations of each project that runs in a year, by its code, in order; and of those that ended before and still hold what somebody paid for them."""
    proyectos = list(Proyecto.objects.filter(desde__lte=anio).order_by("codigo"))
    todas = _de_todos(proyectos, anio)
    return {
        proyecto.codigo: todas[proyecto.codigo]
        for proyecto in proyectos
        if proyecto.hasta >= anio or any(una.del_ejercicio or una.acumulada > 0 for una in todas[proyecto.codigo])
    }


def _de_todos(proyectos: Sequence[Proyecto], anio: int) -> dict[str, tuple[Desviacion, ...]]:
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


def _obligaciones(proyectos: Sequence[Proyecto]) -> dict[UUID, dict[int, Decimal]]:
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


def _derechos(proyectos: Sequence[Proyecto]) -> dict[UUID, dict[int, Decimal]]:
    """Net rights of each agent and year."""
    suma: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
    agentes = list(Agente.objects.filter(proyecto__in=proyectos).select_related("proyecto"))
    exclusivos = defaultdict[str, list[Agente]](list)
    for agente in agentes:
        if agente.exclusivo:
            exclusivos[agente.economica].append(agente)
    filas: list[tuple[UUID, int, Decimal]] = [
        (agente.id, concepto.ejercicio_id, concepto.derechos_netos)
        for concepto in ConceptoIngreso.objects.filter(economica__in=exclusivos)
        for agente in exclusivos[concepto.economica]
        if agente.proyecto.desde <= concepto.ejercicio_id <= agente.proyecto.hasta
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
    """What each assigned right lost: annulments on it, and refunds paid of what was collected of it, without what was corrected of them."""
    quitan = LineaOperacion.objects.filter(operacion__clase__in=_QUITAN, operacion__signo=1)
    # DR <- I <- DEV <- PDEV; a DRI is collected in itself
    pagadas = LineaOperacion.objects.filter(operacion__clase="PDEV", operacion__signo=1)
    filas = list[tuple[UUID, int, Decimal]]()
    for lineas, camino in (
        (quitan, "origen"),
        (pagadas, "origen__origen"),
        (pagadas, "origen__origen__origen"),
    ):
        de_quien = f"{camino}__de_agente__agente_id"
        suyas = lineas.filter(**{f"{camino}__in": derechos})
        filas += suyas.values_list(de_quien, "operacion__ejercicio_id", "importe")
        # A correction follows the line that it corrects, with a negative amount
        corregidas = LineaOperacion.objects.filter(operacion__signo=-1, origen__in=suyas)
        filas += corregidas.values_list(f"origen__{de_quien}", "operacion__ejercicio_id", "importe")
    return filas
