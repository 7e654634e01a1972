"""Searches that are kept: by whom, for whom, what may not be kept, and until when."""

from __future__ import annotations

import sys
from datetime import timedelta
from uuid import UUID

import pytest

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.auditoria.models import Evento
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.servicios.busquedas import acciones, consultas, trabajos
from consistorio.servicios.busquedas.models import MAXIMO_NOMBRE, MAXIMO_TEXTO, BusquedaGuardada
from consistorio.servicios.busquedas.reglas import es_corta
from consistorio.servicios.comunicaciones.tests.factories import LICENCIAS, VIA_PUBLICA, unidad
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.permisos import VER

pytestmark = [pytest.mark.django_db, pytest.mark.lento]


@pytest.mark.parametrize(
    ("texto", "corta"),
    [("", False), ("  ", False), ("a", True), ("ab", True), ("de la", True), ("abc", False), ("de ana", False)],
)
def test_only_words_by_which_something_may_be_found_are_looked_for(texto: str, corta: bool) -> None:
    assert es_corta(texto) is corta


@pytest.mark.parametrize(
    ("campo", "escrito"),
    [
        ("nombre", {"nombre": " \n "}),
        ("nombre", {"nombre": "n" * (MAXIMO_NOMBRE + 1)}),
        ("texto", {"texto": " "}),
        ("texto", {"texto": "de  la"}),
        ("texto", {"texto": "t" * (MAXIMO_TEXTO + 1)}),
    ],
)
def test_what_could_never_find_anything_is_not_kept(reloj: RelojDePrueba, campo: str, escrito: dict[str, str]) -> None:
    dicho = {"nombre": "Una", "texto": "obra"} | escrito
    nuria = escenario.empleado("nuria", reloj)
    with pytest.raises(DatosIncorrectos) as rechazo:
        acciones.guardar(actor=nuria, nombre=dicho["nombre"], texto=dicho["texto"], reloj=reloj)
    assert [problema.campo for problema in rechazo.value.problemas] == [campo]
    assert not BusquedaGuardada.objects.exists()


def test_every_problem_is_said_at_once_and_only_staff_keep_searches(reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    with pytest.raises(DatosIncorrectos) as rechazo:
        acciones.guardar(actor=nuria, nombre=" ", texto="ab", unidad_id=unidad(VIA_PUBLICA, reloj), reloj=reloj)
    assert [p.campo for p in rechazo.value.problemas] == ["nombre", "texto", "unidad"]
    with pytest.raises(NoPermitido):
        acciones.guardar(actor=Actor.sistema("nadie", VER), nombre="Una", texto="obra", reloj=reloj)
    assert consultas.guardadas(Actor.sistema("nadie", VER)) == []


def test_it_is_seen_by_who_keeps_it_and_by_the_unit_it_is_kept_for(reloj: RelojDePrueba) -> None:
    nuria, marta, raul = (escenario.empleado(quien, reloj) for quien in ("nuria", "marta", "raul"))
    guardada = acciones.guardar(actor=nuria, nombre=" Las  obras ", texto=" obra  menor ", reloj=reloj)
    assert (guardada.nombre, guardada.texto) == ("Las obras", "obra menor")
    assert [consultas.guardadas(quien) for quien in (nuria, marta, raul)] == [[guardada], [], []]
    suya = unidad(LICENCIAS, reloj)
    otra = acciones.guardar(actor=nuria, nombre="Las obras", texto="vado", unidad_id=suya, reloj=reloj)
    assert otra.id == guardada.id, "the same name is the same search"
    assert [consultas.guardadas(quien) for quien in (nuria, marta, raul)] == [[guardada], [guardada], []]
    assert "vado" not in str(Evento.objects.filter(tipo="busqueda.guardada").latest("seq").datos)
    with pytest.raises(NoEncontrado):
        acciones.borrar(actor=marta, busqueda_id=guardada.id, reloj=reloj)
    acciones.borrar(actor=nuria, busqueda_id=guardada.id, reloj=reloj)
    with pytest.raises(NoEncontrado):
        acciones.borrar(actor=nuria, busqueda_id=guardada.id, reloj=reloj)
    assert not BusquedaGuardada.objects.exists()


def test_so_many_are_kept_and_no_more(reloj: RelojDePrueba, monkeypatch: pytest.MonkeyPatch) -> None:
    nuria = escenario.empleado("nuria", reloj)
    monkeypatch.setattr(sys.modules[acciones.guardar.__module__], "MAXIMO_GUARDADAS", 1)
    acciones.guardar(actor=nuria, nombre="Una", texto="obra", reloj=reloj)
    acciones.guardar(actor=nuria, nombre="Una", texto="vado", reloj=reloj)
    with pytest.raises(Conflicto):
        acciones.guardar(actor=nuria, nombre="Otra", texto="obra", reloj=reloj)
    assert BusquedaGuardada.objects.get().texto == "vado"


def test_those_of_who_left_are_forgotten_at_night(reloj: RelojDePrueba) -> None:
    nuria = escenario.empleado("nuria", reloj)
    guardada = acciones.guardar(actor=nuria, nombre="Una", texto="obra", reloj=reloj)
    trabajos.retirar()
    assert BusquedaGuardada.objects.count() == 1
    with pytest.raises(NoPermitido):
        acciones.retirar(actor=nuria, busqueda_id=guardada.id, reloj=reloj)
    Empleado.objects.filter(id=nuria.id).update(hasta=hoy(reloj) - timedelta(days=400))
    trabajos.retirar()
    trabajos.retirar()
    assert not BusquedaGuardada.objects.exists()
    assert Evento.objects.filter(tipo="busqueda.borrada", cadena=f"empleado:{nuria.id}").count() == 1
    acciones.retirar(actor=Actor.sistema("prueba", "busqueda.retirar"), busqueda_id=UUID(int=7), reloj=reloj)
