"""Who of the staff opens pages, and what of the sown offices more than one room shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.navegador.fichas import Fichas

Datos = Mapping[str, object]
Visita = tuple[str, Callable[[Fichas], Datos]]
TRAMITA, JEFA, ORGANO, SECRETARIO, REGISTRO, ADMINISTRA, COBRA, LIQUIDA, INTERVIENE = (
    "nuria",
    "marta",
    "carmen",
    "javier",
    "rosa",
    "andres",
    "fernando",
    "olga",
    "teresa",
)


def nada(_fichas: Fichas) -> Datos:
    return {}


def caso(fichas: Fichas) -> Datos:
    return {"expediente_id": fichas.largo.id}


def libro_del_anio(fichas: Fichas) -> Datos:
    assert fichas.firmada.libro is not None
    return {"codigo": fichas.firmada.libro.codigo, "anio": fichas.firmada.libro.anio}


def anio(fichas: Fichas) -> Datos:
    return {"anio": libro_del_anio(fichas)["anio"]}
