"""What people see when something fails that is not theirs: without a database the sede is not available; any other failure is a defect."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import path, resolve

from consistorio.canales.interfaz.paginas_error import error_500
from consistorio.canales.interfaz.puertas import PeticionConActor, empleado, publica
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.plataforma.base.conexion import asegurar_base_de_pruebas
from consistorio.plataforma.base.errores import conexion_perdida


@publica("prueba")
def que_falla(request: HttpRequest, cual: str) -> HttpResponse:
    """As a view in which the database is not there, or in which something of ours is wrong."""
    raise {"base": psycopg.OperationalError("the connection is closed"), "otra": KeyError("x")}[cual]


@empleado("expediente.ver")
def que_falla_al_personal(request: PeticionConActor, cual: str) -> HttpResponse:
    """The same, of the staff: here nobody is known yet when it fails."""
    raise {"base": psycopg.OperationalError("the connection is closed"), "otra": KeyError("x")}[cual]


urlpatterns = [path("falla/<cual>/", que_falla), path("mesa/<cual>/", que_falla_al_personal)]
handler500 = error_500


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("cual", "estado"), [("base", 503), ("otra", 500)])
def test_django_asks_for_the_page_while_the_error_is_known(cual: str, estado: int) -> None:
    cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)
    assert cliente.get(f"/falla/{cual}/").status_code == estado


def al_fallar(error: BaseException) -> HttpResponseBase:
    """The page that Django asks for while it handles an error."""
    try:
        try:
            raise error
        except psycopg.Error as suyo:
            raise RuntimeError("as Django wraps it") from suyo
    except Exception:
        return error_500(RequestFactory().get("/"))


def sin_servidor(carpeta: Path) -> psycopg.Error:
    with pytest.raises(psycopg.OperationalError) as fallo:
        psycopg.connect(host=str(carpeta), dbname="x")
    return fallo.value


def echada() -> psycopg.Error:
    """A session that the server threw out in the middle of its work, as when PostgreSQL recovers from the death of another."""
    url = asegurar_base_de_pruebas().con_nombre("postgres").url()
    with psycopg.connect(url) as sesion, psycopg.connect(url, autocommit=True) as otra:
        otra.execute("SELECT pg_terminate_backend(%s)", [sesion.info.backend_pid])
        with pytest.raises(psycopg.OperationalError) as fallo:
            sesion.execute("SELECT pg_sleep(60)")
    return fallo.value


def test_without_a_database_the_sede_is_not_available_and_says_what_to_look_at(tmp_path: Path) -> None:
    for error in (sin_servidor(tmp_path), echada()):
        assert conexion_perdida(error)
        respuesta = al_fallar(error)
        assert (respuesta.status_code, respuesta.headers["Retry-After"]) == (503, "30")
        dicho = getattr(respuesta, "content", b"").decode()
        assert "no está disponible" in dicho
        assert "mire después en Mi carpeta" in dicho


@pytest.mark.parametrize("error", [psycopg.errors.DeadlockDetected("x"), psycopg.errors.DiskFull("x"), KeyError("x")])
def test_any_other_failure_is_told_as_one(error: Exception) -> None:
    assert not conexion_perdida(error)
    respuesta = al_fallar(error)
    assert respuesta.status_code == 500
    assert "La sede ha fallado" in getattr(respuesta, "content", b"").decode()


def fallo_del_personal(error: Exception, **atributos: object) -> tuple[int, str]:
    """The page of the same failure for who is of the staff, or asks for what is of theirs."""
    peticion = RequestFactory().get("/mesa/otra/")
    for nombre, valor in atributos.items():
        setattr(peticion, nombre, valor)
    try:
        raise error
    except Exception:
        respuesta = error_500(peticion)
    return respuesta.status_code, getattr(respuesta, "content", b"").decode()


def test_the_staff_have_a_page_of_their_own_whose_reference_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    suya = {"actor": Actor(clase=ClaseActor.EMPLEADO, id=uuid4(), nombre="Nuria")}
    antes_de_saber_quien = {"resolver_match": resolve("/mesa/otra/", urlconf=__name__)}
    for atributos in (suya, antes_de_saber_quien):
        caplog.clear()
        estado, pagina = fallo_del_personal(KeyError("dato de alguien"), **atributos)
        assert estado == 500
        assert "El programa ha fallado" in pagina
        assert "/escritorio/" in pagina
        assert "Mi carpeta" not in pagina
        referencia = re.search(r"<strong>([2-9A-Z]{4}-[2-9A-Z]{4})</strong>", pagina)
        assert referencia is not None
        assert f"incident {referencia[1]}: KeyError at " in caplog.text
        assert "dato de alguien" not in caplog.text
    estado, pagina = fallo_del_personal(psycopg.OperationalError("the connection is closed"), **suya)
    assert estado == 503
    assert "El programa no está disponible" in pagina
    assert "Referencia" not in pagina
