"""Of which cases an operation of the budget is: that of its heading or, where it has none because it is of several, those of what its lines follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from consistorio.economia.presupuesto.clases import DE_OBLIGACION
from consistorio.economia.presupuesto.models import LineaOperacion, Operacion

PAGO_DE_CERRADOS = "PC"
ANTERIORES = ("origen", "origen__origen", "origen__origen__origen")  # R follows P, O, D
_CON_LO_ANTERIOR = [f"{camino}__operacion" for camino in ANTERIORES]


def casos_de(operacion: Operacion) -> dict[UUID, list[LineaOperacion]]:
    """The lines of an operation by their case; nothing when it is of none. One query more for what is of closed years, and one where its heading has no case."""
    de_algo = operacion.lineas.filter(Q(origen__isnull=False) | Q(cerrado__isnull=False))
    if operacion.expediente_id is None and not de_algo.exists():
        return {}
    lineas = list(operacion.lineas.select_related("operacion", "cerrado", *_CON_LO_ANTERIOR).order_by("orden"))
    de_antes = _de_donde_vienen(lineas)
    por_caso: dict[UUID, list[LineaOperacion]] = {}
    for linea in lineas:
        caso = operacion.expediente_id or _caso_de_lo_anterior(linea)
        if caso is None and linea.cerrado is not None and linea.cerrado.linea_origen_id in de_antes:
            anterior = de_antes[linea.cerrado.linea_origen_id]
            caso = anterior.operacion.expediente_id or _caso_de_lo_anterior(anterior)
        if caso is not None:
            por_caso.setdefault(caso, []).append(linea)
    return por_caso


def lineas_de(expediente_id: UUID) -> list[LineaOperacion]:
    """The lines of a case in the order of their operations: those of its heading, those that follow them in operations of several cases (a query for each phase that
    does), and what was done as of closed years with what it owed."""
    todas = LineaOperacion.objects.select_related("operacion__asiento", "aplicacion", "cerrado")
    suyas = ultimas = list(todas.filter(operacion__expediente_id=expediente_id))
    while ultimas:
        ultimas = list(todas.filter(origen__in=[una.id for una in ultimas], operacion__expediente_id=None))
        suyas = [*suyas, *ultimas]
    suyas += todas.filter(cerrado__linea_origen_id__in=[una.id for una in suyas], operacion__expediente_id=None)
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


def no_debido_de_cerrados(lineas: Iterable[LineaOperacion]) -> dict[UUID, Decimal]:
    """What is owed no more as of closed years among some lines (paid, prescribed or rectified), in euros, by the line of its year that owed it."""
    dejado: dict[UUID, Decimal] = {}
    for linea in lineas:
        if linea.operacion.clase in DE_OBLIGACION and linea.cerrado is not None and linea.cerrado.linea_origen_id:
            de = linea.cerrado.linea_origen_id
            dejado[de] = dejado.get(de, Decimal(0)) + linea.importe
    return dejado


def _de_donde_vienen(lineas: list[LineaOperacion]) -> dict[UUID | None, LineaOperacion]:
    """The lines of the year of which some balances of closed years come, by their identifier."""
    dichos = {una.cerrado.linea_origen_id for una in lineas if una.cerrado is not None}
    ids = [uno for uno in dichos if uno is not None]
    if not ids:
        return {}
    hallados = LineaOperacion.objects.select_related("operacion", *_CON_LO_ANTERIOR).filter(id__in=ids)
    return {una.id: una for una in hallados}


def _caso_de_lo_anterior(linea: LineaOperacion) -> UUID | None:
    return next((una.operacion.expediente_id for una in hacia_atras(linea) if una.operacion.expediente_id), None)
