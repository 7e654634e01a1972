"""«Su cuenta» and «Mi certificado de firma» in a real browser, and its revocation in the administration: empty, refused, kept, stopped."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consistorio.documental.firma.models import CertificadoEmpleado
from consistorio.integraciones.pki_demo.nombres import PERSONA, Persona, sujeto_persona
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.organizacion.models import Empleado
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar


@pytest.fixture
def alcaldesa(ayuntamiento: Ayuntamiento, casa_que_firma: Servidor) -> Empleado:
    """Whoever holds the mayor's post, without a certificate yet."""
    return Empleado.objects.select_related("persona").get(cuenta__usuario="isabel")


def fichero(casa_que_firma: Servidor, quien: Empleado, carpeta: Path, nombre: str, dias: int | None) -> Path:
    persona = Persona(quien.persona.nif, quien.persona.nombre.upper(), quien.persona.apellido1.upper())
    hasta = RelojSistema().ahora() + timedelta(days=dias) if dias is not None else None
    codigo = f"navegador/{quien.persona.nif}-{nombre}"
    casa_que_firma.pki.emitir(codigo, sujeto_persona(persona), PERSONA, hasta=hasta)
    destino = carpeta / f"{nombre}.p12"
    destino.write_bytes(casa_que_firma.pki.p12(codigo))
    return destino


def subir(pagina: Page, p12: Path, contrasena: str) -> None:
    pagina.set_input_files("input[name=p12]", p12)
    pagina.fill("input[name=contrasena]", contrasena)
    pagina.get_by_role("button", name="Guardar el certificado").click()


def test_se_guarda_se_avisa_y_se_revoca(
    pagina: Page, ayuntamiento: Ayuntamiento, casa_que_firma: Servidor, alcaldesa: Empleado, tmp_path: Path
) -> None:
    ayuntamiento.entra("isabel")
    pagina.goto(f"{ayuntamiento.url}/escritorio/portafirmas/")
    abrir(pagina.get_by_role("link", name="Su cuenta"))
    revisar(pagina, "cuenta", densa=True)
    abrir(pagina.get_by_role("link", name="Mi certificado de firma"))
    revisar(pagina, "certificado-sin", densa=True)

    subir(pagina, fichero(casa_que_firma, alcaldesa, tmp_path, "caducado", -1), "demo")
    expect(pagina.get_by_text("no está en vigor").first).to_be_visible()
    revisar(pagina, "certificado-rechazado", densa=True)
    assert not CertificadoEmpleado.objects.filter(empleado=alcaldesa).exists()

    subir(pagina, fichero(casa_que_firma, alcaldesa, tmp_path, "breve", 20), "demo")
    expect(pagina.get_by_text("Certificado guardado")).to_be_visible()
    expect(pagina.get_by_text("Su certificado de firma caduca el")).to_be_visible()
    revisar(pagina, "certificado-guardado", densa=True)

    ayuntamiento.entra("andres")
    pagina.goto(f"{ayuntamiento.url}/administracion/personas/{alcaldesa.id}/")
    revisar(pagina, "admin-persona-certificado", densa=True)
    abrir(pagina.get_by_role("link", name="Revocar este certificado"))
    revisar(pagina, "admin-revocar-certificado", densa=True)
    pagina.fill("textarea[name=motivo]", "Ha perdido el teléfono")
    pagina.get_by_role("button", name="Revocar el certificado").click()
    expect(pagina.get_by_text("Certificado revocado")).to_be_visible()
    assert CertificadoEmpleado.objects.get(empleado=alcaldesa).estado == "revocado"
