"""Takes the screenshots of the README: plays the example stories of the demo town and photographs the real pages and documents.

PYTHONPATH=src .venv/bin/python docs/capturas/hacer.py
"""

from __future__ import annotations

import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from consistorio.cli.recorrido.escenario import pueblo_de_usar_y_tirar
from consistorio.cli.recorrido.navegador import Navegador

if TYPE_CHECKING:
    from consistorio.cli.recorrido.relato import Relato

AQUI = Path(__file__).parent
ARGUMENTOS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
COLORES = 128  # of the palette: the pages have few, and a file with a palette is a third


def guardar(imagen: Image.Image, nombre: str) -> None:
    """Keep a picture with a palette, as small as it goes."""
    imagen.convert("RGB").quantize(COLORES).save(AQUI / f"{nombre}.png", optimize=True)


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
    guardar(Image.open(BytesIO(pagina.screenshot(full_page=False))), nombre)
    contexto.close()


def primera_pagina(contenido: bytes, nombre: str) -> None:
    """The first page of a document, as a picture."""
    with tempfile.TemporaryDirectory() as carpeta:
        fichero = Path(carpeta) / "documento.pdf"
        fichero.write_bytes(contenido)
        orden = ["pdftoppm", "-r", "70", "-png", "-singlefile", str(fichero), str(fichero.with_suffix(""))]
        subprocess.run(orden, check=True)
        guardar(Image.open(fichero.with_suffix(".png")), nombre)


def mas_por_firmar(relato: Relato, cuantas: int) -> None:
    """More licences that wait for the councillor: a portafirmas is there to sign several at once."""
    from consistorio.cli.recorrido import siembra
    from consistorio.cli.recorrido.adjuntos import croquis, presupuesto
    from consistorio.cli.recorrido.historias.concesion import RESPUESTAS
    from consistorio.cli.recorrido.historias.pasos import FAVORABLE, LICENCIAS

    papeles = relato.escenario.var / "demo"
    adjuntos = {"plano": [croquis(papeles)], "presupuesto_detallado": [presupuesto(papeles)]}
    casos = []
    for nif in (siembra.ANA, siembra.DOLORES, siembra.ELENA)[:cuantas]:
        pagina, _rechazadas = relato.ciudadano(nif).presentar("licencia-obra-menor", RESPUESTAS, adjuntos)
        relato.recordar_expediente(pagina)
        casos.append(relato.expediente)
        relato.empleado(LICENCIAS.tramitadora).hacer(relato.expediente, "completar_tarea")
        relato.empleado(LICENCIAS.tecnico).hacer(relato.expediente, "emitir_informe", FAVORABLE)
    relato.empleado(LICENCIAS.tecnico).firmar("Informe", cuantos=cuantas)
    for caso in casos:
        relato.empleado(LICENCIAS.tramitadora).hacer(caso, "proponer", {"sentido": "estima", "decision": ""})
        relato.empleado(LICENCIAS.jefa).hacer(caso, "elevar")


def de_las_cuentas(relato: Relato, mesa: str) -> list[tuple[Navegador, str, str, int, int]]:
    """The pages of the accounts, each with who works in it."""
    from consistorio.economia.facturas.models import Factura
    from consistorio.nucleo.reloj import hoy
    from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

    vieja, anio = Factura.objects.get(numero_factura="E-0981"), hoy(reloj_de_la_casa()).year
    return [
        (relato.empleado(quien).navegador, f"{mesa}economia/{pagina}", nombre, ancho, alto)
        for quien, pagina, nombre, ancho, alto in (
            ("teresa", f"{anio}/gastos/?por=capitulo", "escritorio-gastos", 1680, 760),
            ("marta", f"facturas/{vieja.id}/", "escritorio-factura-360", 360, 740),
            ("fernando", "tesoreria/pagos/", "escritorio-por-pagar", 1366, 900),
            ("teresa", f"{anio}/cierre/", "escritorio-cierre", 1366, 900),
            ("teresa", f"{anio}/control/", "escritorio-control", 1366, 700),
        )
    ]


def main() -> None:
    """Play and photograph. The browser is opened last: while it is open Django refuses to be asked anything."""
    with pueblo_de_usar_y_tirar() as escenario:
        from consistorio.cli import siembra as de_la_demo
        from consistorio.cli.recorrido import siembra
        from consistorio.cli.recorrido.relato import Relato, dejar_trabajar
        from consistorio.documental.documentos.consultas import leer
        from consistorio.documental.documentos.models import Documento
        from consistorio.servicios.notificaciones.models import Notificacion
        from consistorio.servicios.resoluciones.models import Resolucion
        from consistorio.tramitacion.expedientes.models import Expediente

        sembrado = de_la_demo.sembrar(escenario.var / "demo" / "sembrado.json", con_todo=True)
        lineas = [linea for todas in sembrado.values() for linea in todas]
        if any(mal in linea for linea in lineas for mal in ("no están completos", "no está completo")):
            raise SystemExit("\n".join(lineas))
        relato = Relato(escenario)
        mas_por_firmar(relato, 2)
        dejar_trabajar()
        pedro, juan = (relato.ciudadano(nif).navegador for nif in (siembra.PEDRO, siembra.JUAN))
        nuria, carmen, rosa = (relato.empleado(quien).navegador for quien in ("nuria", "carmen", "rosa"))
        borrador = pedro.enviar(pedro.ir("/tramites/licencia-obra-menor/empezar/"), boton="Empezar")
        caso = Expediente.objects.get(interesados__persona__nif=siembra.PEDRO)
        por_abrir = Notificacion.objects.get(estado="disponible", destinatario__nif=siembra.JUAN)
        firmada = Resolucion.objects.filter(estado="firmada").order_by("numero")[0]
        primera_pagina(leer(firmada.documento) if firmada.documento else b"", "resolucion")
        justificante = Documento.objects.filter(plantilla="justificante").order_by("fecha_captura")[0]
        primera_pagina(leer(justificante), "justificante")
        sede, mesa = escenario.sede, f"{escenario.sede}/escritorio/"
        de_cuentas = de_las_cuentas(relato, mesa)
        with sync_playwright() as playwright:
            navegador = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=ARGUMENTOS)
            foto(navegador, Navegador(sede), sede, "sede-portada", 1280, 900)
            foto(navegador, pedro, borrador.url, "sede-borrador-360", 360, 740)
            foto(navegador, pedro, f"{sede}/mi-carpeta/", "sede-carpeta-360", 360, 740)
            foto(navegador, pedro, f"{sede}/mi-carpeta/expedientes/{caso.id}/", "sede-expediente", 1280, 900)
            foto(navegador, juan, f"{sede}/mi-carpeta/notificaciones/{por_abrir.id}/", "sede-notificacion", 1280, 900)
            foto(navegador, nuria, f"{mesa}expedientes/{caso.id}/", "escritorio-expediente", 1366, 768)
            foto(navegador, nuria, f"{mesa}?ver=unidad", "escritorio-mesa", 1366, 600)
            foto(navegador, carmen, f"{mesa}portafirmas/", "escritorio-portafirmas", 1366, 600)
            foto(navegador, rosa, f"{mesa}registro/", "escritorio-registro", 1366, 768)
            for persona, direccion, nombre, ancho, alto in de_cuentas:
                foto(navegador, persona, direccion, nombre, ancho, alto)
            navegador.close()


if __name__ == "__main__":
    main()
