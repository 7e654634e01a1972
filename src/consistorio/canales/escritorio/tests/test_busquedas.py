"""The searches that one keeps: by name, for oneself or for a unit, found again by each with what they may see, deleted by who keeps them."""

from __future__ import annotations

import sys
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consistorio.canales.escritorio.tests.conftest import Mesa
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Acceso, Evento
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.busquedas import acciones, consultas, trabajos
from consistorio.servicios.busquedas.models import BusquedaGuardada
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER

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


def test_what_is_wrong_is_said_and_nothing_is_kept(
    mesa: Mesa, reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch
) -> None:
    nuria = escenario.empleado("nuria", reloj)
    with pytest.raises(DatosIncorrectos) as rechazo:
        acciones.guardar(actor=nuria, nombre=" ", texto=" ", unidad_id=unidad(VIA_PUBLICA, reloj), reloj=reloj)
    assert [p.campo for p in rechazo.value.problemas] == ["nombre", "texto", "unidad"]
    with pytest.raises(NoPermitido):
        acciones.guardar(actor=Actor.sistema("nadie", VER), nombre="a", texto="b", reloj=reloj)
    monkeypatch.setattr(sys.modules[acciones.guardar.__module__], "MAXIMO_GUARDADAS", 1)
    acciones.guardar(actor=nuria, nombre="Una", texto="obra", reloj=reloj)
    acciones.guardar(actor=nuria, nombre="Una", texto="vado", reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.guardar(actor=nuria, nombre="Otra", texto="obra", reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.borrar(actor=nuria, busqueda_id=UUID(int=7), reloj=reloj)
    assert consultas.guardadas(Actor.sistema("nadie", VER)) == []
    llena = mesa("nuria").post(f"{BASE}guardar/", {"nombre": "Otra", "texto": "obra", "clase": "", "unidad": ""})
    assert llena.status_code == 422


def test_those_of_who_left_are_forgotten_at_night(reloj: RelojDePrueba, mesa: Mesa) -> None:
    nuria = escenario.empleado("nuria", reloj)
    acciones.guardar(actor=nuria, nombre="Una", texto="obra", reloj=reloj)
    trabajos.retirar()
    assert BusquedaGuardada.objects.count() == 1
    Empleado.objects.filter(id=nuria.id).update(hasta=hoy(reloj) - timedelta(days=400))
    trabajos.retirar()
    assert not BusquedaGuardada.objects.exists()
    assert Evento.objects.filter(tipo="busqueda.borrada", cadena=f"empleado:{nuria.id}").exists()
    del mesa


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
