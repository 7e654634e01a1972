"""The technical administration in a real browser: every page, also with errors and with long lists."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import Page, expect

from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.models import Empleado, Ocupacion, Puesto, Unidad
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import revisar

ADMINISTRADOR = "andres"


@pytest.fixture
def administracion(ayuntamiento: Ayuntamiento) -> str:
    """The address of the administration, with its person logged in, a failed job and one that waits."""
    cache.clear()
    trabajos_de_prueba.declarar()
    trabajos_de_prueba.crear_tabla()
    with transaction.atomic():
        encolar("prueba.nunca", objeto_id="x")
    vaciar_colas(colas=["prueba"], propagar=False)
    with transaction.atomic():
        encolar("firma.ampliar", documento_id="00000000-0000-7000-8000-000000000001")
    ayuntamiento.entra(ADMINISTRADOR)
    return f"{ayuntamiento.url}/administracion/"


def test_paginas_que_se_leen(pagina: Page, administracion: str) -> None:
    for direccion in (
        "",
        "trabajos",
        "unidades",
        "puestos",
        "roles",
        "personas",
        "sustituciones",
        "calendario",
        "ajustes",
    ):
        pagina.goto(f"{administracion}{direccion}/" if direccion else administracion)
        revisar(pagina, f"admin-{direccion or 'estado'}", densa=True)
    quien = Empleado.objects.get(cuenta__usuario="rosa")
    pagina.goto(f"{administracion}personas/{quien.id}/")
    revisar(pagina, "admin-persona", densa=True)
    pagina.get_by_role("button", name="Restablecer la contraseña").click()
    expect(pagina.get_by_text("no se pueden volver a ver")).to_be_visible()
    revisar(pagina, "admin-contrasena", densa=True)
    pagina.goto(f"{administracion}trabajos/?estado=fallido&cola=")
    pagina.locator("tbody th a").last.click()
    revisar(pagina, "admin-trabajo", densa=True)
    pagina.get_by_role("button", name="Reintentar ahora").click()
    expect(pagina.get_by_text("se reintentará")).to_be_visible()


def test_paginas_que_cambian_algo_tambien_con_errores(pagina: Page, administracion: str) -> None:
    unidad, puesto = Unidad.objects.filter(hasta=None).order_by("id")[0], Puesto.objects.order_by("codigo")[0]
    ocupacion = Ocupacion.objects.filter(hasta=None).order_by("id")[0]
    direcciones = {
        "unidad-nueva": "unidades/nueva/",
        "unidad-reorganizar": f"unidades/{unidad.id}/reorganizar/",
        "unidad-cerrar": f"unidades/{unidad.id}/cerrar/",
        "puesto-nuevo": "puestos/nuevo/",
        "puesto-ocupar": f"puestos/{puesto.id}/ocupar/",
        "puesto-cese": f"puestos/cese/{ocupacion.id}/",
        "rol-nuevo": "roles/nuevo/",
        "persona-nueva": "personas/nueva/",
        "suplencia-nueva": "sustituciones/suplencia/",
        "delegacion-nueva": "sustituciones/delegacion/",
        "ausencia-nueva": "sustituciones/ausencia/",
        "calendario-publicar": "calendario/publicar/",
        "cargar": "cargar/",
        "accesos": "accesos/",
    }
    for nombre, direccion in direcciones.items():
        pagina.goto(administracion + direccion)
        revisar(pagina, f"admin-{nombre}", densa=True)
        pagina.locator("main form button[type=submit]").last.click()
        assert pagina.title().startswith("Error:"), nombre
        revisar(pagina, f"admin-{nombre}-error", densa=True)
    pagina.goto(f"{administracion}puestos/{puesto.id}/roles/")
    revisar(pagina, "admin-puesto-roles", densa=True)


def test_cargar_publicar_y_consultar(pagina: Page, administracion: str, tmp_path: Path) -> None:
    fichero = tmp_path / "local.csv"
    fichero.write_text(
        "# ambito: local\n# territorio: 45001\n# anio: 2031\n# disposicion: Pleno\n2031-05-15;San Isidro\n"
    )
    pagina.goto(f"{administracion}calendario/publicar/")
    pagina.locator("input[type=file]").set_input_files(fichero)
    pagina.get_by_role("button", name="Comprobar").click()
    revisar(pagina, "admin-calendario-comprobado", densa=True)
    pagina.get_by_role("button", name="Publicar").click()
    expect(pagina.get_by_text("Calendarios publicados: 1.")).to_be_visible()
    gente = tmp_path / "empleados.csv"
    gente.write_text("nif;nombre;apellido1;desde;usuario\n12345678Z;Íñigo;Núñez;2026-01-01;inigo\n", encoding="utf-8")
    pagina.goto(f"{administracion}cargar/")
    pagina.locator("input[type=file]").set_input_files(gente)
    pagina.get_by_role("button", name="Comprobar").click()
    revisar(pagina, "admin-carga-comprobada", densa=True)
    pagina.get_by_role("button", name="Cargar").click()
    revisar(pagina, "admin-cuentas-nuevas", densa=True)
    pagina.goto(f"{administracion}personas/")
    pagina.goto(f"{administracion}accesos/")
    pagina.get_by_label("Persona del Ayuntamiento").fill(ADMINISTRADOR)
    pagina.get_by_label("Por qué lo consulta").fill("Control")
    pagina.get_by_role("button", name="Consultar").click()
    expect(pagina.get_by_text("Datos del personal").first).to_be_visible()
    assert ADMINISTRADOR not in pagina.url
    revisar(pagina, "admin-accesos-hallados", densa=True)
