"""The gates: who comes in, who is sent to identify, who is told no."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from consistorio.canales.interfaz.puertas import PeticionConActor, Puerta, ciudadania, empleado, publica, puerta_de
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.errores import NoPermitido

ID = UUID("019505d4-0000-7000-8000-000000000001")
VECINA = Actor(ClaseActor.CIUDADANO, ID, "Ana Ruiz Pardo", nivel=Nivel.BAJO)
TECNICO = Actor(ClaseActor.EMPLEADO, ID, "Luis Gil", permisos=frozenset({"expediente.tramitar"}), nivel=Nivel.ALTO)


def peticion(actor: Actor | None, ruta: str = "/mi-carpeta/?ver=1") -> HttpRequest:
    hecha = RequestFactory().get(ruta)
    if actor is not None:
        setattr(hecha, "actor", actor)  # noqa: B010
    return hecha


@ciudadania(nivel=Nivel.SUSTANCIAL)
def carpeta(request: PeticionConActor) -> HttpResponse:
    return HttpResponse(request.actor.nombre)


@empleado("expediente.tramitar")
def bandeja(request: PeticionConActor) -> HttpResponse:
    return HttpResponse(request.actor.nombre)


def test_views_carry_their_gate() -> None:
    @publica("portada")
    def portada(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert puerta_de(portada) == Puerta("publica", "portada")
    assert puerta_de(carpeta) == Puerta("ciudadania", "sustancial")
    assert puerta_de(bandeja) == Puerta("empleado", "expediente.tramitar")


def test_anonymous_goes_to_identify_and_the_way_back_is_kept() -> None:
    respuesta = carpeta(peticion(None))
    assert respuesta.status_code == 302
    assert respuesta.headers["Location"] == "/acceso/?siguiente=%2Fmi-carpeta%2F%3Fver%3D1&nivel=sustancial"
    assert (
        bandeja(peticion(None, "/escritorio/")).headers["Location"] == "/acceso/empleados/?siguiente=%2Fescritorio%2F"
    )


def test_level_below_is_sent_to_identify_again_and_enough_level_comes_in() -> None:
    assert carpeta(peticion(VECINA)).status_code == 302
    alto = Actor(ClaseActor.CIUDADANO, ID, "Ana Ruiz Pardo", nivel=Nivel.ALTO)
    assert carpeta(peticion(alto)).status_code == 200


def test_wrong_person_is_refused_with_what_to_do() -> None:
    with pytest.raises(NoPermitido, match="personal del Ayuntamiento"):
        carpeta(peticion(TECNICO))
    with pytest.raises(NoPermitido, match="Mi carpeta"):
        bandeja(peticion(VECINA))
    sin_permiso = Actor(ClaseActor.EMPLEADO, ID, "Luis Gil", nivel=Nivel.ALTO)
    with pytest.raises(NoPermitido, match="permiso"):
        bandeja(peticion(sin_permiso))
    assert bandeja(peticion(TECNICO)).status_code == 200
