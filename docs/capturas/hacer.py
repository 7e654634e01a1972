"""Takes the screenshots of the README: plays the first story and photographs the real pages.

PYTHONPATH=src .venv/bin/python docs/capturas/hacer.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.recorrido.navegador import Navegador

AQUI = Path(__file__).parent
ARGUMENTOS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def foto(navegador: Browser, persona: Navegador, direccion: str, nombre: str, ancho: int, alto: int) -> None:
    """Photograph a page as somebody sees it, with that person's session."""
    contexto = navegador.new_context(viewport={"width": ancho, "height": alto}, locale="es-ES")
    contexto.add_cookies(
        [
            {"name": str(c.name), "value": str(c.value), "domain": "localhost", "path": "/"}
            for c in persona.sesion.cookies
        ]
    )
    pagina = contexto.new_page()
    pagina.goto(direccion)
    pagina.screenshot(path=str(AQUI / f"{nombre}.png"), full_page=False)
    contexto.close()


def decreto(contenido: bytes) -> None:
    """The first page of the decree, as a picture."""
    with tempfile.TemporaryDirectory() as carpeta:
        fichero = Path(carpeta) / "resolucion.pdf"
        fichero.write_bytes(contenido)
        orden = ["pdftoppm", "-r", "70", "-png", "-singlefile", str(fichero), str(AQUI / "resolucion")]
        subprocess.run(orden, check=True)


def main() -> None:
    """Play and photograph. The browser is opened last: while it is open Django refuses to be asked anything."""
    with pueblo_de_usar_y_tirar() as escenario:
        from consistorio.cli.recorrido.historias import HISTORIAS
        from consistorio.cli.recorrido.relato import Relato
        from consistorio.documental.documentos.consultas import leer
        from consistorio.servicios.resoluciones.models import Resolucion

        relato = Relato(escenario)
        HISTORIAS["concesion"](relato)
        ciudadana = relato.ciudadano("12345678Z").navegador
        tramitadora = relato.empleado("nuria").navegador
        borrador = ciudadana.enviar(ciudadana.ir("/tramites/licencia-obra-menor/empezar/"), boton="Empezar")
        firmada = Resolucion.objects.get(estado=Resolucion.Estado.FIRMADA)
        decreto(leer(firmada.documento) if firmada.documento else b"")
        caso = f"{escenario.sede}/escritorio/expedientes/{relato.expediente}/"
        with sync_playwright() as playwright:
            navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=ARGUMENTOS)
            foto(navegador, Navegador(escenario.sede), escenario.sede, "sede-portada", 1280, 900)
            foto(navegador, ciudadana, borrador.url, "sede-borrador-360", 360, 740)
            foto(navegador, ciudadana, f"{escenario.sede}/mi-carpeta/", "sede-carpeta", 1280, 900)
            foto(navegador, tramitadora, caso, "escritorio-expediente", 1366, 768)
            foto(navegador, tramitadora, f"{escenario.sede}/escritorio/", "escritorio-mesa", 1366, 768)
            navegador.close()


if __name__ == "__main__":
    main()
