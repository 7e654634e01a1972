"""The town of the treasury, and how its pages are read and its forms sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from django.test import Client

from consistorio.canales.escritorio.tests.escena_economia import INTERVENTORA, TESORERO, TRAMITA, E, Sembradas
from consistorio.economia.tesoreria.tests import escenario as tesoreria
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba

__all__ = ["INTERVENTORA", "TESORERO", "TRAMITA", "E"]
T = f"{E}tesoreria/"


@pytest.fixture(scope="module")
def villa_sembrada(sembradas: Sembradas) -> Iterator[None]:
    """The town of the treasury, shared by the tests of this module."""
    escenario.tipos_de_tarea()
    with sembradas.clonada("tesoreria_del_escritorio", tesoreria.sembrar):
        yield


@pytest.fixture
def reloj(villa_sembrada: None, db: None) -> RelojDePrueba:
    """A clock that the test moves, and with it the town's."""
    reloj = RelojDePrueba(tesoreria.INICIO)
    reloj.poner(reloj.momento)
    return reloj


def pagina(cliente: Client, camino: str, estado: int = 200) -> str:
    respuesta = cliente.get(camino)
    assert respuesta.status_code == estado, (camino, respuesta.status_code)
    return respuesta.content.decode()


def llano(texto: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", texto).replace("&nbsp;", " ").replace("\xa0", " "))


def enviar(cliente: Client, camino: str, datos: Mapping[str, object], estado: int = 302) -> str:
    """What a form answers: where it leads, or its page."""
    respuesta = cliente.post(camino, dict(datos))
    assert respuesta.status_code == estado, (respuesta.status_code, llano(respuesta.content.decode())[:3000])
    return str(respuesta.headers["Location"]) if estado == 302 else respuesta.content.decode()
