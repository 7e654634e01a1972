"""Reads of the projects of expense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Sum

from consistorio.economia.presupuesto import clases
from consistorio.economia.presupuesto.models import Aplicacion, ConceptoIngreso, LineaOperacion
from consistorio.economia.presupuesto.reglas import sumar
from consistorio.economia.proyectos.models import Agente, Arrastre, CambioDeProyecto, Proyecto
from consistorio.economia.proyectos.reglas import CERO, CON_DERECHOS, Desviacion, Financiado, desviaciones
from consistorio.nucleo.dato import dato

# What a right loses after it is recognised, by the class of the operation that takes it away; a refund when it is paid
_QUITAN = ("AN", "APL", "INS", "ESP")


def desviaciones_en(anio: int, *, hasta: date | None = None) -> dict[str, tuple[Desviacion, ...]]:
    """The deviations of each project that runs in a year, by its code, in order; and of those that ended before and still hold what somebody paid for them. `hasta`: as they were
    at the end of that day of the year."""
    proyectos = list(Proyecto.objects.filter(desde__lte=anio).order_by("codigo"))
    todas = {f.proyecto.codigo: tuple(parte.desviacion for parte in f.partes) for f in fichas(proyectos, anio, hasta)}
    return {
        proyecto.codigo: todas[proyecto.codigo]
        for proyecto in proyectos
        if proyecto.hasta >= anio or any(una.del_ejercicio or una.acumulada > 0 for una in todas[proyecto.codigo])
    }


@dato
class Parte:
    """An agent of a project with what it has paid and how far it strays from its part."""

    agente: Agente
    financiado: Financiado
    desviacion: Desviacion


@dato
class Ficha:
    """A project at the end of a year: net obligations of the year and of all its years until then, in euros, and who finances it."""

    proyecto: Proyecto
    anio: int
    obligaciones: Decimal
    acumuladas: Decimal
    partes: tuple[Parte, ...]

    @property
    def desviacion(self) -> Decimal:
        """Accumulated, of all its agents, in euros."""
        return sum((parte.desviacion.acumulada for parte in self.partes), CERO)


def fichas(proyectos: Sequence[Proyecto], anio: int, hasta: date | None = None) -> list[Ficha]:
    """Those projects at the end of a year, or of a day of it; the same queries whatever their number."""
    gasto, ingreso = _obligaciones(proyectos, hasta), _derechos(proyectos, hasta)
    de_cada = defaultdict[UUID, list[Agente]](list)
    for agente in Agente.objects.filter(proyecto__in=proyectos).order_by("nombre"):
        de_cada[agente.proyecto_id].append(agente)
    antes = _como_eran(proyectos, anio)
    return [_ficha(uno, anio, gasto[uno.id], de_cada[uno.id], ingreso, antes.get(uno.id)) for uno in proyectos]


def _como_eran(proyectos: Sequence[Proyecto], anio: int) -> dict[UUID, Mapping[str, Any]]:
    """What changed projects were in a year before their change."""
    cambios = CambioDeProyecto.objects.filter(proyecto__in=proyectos, ejercicio__gt=anio)
    return dict(cambios.order_by("-ejercicio", "-id").values_list("proyecto_id", "antes"))


def _ficha(
    proyecto: Proyecto,
    anio: int,
    gasto: Mapping[int, Decimal],
    agentes: Sequence[Agente],
    ingreso: Mapping[UUID, Mapping[int, Decimal]],
    antes: Mapping[str, Any] | None,
) -> Ficha:
    gasto_total, aportan = proyecto.gasto_total, {agente.id: agente.aportacion for agente in agentes}
    if antes is not None:
        gasto_total = Decimal(antes["gasto_total"])
        aportan = {a.id: Decimal(antes["agentes"][str(a.id)]) for a in agentes if str(a.id) in antes["agentes"]}
        agentes = [agente for agente in agentes if agente.id in aportan]
    financiados = [
        Financiado(a.nombre, aportan[a.id], ingreso[a.id].get(anio, CERO), _hasta(ingreso[a.id], anio)) for a in agentes
    ]
    obligaciones, acumuladas = gasto.get(anio, CERO), _hasta(gasto, anio)
    halladas = desviaciones(gasto_total, obligaciones, acumuladas, financiados)
    partes = tuple(map(Parte, agentes, financiados, halladas))
    return Ficha(proyecto, anio, obligaciones, acumuladas, partes)


def derechos_por_asignar(agente: Agente, limite: int) -> list[LineaOperacion]:
    """The rights of the concept of an agent, in the years of its project, that are of no agent; the newest first."""
    suyos = LineaOperacion.objects.select_related("operacion__tercero", "concepto").filter(
        operacion__clase__in=CON_DERECHOS,
        operacion__signo=1,
        operacion__ejercicio__gte=agente.proyecto.desde,
        operacion__ejercicio__lte=agente.proyecto.hasta,
        concepto__economica=agente.economica,
        de_agente=None,
    )
    return list(suyos.order_by("-operacion__fecha", "-id")[:limite])


def _hasta(por_anio: Mapping[int, Decimal], anio: int) -> Decimal:
    return sum((importe for cual, importe in por_anio.items() if cual <= anio), CERO)


def _obligaciones(proyectos: Sequence[Proyecto], hasta: date | None) -> dict[UUID, dict[int, Decimal]]:
    """Net obligations of each project and year: of its applications, and what it brought."""
    suma: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
    propias = (
        Aplicacion.objects.filter(de_proyecto__proyecto__in=proyectos)
        .values_list("de_proyecto__proyecto_id", "ejercicio_id")
        .annotate(total=Sum("obligado"))
    )
    filas = [fila for fila in propias if hasta is None or fila[1] != hasta.year]
    if hasta is not None:
        filas += _obligado_hasta(proyectos, hasta)
    de_antes = Arrastre.objects.filter(proyecto__in=proyectos, agente=None)
    for proyecto_id, anio, importe in [*filas, *de_antes.values_list("proyecto_id", "anio", "importe")]:
        suma[proyecto_id][anio] = suma[proyecto_id].get(anio, CERO) + importe
    return suma


def _obligado_hasta(proyectos: Sequence[Proyecto], hasta: date) -> Iterator[tuple[UUID, int, Decimal]]:
    """What the applications of each project were charged in the year of a day until it ended."""
    lineas = LineaOperacion.objects.filter(
        aplicacion__de_proyecto__proyecto__in=proyectos,
        aplicacion__ejercicio=hasta.year,
        operacion__fecha__lte=hasta,
    )
    grupos = lineas.values_list("aplicacion__de_proyecto__proyecto_id", "operacion__clase", "de_retencion")
    for proyecto_id, clase, de_retencion, importe in grupos.annotate(total=Sum("importe")).order_by():
        efecto = clases.sobre_aplicacion(clase, de_retencion=de_retencion)
        yield proyecto_id, hasta.year, efecto.get("obligado", 0) * importe


def _derechos_hasta(economicas: Sequence[str], hasta: date) -> dict[str, Decimal]:
    """Net rights of some concepts in the year of a day until it ended."""
    lineas = LineaOperacion.objects.filter(
        concepto__economica__in=economicas, concepto__ejercicio=hasta.year, operacion__fecha__lte=hasta
    )
    contadores: dict[str, dict[str, Decimal]] = defaultdict(dict)
    grupos = lineas.values_list("concepto__economica", "operacion__clase").annotate(total=Sum("importe"))
    for economica, clase, importe in grupos.order_by():
        sumar(clases.sobre_concepto(clase), importe, contadores[economica])
    return {
        economica: suyos.get("reconocido", CERO) - sum((suyos.get(uno, CERO) for uno in clases.BAJAN_DERECHOS), CERO)
        for economica, suyos in contadores.items()
    }


def _hasta_el_dia(lineas: QuerySet[LineaOperacion], hasta: date | None) -> QuerySet[LineaOperacion]:
    return lineas if hasta is None else lineas.filter(operacion__fecha__lte=hasta)


def _derechos(proyectos: Sequence[Proyecto], hasta: date | None) -> dict[UUID, dict[int, Decimal]]:
    """Net rights of each agent and year."""
    suma: dict[UUID, dict[int, Decimal]] = defaultdict(dict)
    agentes = list(Agente.objects.filter(proyecto__in=proyectos).select_related("proyecto"))
    exclusivos = defaultdict[str, list[Agente]](list)
    for agente in agentes:
        if agente.exclusivo:
            exclusivos[agente.economica].append(agente)
    de_ese_anio = _derechos_hasta(list(exclusivos), hasta) if hasta is not None else {}
    filas: list[tuple[UUID, int, Decimal]] = [
        (
            agente.id,
            concepto.ejercicio_id,
            de_ese_anio.get(concepto.economica, CERO)
            if hasta is not None and concepto.ejercicio_id == hasta.year
            else concepto.derechos_netos,
        )
        for concepto in ConceptoIngreso.objects.filter(economica__in=exclusivos)
        for agente in exclusivos[concepto.economica]
        if agente.proyecto.desde <= concepto.ejercicio_id <= agente.proyecto.hasta
    ]
    asignados = LineaOperacion.objects.filter(de_agente__agente__in=agentes)
    campos = ("de_agente__agente_id", "operacion__ejercicio_id", "importe")
    filas += list(_hasta_el_dia(asignados, hasta).values_list(*campos))
    for agente_id, anio, importe in _menguas(list(asignados.values_list("id", flat=True)), hasta):
        filas.append((agente_id, anio, -importe))
    de_antes = Arrastre.objects.filter(agente__in=agentes).values_list("agente_id", "anio", "importe")
    for agente_id, anio, importe in [*filas, *de_antes]:
        suma[agente_id][anio] = suma[agente_id].get(anio, CERO) + importe
    return suma


def _menguas(derechos: Sequence[UUID], hasta: date | None) -> list[tuple[UUID, int, Decimal]]:
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
        filas += _hasta_el_dia(suyas, hasta).values_list(de_quien, "operacion__ejercicio_id", "importe")
        # A correction follows the line that it corrects, with a negative amount
        corregidas = _hasta_el_dia(LineaOperacion.objects.filter(operacion__signo=-1, origen__in=suyas), hasta)
        filas += corregidas.values_list(f"origen__{de_quien}", "operacion__ejercicio_id", "importe")
    return filas
