"""Every page opens for who may and for nobody else; lists ask the same of the database whatever they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consistorio.canales.admin_tecnica.secciones import SECCIONES
from consistorio.canales.admin_tecnica.tests.actor_de_prueba import ActorDePrueba
from consistorio.canales.admin_tecnica.tests.conftest import con_rol
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion import operaciones
from consistorio.plataforma.organizacion.models import Empleado, Puesto, Unidad

ADMIN = Actor.sistema("prueba", "organizacion.administrar")
LETRAS = "TRWAGMYFPDXBNJZSQVHLCKE"


def test_cada_seccion_se_abre_con_su_permiso_y_solo_con_el(administradora: Client) -> None:
    actor, de_oac = ActorDePrueba.actor, con_rol("oac")
    assert actor is not None
    actor = actor.con_permisos(*(seccion.permiso for seccion in SECCIONES))  # nobody of the example holds all
    for seccion in SECCIONES:
        ActorDePrueba.actor = actor
        respuesta = administradora.get(seccion.url)
        assert respuesta.status_code == 200, seccion.url
        assert f'href="{seccion.url}" aria-current="page"' in respuesta.content.decode(), seccion.url
        ActorDePrueba.actor = replace(actor, permisos=actor.permisos - {seccion.permiso})
        assert administradora.get(seccion.url).status_code == 403, seccion.url
        ActorDePrueba.actor = de_oac
        assert administradora.get(seccion.url).status_code == 403, seccion.url
        ActorDePrueba.actor = None
        assert administradora.get(seccion.url).status_code == 302, seccion.url


def test_secretaria_ve_organizacion_calendario_y_accesos_pero_no_las_maquinas(administradora: Client) -> None:
    ActorDePrueba.actor = con_rol("secretaria")
    pagina = administradora.get("/administracion/unidades/").content.decode()
    assert "/administracion/accesos/" in pagina
    assert "/administracion/calendario/" in pagina
    assert "/administracion/trabajos/" not in pagina
    assert administradora.get("/administracion/").status_code == 403


def _consultas(cliente: Client, url: str, datos: dict[str, str] | None = None) -> int:
    with CaptureQueriesContext(connections["default"]) as captura:
        respuesta = cliente.post(url, datos) if datos is not None else cliente.get(url)
    assert respuesta.status_code == 200
    return len(captura)


def _crecer(desde: int, cuantos: int) -> None:
    """More posts with holder and roles, people and jobs, numbered from `desde`."""
    reloj, dia = reloj_de_la_casa(), date(2020, 1, 1)
    unidad = Unidad.objects.filter(hasta=None).order_by("id")[0]
    roles = list(Puesto.objects.get(organo="secretaria").roles.all())
    with transaction.atomic():
        for n in range(desde, desde + cuantos):
            nif = f"{40_000_000 + n}{LETRAS[(40_000_000 + n) % 23]}"
            persona = Persona.objects.create(clase="fisica", nif=nif, nombre=f"N{n:03}", apellido1="Aab")
            empleado = operaciones.dar_de_alta(persona=persona, cuenta=None, desde=dia, actor=ADMIN, reloj=reloj)
            puesto = operaciones.crear_puesto(
                unidad=unidad, codigo=f"aa-{n:03}", nombre=f"P{n}", organo="", roles=roles, actor=ADMIN, reloj=reloj
            )
            operaciones.ocupar(empleado=empleado, puesto=puesto, desde=dia, actor=ADMIN, reloj=reloj)
            encolar("firma.ampliar", documento_id=UUID(int=n))


def test_las_listas_preguntan_lo_mismo_con_pocas_y_con_muchas_filas(administradora: Client) -> None:
    actor = ActorDePrueba.actor
    assert actor is not None
    quien = Empleado.objects.get(id=actor.id)
    assert quien.cuenta is not None
    busqueda = {"empleado": quien.cuenta.usuario, "motivo": "Control periódico"}
    _crecer(0, 2)
    urls = [f"/administracion/{s}/" for s in ("trabajos", "unidades", "puestos", "personas", "roles", "sustituciones")]
    for url in urls:
        administradora.get(url)
    antes = {url: _consultas(administradora, url) for url in urls}
    accesos = _consultas(administradora, "/administracion/accesos/", busqueda)
    _crecer(2, 30)
    assert {url: _consultas(administradora, url) for url in urls} == antes
    for n in range(60):
        registrar_acceso(actor, que="expediente", objeto_id=UUID(int=n), motivo="Prueba")
    assert _consultas(administradora, "/administracion/accesos/", busqueda) == accesos


def test_la_pagina_siguiente_sigue_donde_acabo_la_anterior(administradora: Client) -> None:
    _crecer(0, 30)
    primera = administradora.get("/administracion/puestos/").context
    segunda = administradora.get("/administracion/puestos/" + primera["siguiente"]).context
    codigos = [f.puesto.codigo for pagina in (primera, segunda) for f in pagina["filas"]]
    assert codigos == sorted(set(codigos))
    assert codigos == list(Puesto.objects.order_by("codigo").values_list("codigo", flat=True)[: len(codigos)])
    personas = administradora.get("/administracion/personas/").context
    mas = administradora.post("/administracion/personas/", {"despues_de": str(personas["siguiente"])}).context
    vistas = [p.id for pagina in (personas, mas) for p in pagina["personas"]]
    assert len(vistas) == len(set(vistas)) > 25
    trabajos = administradora.get("/administracion/trabajos/").context
    otros = administradora.get("/administracion/trabajos/" + trabajos["siguiente"]).context
    assert trabajos["trabajos"][-1][0].id > otros["trabajos"][0][0].id
    assert Acceso.objects.filter(que="personal").count() == 2
