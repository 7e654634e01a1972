"""Who of the staff opens pages, and what of the sown offices more than one room shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.navegador.fichas import Fichas

Datos = Mapping[str, object]
Visita = tuple[str, Callable[[Fichas], Datos]]
TRAMITA, JEFA, ORGANO, SECRETARIO, REGISTRO, ADMINISTRA, COBRA, LIQUIDA, INTERVIENE, CONCEJALA, ALCALDESA = (
    "nuria",
    "marta",
    "carmen",
    "javier",
    "rosa",
    "andres",
    "fernando",
    "olga",
    "teresa",
    "adela",
    "isabel",
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


def del_ejercicio(fichas: Fichas) -> dict[str, object]:
    """The year of the accounts that are open."""
    return {"anio": fichas.operacion.ejercicio_id}
