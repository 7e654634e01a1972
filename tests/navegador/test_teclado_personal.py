"""From the login to the close of a case by keyboard alone: next task, proposal, number, both signatures, notification, close.

Not one call to the mouse. Every stop of the Tab key shows its focus, inside the window and in the order of the page. What workers
and the citizen do in between is done by their own actions.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.organizacion.demostracion import CONTRASENA, codigo_actual
from consistorio.servicios.notificaciones.acciones import acceder
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import escribir, pulsar

ANA = "12345678Z"


@pytest.fixture
def expediente(ayuntamiento: Ayuntamiento, casa_que_firma: Servidor) -> Expediente:
    """A case whose instruction is over, in a town whose staff can sign."""
    certificar_personal(casa_que_firma.pki, reloj=RelojSistema())
    return escenario.caso_por_proponer(RelojDePrueba(reloj_de_la_casa().ahora()), solicitante=ANA)


def entrar(pagina: Page, url: str, usuario: str) -> None:
    """Log in with both factors, and find oneself at the desk."""
    pagina.goto(f"{url}/acceso/empleados/")
    escribir(pagina, "Usuario", usuario)
    escribir(pagina, "Contraseña", CONTRASENA)
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", name="Escriba su código")).to_be_visible()
    escribir(pagina, "Código", codigo_actual(usuario))
    pagina.keyboard.press("Enter")
    expect(pagina.get_by_role("heading", name="Mi mesa")).to_be_visible()


def hacer(pagina: Page, url: str, enlace: str, boton: str, hecho: str) -> None:
    """Take the next task from the desk, do its act and read that it is done."""
    pagina.goto(f"{url}/escritorio/")
    pulsar(pagina, "Siguiente tarea")
    expect(pagina.get_by_role("heading", name="Siguiente paso")).to_be_visible()
    pulsar(pagina, enlace)
    expect(pagina.get_by_role("button", name=boton)).to_be_visible()
    pulsar(pagina, boton)
    expect(pagina.get_by_text(hecho)).to_be_visible()


def firmar(pagina: Page, url: str, usuario: str) -> None:
    """Mark the resolution in the portafirmas, and sign with the second factor."""
    pagina.goto(f"{url}/escritorio/portafirmas/")
    pulsar(pagina, "Marcar Resolución", "Space", empieza=True)
    expect(pagina.get_by_role("checkbox", name="Marcar Resolución")).to_be_checked()
    escribir(pagina, "Código de su aplicación de acceso", codigo_actual(usuario))
    pulsar(pagina, "Firmar lo marcado")
    expect(pagina.get_by_text("Se han firmado")).to_be_visible()


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_a_case_is_decided_signed_notified_and_closed_by_keyboard(
    pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente
) -> None:
    url = ayuntamiento.url
    entrar(pagina, url, "nuria")
    hacer(pagina, url, "Redactar la propuesta", "Hacer la propuesta", "Propuesta hecha.")
    ayuntamiento.entra("marta")
    hacer(pagina, url, "Enviar a la firma", "Numerar y enviar a la firma", "Resolución numerada y enviada a la firma.")
    vaciar_colas(propagar=False)  # mail has no server here and waits
    for usuario in ("carmen", "javier"):
        ayuntamiento.entra(usuario)
        firmar(pagina, url, usuario)
        vaciar_colas(propagar=False)
    ayuntamiento.entra("nuria")
    hacer(pagina, url, "Notificar la resolución", "Notificar", "Notificación en marcha.")
    vaciar_colas(propagar=False)
    reloj = reloj_de_la_casa()
    notificacion = Notificacion.objects.get(expediente=expediente, clase="notificacion")
    acceder(actor=escenario.ciudadana(ANA), notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj)
    vaciar_colas(propagar=False)
    ayuntamiento.entra("olga")
    hacer(pagina, url, "Marcar como hecha", "Marcar como hecha", "Tarea hecha.")
    ayuntamiento.entra("marta")
    hacer(pagina, url, "Cerrar el expediente", "Cerrar el expediente", "Expediente cerrado")
    expediente.refresh_from_db()
    assert expediente.estado == "cerrado"
