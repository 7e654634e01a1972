"""Taking any single permission away makes a test of this file fail: from an action or from a door."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponseBase
from django.test import RequestFactory
from django.urls import URLPattern

from consistorio.canales.interfaz.puertas import Puerta, puerta_de
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.errores import NoPermitido
from consistorio.plataforma.accion import Declaracion
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.permisos import Ambito, de_ambito, registrados

from .casa import acciones, puertas
from .test_contratos import comparar

DE_LA_CASA = acciones()
ID = UUID("019505d4-0000-7000-8000-0000000000aa")
VECINA = Actor(ClaseActor.CIUDADANO, ID, "Ana Ruiz", de_ambito(Ambito.CIUDADANIA), nivel=Nivel.ALTO)


def todos_menos(permiso: str) -> frozenset[str]:
    """Every permission that anything asks for, without one."""
    return frozenset({*registrados(), *(d.permiso for d in DE_LA_CASA)} - {permiso})


def deja_pasar(funcion: Callable[..., object], permiso: str) -> bool:
    """Does the action get past its permission for somebody who holds all the others? Called without its data: an action
    that looks at the permission first refuses before it misses them."""
    try:
        funcion(actor=Actor.sistema("sin permiso", *todos_menos(permiso)))
    except NoPermitido:
        return False
    except TypeError:  # it went in, and misses its data
        return True
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("declaracion", DE_LA_CASA, ids=lambda d: d.nombre)
def test_an_action_without_its_permission_is_refused_and_with_the_check_removed_it_is_not(
    declaracion: Declaracion,
) -> None:
    assert not deja_pasar(declaracion.funcion, declaracion.permiso)
    assert Acceso.objects.filter(resultado="denegado", motivo=declaracion.permiso).exists()
    assert deja_pasar(inspect.unwrap(declaracion.funcion), declaracion.permiso)


def entra(patron: URLPattern, actor: Actor | None) -> bool:
    """Does the door let that actor in? The view's own errors for want of its arguments count as having come in."""
    peticion: HttpRequest = RequestFactory().get("/")
    if actor is not None:
        setattr(peticion, "actor", actor)  # noqa: B010
    vista: Callable[..., HttpResponseBase] = patron.callback
    try:
        respuesta = vista(peticion)
    except NoPermitido:
        return False
    except Exception:  # past the gate, anything may be missing: it is called without arguments nor session
        return True
    return "/acceso/" not in respuesta.headers.get("Location", "")


def de_clase(clase: str) -> list[tuple[str, URLPattern, Puerta]]:
    """The doors of a class, with their address."""
    halladas = [(ruta, patron, puerta_de(patron.callback)) for ruta, patron in puertas()]
    return [(r, p, puerta) for r, p, puerta in halladas if puerta is not None and puerta.clase == clase]


DEL_PERSONAL, DE_LA_CIUDADANIA = de_clase("empleado"), de_clase("ciudadania")


def empleado(*permisos: str) -> Actor:
    """A member of staff with those permissions."""
    return Actor(ClaseActor.EMPLEADO, ID, "Luis Gil", frozenset(permisos), nivel=Nivel.ALTO)


@pytest.mark.django_db
@pytest.mark.parametrize(("ruta", "patron", "puerta"), DEL_PERSONAL, ids=[r for r, _p, _q in DEL_PERSONAL])
def test_a_door_of_the_staff_opens_with_its_permission_alone(ruta: str, patron: URLPattern, puerta: Puerta) -> None:
    assert not entra(patron, None)
    assert not entra(patron, VECINA)
    assert not entra(patron, empleado(*todos_menos(puerta.detalle)))
    assert entra(patron, empleado(puerta.detalle))


@pytest.mark.django_db
@pytest.mark.parametrize(("ruta", "patron", "puerta"), DE_LA_CIUDADANIA, ids=[r for r, _p, _q in DE_LA_CIUDADANIA])
def test_a_door_of_the_citizens_opens_with_its_level_alone(ruta: str, patron: URLPattern, puerta: Puerta) -> None:
    nivel = Nivel[puerta.detalle.upper()]
    assert not entra(patron, None)
    assert not entra(patron, empleado(*todos_menos("")))
    assert not entra(patron, replace(VECINA, nivel=Nivel(nivel - 1)))
    assert entra(patron, replace(VECINA, nivel=nivel))


def test_every_declared_permission_is_asked_for_by_an_action_a_door_or_a_rule_of_access() -> None:
    pedidos = {d.permiso for d in DE_LA_CASA} | {puerta.detalle for _r, _p, puerta in DEL_PERSONAL}
    comparar("permisos_de_lectura.txt", sorted(c for c in registrados() if c not in pedidos))
