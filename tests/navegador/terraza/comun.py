"""What every act of the story needs: the town's day, who is at the browser, the portafirmas, the pictures of the manual."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

from playwright.sync_api import Page, expect

from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.reloj import mover_reloj
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador import villa
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import al_contenido, enviar, escribir, seguir, tabular


def foto(pagina: Page, nombre: str, *, entera: bool = False) -> None:
    """A picture for the manual, when somebody asked for them: of the top of the page, or of all of it."""
    carpeta = os.environ.get("CAPTURAS_DEL_MANUAL")
    if carpeta:
        pagina.evaluate("document.activeElement.id === 'contenido' && document.activeElement.blur(); scrollTo(0, 0)")
        pagina.screenshot(path=Path(carpeta) / f"{nombre}.png", full_page=entera)


def el(dia: int, mes: int, hora: int = 9) -> date:
    """The town's clock goes to that day of 2026."""
    momento = datetime(2026, mes, dia, hora, tzinfo=MADRID)
    mover_reloj(momento)
    return momento.date()


def se_identifica(ayuntamiento: Ayuntamiento, nif: str) -> None:
    """Whoever sits at this browser from now on is that citizen."""
    cookie = villa.identificar(Persona.objects.get(nif=nif))
    ayuntamiento.contexto.add_cookies([{"name": "sessionid", "value": cookie, "url": ayuntamiento.url}])


def trabajan() -> None:
    """The workers do what waits. Mail has no server here and goes on waiting."""
    vaciar_colas(propagar=False)


def abrir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """The case, with its next step."""
    pagina.goto(f"{ayuntamiento.url}/escritorio/expedientes/{expediente.id}/")


def cuenta(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente, *dice: str) -> None:
    """The page of the term says that."""
    pagina.goto(f"{ayuntamiento.url}/escritorio/expedientes/{expediente.id}/plazo/")
    for texto in dice:
        expect(pagina.get_by_text(texto).first).to_be_visible()


def firmar(pagina: Page, ayuntamiento: Ayuntamiento, usuario: str, contiene: str, *, imagen: str = "") -> None:
    """Mark in the portafirmas what has that name, and sign with the second factor."""
    ayuntamiento.entra(usuario)
    pagina.goto(f"{ayuntamiento.url}/escritorio/portafirmas/")
    al_contenido(pagina)
    tabular(pagina, f"Marcar {contiene}", empieza=True)
    pagina.keyboard.press("Space")
    escribir(pagina, "Código de su aplicación de acceso", codigo_actual(usuario))
    if imagen:
        foto(pagina, imagen)
    enviar(pagina, "Firmar lo marcado")
    expect(pagina.get_by_text("Se han firmado")).to_be_visible()
    trabajan()


def resolver(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente, *firman: str) -> None:
    """Who heads the unit gives the decision its number, it is signed by each, and put at its party's disposal."""
    ayuntamiento.entra("ines")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Enviar a la firma")
    seguir(pagina, "Numerar y enviar a la firma")
    trabajan()
    for usuario in firman:
        firmar(pagina, ayuntamiento, usuario, "Resolución")
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Notificar la resolución")
    seguir(pagina, "Notificar")
    trabajan()
