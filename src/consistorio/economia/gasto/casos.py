"""Of which cases an operation of the budget is: that of its heading or, where it has none because it is of several, those of what its lines follow."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion

ANTERIORES = ("origen", "origen__origen", "origen__origen__origen")  # R follows P, O, D
_CON_LO_ANTERIOR = [f"{camino}__operacion" for camino in ANTERIORES]


def casos_de(operacion: Operacion) -> dict[UUID, list[LineaOperacion]]:
    """The lines of an operation by their case; nothing when it is of none. One query, and another one where its heading has no case."""
    if operacion.expediente_id is None and not operacion.lineas.filter(origen__isnull=False).exists():
        return {}
    lineas = operacion.lineas.select_related("operacion", *_CON_LO_ANTERIOR).order_by("orden")
    por_caso: dict[UUID, list[LineaOperacion]] = {}
    for linea in lineas:
        caso = operacion.expediente_id or _caso_de_lo_anterior(linea)
        if caso is not None:
            por_caso.setdefault(caso, []).append(linea)
    return por_caso


def lineas_de(expediente_id: UUID) -> list[LineaOperacion]:
    """The lines of a case in the order of their operations: those of its heading, and those that follow them in operations of several cases. A query for each
    phase that does."""
    todas = LineaOperacion.objects.select_related("operacion__asiento", "aplicacion")
    suyas = ultimas = list(todas.filter(operacion__expediente_id=expediente_id))
    while ultimas:
        ultimas = list(todas.filter(origen__in=[una.id for una in ultimas], operacion__expediente_id=None))
        suyas = [*suyas, *ultimas]
    return sorted(suyas, key=lambda una: (una.operacion_id, una.orden))


def obligaciones_de(lineas: list[LineaOperacion]) -> set[UUID]:
    """The obligations that the lines of a payment follow, at once or after their order."""
    return {
        anterior.operacion_id
        for linea in lineas
        for anterior in hacia_atras(linea)
        if anterior.operacion.clase.endswith("O")
    }


def hacia_atras(linea: LineaOperacion) -> Iterator[LineaOperacion]:
    """What a line follows, and what that followed."""
    anterior = linea.origen
    while anterior is not None:
        yield anterior
        anterior = anterior.origen


def _caso_de_lo_anterior(linea: LineaOperacion) -> UUID | None:
    return next((una.operacion.expediente_id for una in hacia_atras(linea) if una.operacion.expediente_id), None)
