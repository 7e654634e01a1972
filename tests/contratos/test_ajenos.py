"""Every door that takes an identifier, tried as the wrong person with what is of others. The doors come from the urlconf: a new
one fails here until its identifiers are known.

What a door asks of who opens it (a level, a permission) is proven in test_permisos. Here the permission is there, and the object is
of somebody else: of another person, of another unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from conftest import Sembradas, fundar
from django.db import transaction
from django.test import Client

from consistorio.canales.interfaz.puertas import Puerta, puerta_de
from consistorio.documental.registro.models import EdicionLibro
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.plataforma.almacen.models import Subida
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.permisos import registrados
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.tramitacion.expedientes.permisos import VER_TODOS
from consistorio.tramitacion.formularios.models import AdjuntoBorrador
from tests.navegador import oficinas, villa
from tests.navegador.oficinas import Fichas

from .casa import puertas

pytestmark = pytest.mark.lento  # the town at work is sown for it, once a run

NADIE = UUID("019505d4-0000-7000-8000-0000000000aa")
# Doors whose objects are of the whole town: who holds the permission opens all of them
DE_TODOS = re.compile(
    r"/administracion/|/acceso/empleados/llaves/|/escritorio/libro/|/escritorio/registro/(apoderamientos|libros|personas)/"
    r"|/escritorio/resoluciones/|/calendario/|/tramites/|/verificacion/|/escritorio/(entradas|registro|expedientes)/$"
)
# Doors that the town of these tests leaves closed to their owner too (the object is not in the state that they want): that they are
# closed to others is proven by the test of their room
SIN_ABRIR = {
    "/acceso/representaciones/<uuid:representacion>/prorrogar/",
    "/acceso/representaciones/<uuid:representacion>/<slug:verbo>/",
    "/borradores/<uuid:borrador_id>/interesados/<uuid:interesado_id>/quitar/",
    "/mi-carpeta/expedientes/<uuid:expediente_id>/presentada/",
    "/mi-carpeta/expedientes/<uuid:expediente_id>/presentar/<slug:clase>/revisar/",
    "/mi-carpeta/expedientes/<uuid:expediente_id>/recibo/<uuid:asiento_id>/",
    "/mi-carpeta/documentos/<uuid:documento_id>/",
    "/mi-carpeta/documentos/<uuid:documento_id>/copia/",
    "/mi-carpeta/notificaciones/<uuid:notificacion_id>/<slug:cual>.pdf",
    "/escritorio/registro/<uuid:asiento_id>/justificante/",
    "/escritorio/entradas/<uuid:asiento_id>/documentos/<uuid:documento_id>/",
    "/escritorio/expedientes/<uuid:expediente_id>/hacer/<slug:codigo>/",
    "/escritorio/expedientes/<uuid:expediente_id>/tareas/<uuid:tarea_id>/<slug:codigo>/",
}
CON_IDENTIFICADOR = [
    (ruta, puerta)
    for ruta, puerta in ((ruta, puerta_de(patron.callback)) for ruta, patron in puertas())
    if "<" in ruta and puerta is not None and not DE_TODOS.match(ruta)
]


def todo_lo_que_se_ve() -> frozenset[str]:
    """Every permission but those of looking at what is not of one's unit."""
    return frozenset(p for p in registrados() if p != VER_TODOS and not p.endswith("_todo"))


@pytest.fixture(scope="module")
def ayuntamiento(sembradas: Sembradas) -> Iterator[None]:
    """The town at work of the tests of pages, sown once a run."""

    def sembrar() -> None:
        fundar()
        oficinas.sembrar()

    with sembradas.clonada("oficinas", sembrar):
        yield


@pytest.fixture
def objetos(ayuntamiento: None, db: None) -> dict[str, object]:
    """What each identifier of an address names."""
    fichas = Fichas.leer()
    duena = fichas.largo.interesados.get().persona
    borrador = villa.borrador_de_obra(duena)
    adjunto = AdjuntoBorrador.objects.create(
        borrador=borrador,
        requisito="plano",
        contenido="0" * 64,
        nombre="plano.pdf",
        tamano=1,
        tipo_mime="application/pdf",
        subido_el=datetime.now(UTC),
    )
    ahora = reloj_de_la_casa().ahora()
    subida = Subida.objects.create(
        titular=duena.id, nombre="plano.pdf", tamano=10, abierta=ahora, caduca=ahora + timedelta(hours=1)
    )
    return {
        "duena": duena,
        "borrador_id": borrador.id,
        "adjunto_id": adjunto.id,
        "requisito": "plano",
        "subida_id": subida.id,
        "interesado_id": NADIE,
        "expediente_id": fichas.largo.id,
        "tarea_id": fichas.tarea.id,
        "documento_id": fichas.en_firma.propuesta_documento_id,
        "asiento_id": fichas.en_la_unidad.id,
        "notificacion_id": fichas.papel.id,
        "paso_id": fichas.paso.id,
        "importacion_id": fichas.importado.id,
        "edicion_id": EdicionLibro.objects.get().id,
        "representacion": fichas.poder.id,
        "paso": borrador.esquema.pasos[0].codigo,
        "codigo": "nota",
        "clase": "alegaciones",
        "cual": "documento",
        "verbo": "revocar",
    }


