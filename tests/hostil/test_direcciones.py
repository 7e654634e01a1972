"""No address carries who somebody is: identifiers without meaning, codes of the catalogue, years and numbers."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from consistorio.canales.interfaz.puertas import Puerta, puerta_de
from tests.contratos.casa import puertas

# What may stand in an address, and what it is
PARTES = {
    "uuid": None,  # random or of the time: they name nobody
    "int": {"anio", "trimestre", "trabajo_id", "suscripcion_id", "tamano", "numero", "orden", "nota"},
    "str": {"codigo"},  # of a project, with its dots
    "slug": {
        "codigo",
        "clase",
        "cual",
        "verbo",
        "requisito",
        "campo",
        "paso",
        "sentido",
        "documento",
        "tabla",
        "formato",
        "libro",
        "lista",
        "modelo",
        "periodo",
    },  # of the catalogue or of the house
}


def test_an_address_holds_no_data_of_a_person() -> None:
    hallados = {parte for ruta, _patron in puertas() for parte in re.findall(r"<(\w+:\w+)>", ruta)}
    desconocidos = {
        f"{clase}:{nombre}"
        for clase, nombre in (parte.split(":") for parte in hallados)
        if clase not in PARTES or (PARTES[clase] is not None and nombre not in (PARTES[clase] or ()))
    }
    assert sorted(desconocidos) == []
    sueltos = [ruta for ruta, _patron in puertas() if re.search(r"<\w+>|\(\?P<", ruta)]
    assert sueltos == []


NINGUNA = Puerta("", "")
ALGO = {"slug": "json", "int": "2026", "uuid": "019505d4-0000-7000-8000-0000000000aa"}
RAROS = ("9" * 30, "a/\x00\ud800²")
DE_LA_CONSULTA = (
    "antes",
    "despues_de",
    "desde",
    "q",
    "csv",
    "nivel",
    "siguiente",
    "peticion",
    "vale",
    "estado",
    "ver",
    "texto",
    "unidad",
    "en",
)


@pytest.mark.django_db
def test_no_public_page_fails_whatever_is_asked_in_its_address(pueblo_sembrado: None) -> None:
    cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)
    fallos = []
    for ruta, patron in puertas():
        puerta = puerta_de(patron.callback)
        if puerta is None or puerta.clase != "publica":
            continue
        for valor in RAROS:
            camino = re.sub(r"<int:\w+>", valor if valor.isascii() and valor.isdigit() else "2026", ruta)
            camino = re.sub(r"<(slug|uuid):\w+>", lambda parte: ALGO[parte[1]], camino)
            consulta = urlencode(dict.fromkeys(DE_LA_CONSULTA, valor.encode("utf-8", "surrogatepass")))
            estado = cliente.get(f"{camino}?{consulta}").status_code
            if estado >= 500 and estado != 503:
                fallos.append(f"{camino[:60]} {valor[:10]!a} {estado}")
    assert fallos == []


@pytest.mark.django_db
def test_no_public_page_answers_to_trace() -> None:
    cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)
    publicas = [ruta for ruta, patron in puertas() if (puerta_de(patron.callback) or NINGUNA).clase == "publica"]
    caminos = [re.sub(r"<(\w+):\w+>", lambda parte: ALGO[parte[1]], ruta) for ruta in publicas]
    contestan = {camino: cliente.generic("TRACE", camino).status_code for camino in caminos}
    assert {camino: estado for camino, estado in contestan.items() if estado != 405} == {}
