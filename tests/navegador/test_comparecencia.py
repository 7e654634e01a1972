"""Opening a notification in a real browser: warned first, then read, with its proof; nothing is seen before."""

from __future__ import annotations

import pytest
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from consistorio.documental.documentos.operaciones import crear_desde_plantilla
from consistorio.plataforma.identidad.models import Persona
from consistorio.servicios.notificaciones import acciones, operaciones
from consistorio.servicios.notificaciones.contenido import ActoNotificable, Seccion
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.notificaciones.permisos import EVIDENCIAR, PREPARAR
from consistorio.servicios.notificaciones.tipos import Recurso
from consistorio.servicios.tests import escenario
from consistorio.tramitacion.expedientes.acceso import bloquear
from tests.navegador import villa
from tests.navegador.revision import abrir, revisar
from tests.navegador.test_solicitud import ir_con_tabulador

SECRETO = "Conceder la licencia con condiciones."


@pytest.fixture
def notificacion(base_propia: object) -> Notificacion:
    """A decree made available to a neighbour."""
    reloj = escenario.RelojDePrueba()
    escenario.villa(reloj)
    caso = escenario.caso(reloj)
    acto = ActoNotificable(
        titulo="Decreto",
        organo="Concejalía de Urbanismo",
        secciones=(Seccion("Qué hemos decidido", (SECRETO,)),),
        recurrible=True,
        fin_de_via=True,
        recursos=(Recurso("Recurso potestativo de reposición", "La Alcaldía", "1 mes"),),
        numero="1/2026",
    )
    with transaction.atomic():
        documento = crear_desde_plantilla(
            "diligencia",
            {"texto": SECRETO},
            titulo="Decreto 1/2026",
            tipo_documental="TD01",
            organo=caso.unidad.dir3,
            actor=escenario.SISTEMA,
            reloj=reloj,
        )
        bloquear(caso.id)
        encargo = operaciones.Encargo(documento.id, "prueba:1", "Decreto sobre su licencia", acto)
        operaciones.emitir(caso, encargo, actor=escenario.SISTEMA, reloj=reloj)
    hecha = Notificacion.objects.get(referencia="prueba:1")
    trabajos = escenario.SISTEMA.con_permisos(PREPARAR, EVIDENCIAR)
    acciones.preparar(actor=trabajos, notificacion_id=hecha.id, reloj=reloj)
    return acciones.disponer(actor=trabajos, notificacion_id=hecha.id, reloj=reloj)


def test_notification_is_opened_after_the_warning(
    notificacion: Notificacion, live_server: LiveServer, contexto: BrowserContext, pagina: Page
) -> None:
    persona = Persona.objects.get(id=notificacion.destinatario_id)
    contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(persona), "url": live_server.url}])
    pagina.goto(f"{live_server.url}/mi-carpeta/")
    expect(pagina.get_by_role("link", name="Abra una notificación")).to_be_visible()
    revisar(pagina, "carpeta-le-toca")
    caso = pagina.request.get(f"{live_server.url}/mi-carpeta/expedientes/{notificacion.expediente_id}/").text()
    assert "Le toca al Ayuntamiento" not in caso
    assert f'href="/mi-carpeta/notificaciones/{notificacion.id}/"' in caso
    pagina.goto(f"{live_server.url}/mi-carpeta/notificaciones/")
    revisar(pagina, "notificaciones-por-abrir")
    pagina.get_by_role("link", name=notificacion.numero).click()
    expect(pagina.get_by_text("la notificación cuenta como recibida")).to_be_visible()
    assert SECRETO not in pagina.content()
    assert notificacion.asunto not in pagina.content()
    revisar(pagina, "notificacion-aviso")
    assert pagina.request.get(f"{pagina.url}documento.pdf").status == 403
    abrir(pagina.get_by_role("button", name="Aceptar y leer"))
    expect(pagina.get_by_text(SECRETO)).to_be_visible()
    revisar(pagina, "notificacion-leida")
    notificacion.refresh_from_db()
    assert notificacion.estado == Notificacion.Estado.ACCEDIDA
    assert pagina.request.get(f"{pagina.url}documento.pdf").body().startswith(b"%PDF")


@pytest.mark.parametrize("ancho", [1366], indirect=True, ids=["escritorio"])
def test_comparecencia_by_keyboard_alone(
    notificacion: Notificacion, live_server: LiveServer, contexto: BrowserContext, pagina: Page
) -> None:
    """From Mi carpeta to the text read: Tab and Enter alone, the focus always seen."""
    persona = Persona.objects.get(id=notificacion.destinatario_id)
    contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(persona), "url": live_server.url}])
    pagina.goto(f"{live_server.url}/mi-carpeta/")
    for texto in ("Abra una notificación", "Aceptar y leer"):
        ir_con_tabulador(pagina, texto)
        with pagina.expect_navigation():
            pagina.keyboard.press("Enter")
    expect(pagina.get_by_text(SECRETO)).to_be_visible()
    notificacion.refresh_from_db()
    assert notificacion.estado == Notificacion.Estado.ACCEDIDA
    ir_con_tabulador(pagina, "Documento notificado")


@pytest.mark.parametrize("aceptar", [True, False], ids=["acepta", "rechaza"])
def test_comparecencia_without_javascript(
    notificacion: Notificacion, live_server: LiveServer, navegador: Browser, aceptar: bool
) -> None:
    persona = Persona.objects.get(id=notificacion.destinatario_id)
    contexto = navegador.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="es-ES")
    contexto.add_cookies([{"name": "sessionid", "value": villa.identificar(persona), "url": live_server.url}])
    pagina = contexto.new_page()
    pagina.goto(f"{live_server.url}/mi-carpeta/")
    pagina.get_by_role("link", name="Abra una notificación").click()
    expect(pagina.get_by_text("la notificación cuenta como recibida")).to_be_visible()
    otra_ventana = contexto.new_page()
    otra_ventana.goto(pagina.url)
    abrir(pagina.get_by_role("button", name="Aceptar y leer" if aceptar else "Rechazar"))
    if aceptar:
        expect(pagina.get_by_text(SECRETO)).to_be_visible()
        otra_ventana.get_by_role("button", name="Rechazar").click()
        expect(otra_ventana.get_by_text("No la ha rechazado: ya constaba como «Leída».")).to_be_visible()
    else:
        expect(pagina.get_by_text("Ha rechazado la notificación.")).to_be_visible()
    notificacion.refresh_from_db()
    esperado = Notificacion.Estado.ACCEDIDA if aceptar else Notificacion.Estado.RECHAZADA
    assert notificacion.estado == esperado
    contexto.close()
