"""Every door that takes an identifier, tried as the wrong person with what is of others. The doors come from the urlconf: a new
one fails here until its identifiers are known.

What a door asks of who opens it (a level, a permission) is proven in test_permisos. Here the permission is there, and the object is
of somebody else: of another person, of another unit. Each is at the browser with a session as the login leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from conftest import Sembradas, fundar
from django.db import transaction
from django.http import HttpResponseBase, HttpResponseNotAllowed
from django.test import Client

from consistorio.canales.interfaz.puertas import puerta_de
from tests.navegador import oficinas

from . import objetos
from .casa import puertas

pytestmark = pytest.mark.lento  # the town at work is sown for it, once a run

# Doors whose objects are of the whole town: who holds the permission opens all of them (a request of a councillor, hers too: escritorio/tests/test_concejales.py)
DE_TODOS = re.compile(
    r"/administracion/|/acceso/empleados/llaves/|/escritorio/libro/|/escritorio/registro/(apoderamientos|libros|personas)/"
    r"|/escritorio/resoluciones/|/escritorio/economia/|/escritorio/tesoreria/|/escritorio/concejales/|/escritorio/liquidaciones/|/escritorio/estadistica/|/escritorio/procedimientos/publicados/"
    r"|/escritorio/procedimientos/modelos/(<slug:codigo>/$|version/<uuid:modelo_id>/(fichero|publicar|descartar)/)"
    r"|/escritorio/sesiones/informes/|/escritorio/buscar/|/calendario/|/tramites/|/verificacion/|/escritorio/(entradas|registro|expedientes)/$"
)
CON_IDENTIFICADOR = [
    (ruta, puerta)
    for ruta, puerta in ((ruta, puerta_de(patron.callback)) for ruta, patron in puertas())
    if "<" in ruta and puerta is not None and not DE_TODOS.match(ruta)
]
CERRADA = (403, 404, 405)


@pytest.fixture(scope="module")
def cosas(sembradas: Sembradas) -> Iterator[objetos.Objetos]:
    """The town at work of the tests of pages, sown once a run, with what the doors are tried with."""

    def sembrar() -> None:
        fundar()
        oficinas.sembrar()

    with sembradas.clonada("oficinas", sembrar):
        yield objetos.preparar()


Abrir = Callable[[str, str, str], HttpResponseBase]


@pytest.fixture
def abrir(cosas: objetos.Objetos, db: None) -> Abrir:
    """Open a door in that session (500: it failed). What it wrote is undone."""
    cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)

    def en(sesion: str, metodo: str, ruta: str) -> HttpResponseBase:
        de_aqui = cosas.de(ruta)
        cliente.cookies.clear()
        cliente.cookies["sessionid"] = sesion
        antes = transaction.savepoint()
        respuesta = cliente.generic(metodo, re.sub(r"<\w+:(\w+)>", lambda m: str(de_aqui[m.group(1)]), ruta))
        transaction.savepoint_rollback(antes)
        return respuesta

    return en


def de(clase: str) -> list[str]:
    """The doors of that class which take identifiers."""
    return [ruta for ruta, puerta in CON_IDENTIFICADOR if puerta.clase == clase]


def abiertas(abrir: Abrir, clase: str, sesiones: dict[str, str]) -> list[str]:
    """The doors that did not send those people away. To identify, 403, 404 and 405 (no such method) do."""
    halladas = []
    for ruta in de(clase):
        metodos = admitidos(abrir, next(iter(sesiones.values())), ruta)
        for quien, sesion in sesiones.items():
            for metodo in metodos:
                respuesta = abrir(sesion, metodo, ruta)
                if respuesta.status_code not in CERRADA:
                    lugar = respuesta.headers.get("Location", "")
                    halladas.append(f"{metodo} {ruta} opened for {quien}: {respuesta.status_code} {lugar}")
    return halladas


_ADMITIDOS: dict[str, list[str]] = {}


def admitidos(abrir: Abrir, sesion: str, ruta: str) -> list[str]:
    """The methods that there are at a door: when it answers 405 it says which, and the rest are closed to whoever asks."""
    if ruta not in _ADMITIDOS:
        respuesta = abrir(sesion, "DELETE", ruta)
        no_hay = isinstance(respuesta, HttpResponseNotAllowed)
        _ADMITIDOS[ruta] = (
            respuesta.headers["Allow"].split(", ") if no_hay else ["GET", "POST", "PUT", "PATCH", "DELETE"]
        )
    return _ADMITIDOS[ruta]


def test_what_is_of_a_person_is_closed_to_the_others(abrir: Abrir) -> None:
    assert abiertas(abrir, "ciudadania", objetos.vecinas()) == []


def test_what_is_of_a_unit_is_closed_to_the_others(abrir: Abrir) -> None:
    assert abiertas(abrir, "empleado", objetos.personal_ajeno()) == []


@pytest.mark.parametrize(("clase", "suyas"), [("ciudadania", objetos.duena), ("empleado", objetos.personal)])
def test_the_same_doors_open_for_who_they_are_of(abrir: Abrir, clase: str, suyas: Callable[[], dict[str, str]]) -> None:
    """Without this, a door that opens for nobody, or an object that is not there, would prove the two above."""
    cerradas, fallos, sesiones = [], [], suyas()
    for ruta in de(clase):
        for quien, sesion in list(sesiones.items()):
            estados = [abrir(sesion, metodo, ruta).status_code for metodo in admitidos(abrir, sesion, ruta)]
            fallos += [f"{ruta} {estados}"] if 500 in estados else []
            if any(estado not in CERRADA for estado in estados):
                sesiones = {quien: sesion} | sesiones  # who opened one probably opens the next
                break
        else:
            cerradas.append(ruta)
    assert (fallos, cerradas) == ([], [])