def direccion(ruta: str, objetos: dict[str, object]) -> str:
    """The address of a door, with those identifiers."""
    if "/notificaciones/<uuid:notificacion_id>" in ruta and "expediente_id" in ruta:
        objetos = objetos | {"expediente_id": Notificacion.objects.get(id=objetos["notificacion_id"]).expediente_id}
    if ruta.startswith("/borradores/"):
        objetos = objetos | {"codigo": objetos["paso"]}
    return re.sub(r"<\w+:(\w+)>", lambda encaje: str(objetos[encaje.group(1)]), ruta)


Respuesta = tuple[int, str]
Abrir = Callable[[Actor, str, str], Respuesta]


@pytest.fixture
def como(monkeypatch: pytest.MonkeyPatch, objetos: dict[str, object]) -> Abrir:
    """Open a door as that actor; answers the status (500: it failed) and where it leads. What it wrote is undone."""
    sesion = villa.identificar_personal("nuria")
    quien: list[Actor] = []
    monkeypatch.setattr("consistorio.canales.acceso.middleware._actor", lambda _sesion: quien[0])

    def abrir(actor: Actor, metodo: str, ruta: str) -> Respuesta:
        cliente = Client(headers={"host": "localhost"}, raise_request_exception=False)
        quien[:] = [actor]
        cliente.cookies["sessionid"] = sesion
        antes = transaction.savepoint()
        respuesta = cliente.generic(metodo, direccion(ruta, objetos))
        transaction.savepoint_rollback(antes)
        return respuesta.status_code, respuesta.headers.get("Location", "")

    return abrir


def ciudadana(persona: Persona, **mas: object) -> Actor:
    """That person at the door, with the highest level."""
    return replace(villa.vecino(persona), sesion=str(NADIE), **mas)  # type: ignore[arg-type]


def vecinas(objetos: dict[str, object]) -> dict[str, Actor]:
    """Who has nothing to do with those objects, though their doors are for citizens."""
    otra = Persona.objects.create(clase="fisica", nif="00000000T", nombre="Nadie", apellido1="Conocida")
    empresa = Persona.objects.filter(clase="juridica")[0]
    return {
        "another citizen": ciudadana(otra),
        "another citizen for a company that is not a party": ciudadana(otra, representa_a=empresa.id),
        "a power for another procedure": ciudadana(
            otra, representa_a=objetos["duena"].id, solo_procedimiento="no-es-este"  # type: ignore[attr-defined]
        ),
    }  # fmt: skip


def personal_ajeno() -> dict[str, Actor]:
    """Who works in the house, in a unit that has nothing to do with it. With every permission that looks at one's unit: no role has more,
    so that what is closed here is closed to each of them."""
    unidad = Unidad.objects.create(
        dir3="LA9999999", nombre="Otra unidad", desde=datetime(2020, 1, 1, tzinfo=UTC).date()
    )
    suyas = frozenset({unidad.id})
    return {
        "another unit": Actor(
            ClaseActor.EMPLEADO, NADIE, "Luis Gil", todo_lo_que_se_ve(), unidades=suyas, nivel=Nivel.ALTO
        )
    }


def de(clase: str) -> list[tuple[str, Puerta]]:
    """The doors of that class which take identifiers."""
    return [(ruta, puerta) for ruta, puerta in CON_IDENTIFICADOR if puerta.clase == clase]


def abiertas(como: Abrir, clase: str, personas: dict[str, Actor]) -> list[str]:
    """The doors that did not send that person away. To identify, 403, 404 and 405 (no such method) do."""
    halladas = []
    for ruta, _puerta in de(clase):
        for quien, actor in personas.items():
            for metodo in ("GET", "POST"):
                estado, lugar = como(actor, metodo, ruta)
                if estado in (403, 404, 405) or (estado == 302 and lugar.startswith("/acceso/")):
                    continue
                halladas.append(f"{metodo} {ruta} opened for {quien}: {estado} {lugar}")
    return halladas


def test_what_is_of_a_person_is_closed_to_the_others(como: Abrir, objetos: dict[str, object]) -> None:
    assert abiertas(como, "ciudadania", vecinas(objetos)) == []


def test_what_is_of_a_unit_is_closed_to_the_others(como: Abrir) -> None:
    assert abiertas(como, "empleado", personal_ajeno()) == []


def test_the_same_doors_open_for_who_they_are_of(como: Abrir, objetos: dict[str, object]) -> None:
    """Without this, a door that opens for nobody, or an object that is not there, would prove the two above."""
    unidades = frozenset(Unidad.objects.values_list("id", flat=True))
    personal = [
        replace(villa.empleado(quien), permisos=frozenset(registrados()), unidades=unidades)
        for quien in ("marta", "carmen")
    ]
    propias = {"ciudadania": [ciudadana(objetos["duena"])], "empleado": personal}  # type: ignore[arg-type]
    cerradas, fallos = [], []
    for clase, actores in propias.items():
        for ruta, _puerta in de(clase):
            estados = [como(actor, metodo, ruta)[0] for actor in actores for metodo in ("GET", "POST")]
            if all(estado in (403, 404, 405) for estado in estados):
                cerradas.append(ruta)
            fallos += [f"{ruta} {estados}"] if 500 in estados else []
    assert not fallos, "\n".join(fallos)
    assert sorted(cerradas) == sorted(SIN_ABRIR), "\n".join(cerradas)
