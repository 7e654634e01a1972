"""What the citizens of the story do in the sede with the keys: file, read what they are told, supply what is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.terraza.area import PREGUNTA
from consistorio.cli.recorrido.historias.terraza.reparto import TERRAZA
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import al_contenido, enviar, escribir, escribir_fecha, marcar_una, seguir, tabular
from tests.navegador.terraza.comun import se_identifica, trabajan

DIRECCION = {
    "Calle, plaza o avenida": "Plaza Mayor",
    "Número": "3",
    "Código postal": "09001",
    "Municipio": "Villaejemplo",
}
PLANO, SEGURO = "Plano de la terraza con medidas", "Póliza o certificado del seguro"


def presentar(
    pagina: Page,
    ayuntamiento: Ayuntamiento,
    nif: str,
    local: str,
    papeles: dict[str, Path],
    *,
    metros: str = "",
) -> Expediente:
    """A terrace is asked for, with those papers. `metros`: only version 2 asks for them."""
    se_identifica(ayuntamiento, nif)
    pagina.goto(f"{ayuntamiento.url}/tramites/{TERRAZA}/")
    seguir(pagina, "Empezar")
    seguir(pagina, "Empezar")
    seguir(pagina, "Continuar con El local")
    al_contenido(pagina)
    escribir(pagina, "Nombre del local", local)
    for campo, valor in DIRECCION.items():
        escribir(pagina, campo, valor)
    enviar(pagina, "Guardar y continuar")
    al_contenido(pagina)
    escribir_fecha(pagina, date(2026, 6, 1))
    escribir_fecha(pagina, date(2026, 11, 30))
    escribir(pagina, "¿Cuántas mesas?", "6")
    if metros:
        escribir(pagina, PREGUNTA["etiqueta"], metros)
    enviar(pagina, "Guardar y continuar")
    al_contenido(pagina)
    for declara in ("Declaro que tengo un seguro", "Me comprometo a dejar libre"):
        tabular(pagina, declara, empieza=True)
        pagina.keyboard.press("Space")
    enviar(pagina, "Guardar y continuar")
    al_contenido(pagina)
    marcar_una(pagina, "Por internet, en la sede electrónica", "Por internet")
    enviar(pagina, "Guardar y continuar")
    seguir(pagina, "Documentos", empieza=True)
    for requisito, fichero in papeles.items():
        seguir(pagina, f"Añadir archivo: {requisito}")
        elegir_archivo(pagina, "Elija el archivo", fichero)
        enviar(pagina, "Añadir archivo")
        expect(pagina.get_by_text(fichero.name).first).to_be_visible()
    seguir(pagina, "Continuar")
    seguir(pagina, "Revise y presente")
    seguir(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Solicitud presentada")).to_be_visible()
    trabajan()
    return Expediente.objects.get(interesados__persona__nif=nif)


def elegir_archivo(pagina: Page, campo: str, fichero: Path) -> None:
    """The box of a file opens with the keyboard, as the others."""
    # waited for from before: asked for beside the key, the key may come first
    with pagina.expect_file_chooser() as elegido:
        # its script has put it in the place of the browser's own
        expect(pagina.locator(".govuk-file-upload-button").first).to_be_visible()
        al_contenido(pagina)
        tabular(pagina, campo, empieza=True)
        pagina.keyboard.press("Enter")
    elegido.value.set_files(fichero)


def leer(pagina: Page, ayuntamiento: Ayuntamiento, nif: str) -> None:
    """From Mi carpeta, the notification that waits: warned first, then read."""
    se_identifica(ayuntamiento, nif)
    pagina.goto(f"{ayuntamiento.url}/mi-carpeta/")
    seguir(pagina, "Abra una notificación", empieza=True)
    seguir(pagina, "Aceptar y leer")
    trabajan()


def aportar(pagina: Page, ayuntamiento: Ayuntamiento, nif: str, expediente: Expediente, carpeta: Path) -> None:
    """The insurance, from the page of the case."""
    se_identifica(ayuntamiento, nif)
    pagina.goto(f"{ayuntamiento.url}/mi-carpeta/expedientes/{expediente.id}/")
    seguir(pagina, "Enviar lo que le pedimos")
    elegir_archivo(pagina, SEGURO, escrito(carpeta, "póliza del seguro", ["Café Sol"]))
    escribir(pagina, "¿Quiere explicarnos algo?", "Envío la póliza.")
    enviar(pagina, "Guardar y revisar")
    expect(pagina.get_by_text("póliza del seguro.pdf")).to_be_visible()
    seguir(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Escrito presentado")).to_be_visible()
    trabajan()
