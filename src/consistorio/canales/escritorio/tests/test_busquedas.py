"""The searches that one keeps: by name, for oneself or for a unit, found again by each with what they may see, deleted by who keeps them."""

from __future__ import annotations

import sys

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.servicios.busquedas import acciones
from consistorio.servicios.busquedas.models import BusquedaGuardada
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente

pytestmark = pytest.mark.lento
BASE = "/escritorio/busquedas/"


def test_it_is_kept_from_what_was_found_and_opened_by_its_unit_with_what_each_may_see(
    mesa: Mesa, expediente: Expediente, reloj: RelojDePrueba
) -> None:
    formulario = mesa("nuria").post(f"{BASE}guardar/", {"q": "cocina", "clase": "expedientes"}).content.decode()
    assert 'value="cocina"' in formulario
    escrito = {"nombre": " Las  cocinas ", "texto": "cocina", "clase": "expedientes", "unidad": ""}
    nada = mesa("nuria").post(f"{BASE}guardar/", escrito | {"nombre": "", "unidad": str(unidad(VIA_PUBLICA, reloj))})
    assert (nada.status_code, BusquedaGuardada.objects.count()) == (422, 0)
    assert mesa("nuria").post(f"{BASE}guardar/", escrito).status_code == 302
    guardada = BusquedaGuardada.objects.get()
    assert (guardada.nombre, guardada.texto, guardada.unidad_id) == ("Las cocinas", "cocina", None)
    assert "cocina" not in str(Evento.objects.get(tipo="busqueda.guardada").datos)
    direccion = f"{BASE}{guardada.id}/"
    assert expediente.numero in mesa("nuria").get(direccion).content.decode()
    assert Acceso.objects.filter(que="busqueda", objeto_id="expedientes").exists()
    for ajena in ("marta", "raul"):
        assert mesa(ajena).get(direccion).status_code == 404
        assert "Las cocinas" not in mesa(ajena).get(BASE).content.decode()
    mesa("nuria").post(f"{BASE}guardar/", escrito | {"unidad": str(unidad(LICENCIAS, reloj)), "clase": ""})
    assert BusquedaGuardada.objects.get().id == guardada.id, "the same name is the same search"
    assert expediente.numero in mesa("marta").get(direccion).content.decode()
    assert "Las cocinas" in mesa("marta").get(BASE).content.decode()
    assert f"{direccion}borrar/" not in mesa("marta").get(BASE).content.decode()
    assert mesa("marta").post(f"{direccion}borrar/").status_code == 404
    assert mesa("nuria").post(f"{direccion}borrar/").status_code == 302
    assert not BusquedaGuardada.objects.exists()


def test_what_is_wrong_is_said_beside_its_question_and_what_was_written_stays(
    mesa: Mesa, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    escrito = {"nombre": "Las dos letras", "texto": "ab", "clase": "", "unidad": ""}
    corta = mesa("nuria").post(f"{BASE}guardar/", escrito)
    frase = "Escriba alguna palabra o número de al menos tres letras o cifras."
    assert corta.status_code == 422
    assert frase in corta.content.decode()
    assert 'value="Las dos letras"' in corta.content.decode()
    assert frase in mesa("nuria").post("/escritorio/buscar/", {"q": "ab"}).content.decode(), "the same rule"
    monkeypatch.setattr(sys.modules[acciones.guardar.__module__], "MAXIMO_GUARDADAS", 1)
    acciones.guardar(actor=escenario.empleado("nuria", reloj), nombre="Una", texto="obra", reloj=reloj)
    llena = mesa("nuria").post(f"{BASE}guardar/", escrito | {"texto": "obra"})
    assert llena.status_code == 422
    assert "lo más que se puede" in llena.content.decode()
    assert BusquedaGuardada.objects.get().nombre == "Una"


def test_the_list_costs_the_same_with_few_and_with_many(mesa: Mesa, reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    cliente, cuestan = mesa("nuria"), []
    for vez in range(2):
        for n in range(1 + 4 * vez):
            acciones.guardar(
                actor=nuria, nombre=f"{vez} {n}", texto="obra", unidad_id=unidad(LICENCIAS, reloj), reloj=reloj
            )
        with CaptureQueriesContext(connection) as hechas:
            assert cliente.get(BASE).content.decode().count("/borrar/") == (1, 6)[vez]
        cuestan.append(len(hechas))
    assert cuestan[0] == cuestan[1]
