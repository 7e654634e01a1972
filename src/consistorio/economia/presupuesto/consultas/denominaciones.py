"""What codes of the budget are called. A budget may leave names out: the classification of its year has them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from consistorio.economia.presupuesto.models import Aplicacion, Clasificacion, ConceptoIngreso


def denominadas(anio: int, clase: str, economicas: Iterable[str]) -> dict[str, str]:
    """How the classification of a year calls some economic codes: each by itself, or by its concept. `clase`: gasto or ingreso."""
    buscadas = set(economicas)
    filas = Clasificacion.objects.filter(
        ejercicio=anio, clase=clase, codigo__in=buscadas | {codigo[:3] for codigo in buscadas}
    )
    nombres = dict(filas.values_list("codigo", "denominacion"))
    return {codigo: nombres.get(codigo) or nombres.get(codigo[:3], "") for codigo in buscadas}


def denominaciones(suyas: Iterable[Aplicacion | ConceptoIngreso]) -> dict[UUID, str]:
    """What applications and concepts are called, by their id: as the budget names each or, if it does not, as the classification of its year does."""
    todas = list(suyas)
    faltan: dict[tuple[int, str], set[str]] = {}
    for una in todas:
        if not una.denominacion:
            faltan.setdefault(_de(una), set()).add(una.economica)
    nombres = {clave: denominadas(*clave, codigos) for clave, codigos in faltan.items()}
    return {una.id: una.denominacion or nombres[_de(una)][una.economica] for una in todas}


def denominaciones_por_codigo(anio: int, codigos: Iterable[str]) -> dict[str, str]:
    """What applications of expense of a year are called, by their whole code; "" those that are not there."""
    buscados = set(codigos)
    economicas = {codigo.rpartition(".")[2] for codigo in buscados}
    suyas = Aplicacion.objects.filter(ejercicio=anio, economica__in=economicas)
    halladas = {una.codigo: una for una in suyas if una.codigo in buscados}
    nombres = denominaciones(halladas.values())
    return {codigo: nombres[halladas[codigo].id] if codigo in halladas else "" for codigo in buscados}


def _de(una: Aplicacion | ConceptoIngreso) -> tuple[int, str]:
    """Its year and its side."""
    return una.ejercicio_id, "gasto" if isinstance(una, Aplicacion) else "ingreso"
