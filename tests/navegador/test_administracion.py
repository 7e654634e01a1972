"""The technical administration in a real browser: what its forms do, once they are filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import Page, expect

from consistorio.plataforma.cola.operaciones import encolar
from consistorio.plataforma.cola.tests import trabajos_de_prueba
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.models import Empleado
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar

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


def test_contrasena_restablecida_y_trabajo_reintentado(pagina: Page, administracion: str) -> None:
    quien = Empleado.objects.get(cuenta__usuario="rosa")
    pagina.goto(f"{administracion}personas/{quien.id}/")
    revisar(pagina, "admin-persona", densa=True)
    pagina.get_by_role("button", name="Restablecer la contraseña").click()
    expect(pagina.get_by_text("no se pueden volver a ver")).to_be_visible()
    revisar(pagina, "admin-contrasena", densa=True)
    pagina.goto(f"{administracion}trabajos/?estado=fallido&cola=")
    abrir(pagina.locator("tbody th a").last)
    revisar(pagina, "admin-trabajo", densa=True)
    pagina.get_by_role("button", name="Reintentar ahora").click()
    expect(pagina.get_by_text("se reintentará")).to_be_visible()


def test_cargar_publicar_y_consultar(pagina: Page, administracion: str, tmp_path: Path) -> None:
    fichero = tmp_path / "local.csv"
    fichero.write_text(
        "# ambito: local\n# territorio: 45001\n# anio: 2031\n# disposicion: Pleno\n2031-05-15;San Isidro\n"
    )
    pagina.goto(f"{administracion}calendario/publicar/")
    pagina.locator("input[type=file]").set_input_files(fichero)
    abrir(pagina.get_by_role("button", name="Comprobar"))
    revisar(pagina, "admin-calendario-comprobado", densa=True)
    pagina.get_by_role("button", name="Publicar").click()
    expect(pagina.get_by_text("Calendarios publicados: 1.")).to_be_visible()
    gente = tmp_path / "empleados.csv"
    gente.write_text("nif;nombre;apellido1;desde;usuario\n12345678Z;Íñigo;Núñez;2026-01-01;inigo\n", encoding="utf-8")
    pagina.goto(f"{administracion}cargar/")
    pagina.locator("input[type=file]").set_input_files(gente)
    abrir(pagina.get_by_role("button", name="Comprobar"))
    revisar(pagina, "admin-carga-comprobada", densa=True)
    abrir(pagina.get_by_role("button", name="Cargar"))
    revisar(pagina, "admin-cuentas-nuevas", densa=True)
    pagina.goto(f"{administracion}personas/")
    pagina.goto(f"{administracion}accesos/")
    pagina.get_by_label("Persona del Ayuntamiento").fill(ADMINISTRADOR)
    pagina.get_by_label("Por qué lo consulta").fill("Control")
    pagina.get_by_role("button", name="Consultar").click()
    expect(pagina.get_by_text("Datos del personal").first).to_be_visible()
    assert ADMINISTRADOR not in pagina.url
    revisar(pagina, "admin-accesos-hallados", densa=True)
