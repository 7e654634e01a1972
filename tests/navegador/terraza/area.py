"""What the area does to its procedure by keyboard: it changes it, tries it on a made-up case, and sees what would become of the case that runs."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect

from consistorio.cli.recorrido.historias.terraza.area import INFORME, PAGO, PREGUNTA, TARIFA, TEXTO
from consistorio.cli.recorrido.historias.terraza.reparto import NOMBRE, TERRAZA
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import al_contenido, elegir, enviar, escribir, escribir_fecha, marcar_una, seguir, tabular
from tests.navegador.terraza.comun import foto

PROCEDIMIENTOS = "/escritorio/procedimientos/"
LEGAL = (
    "El sentido del silencio lo cambia Secretaría, y no el área. Hoy se apoya en: LPACAP art. 24.1, párrafo segundo."
)
CON_LOS_SUYOS = "La versión nueva cambia datos legales (la tasa): el expediente sigue con los de la suya."


def escribir_tarifa(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """Gestión Tributaria writes what the ordenanza fiscal says: the area does not."""
    ayuntamiento.entra("olga")
    pagina.goto(f"{ayuntamiento.url}/administracion/datos-legales/{TERRAZA}/tasa/")
    al_contenido(pagina)
    tabular(pagina, "Todavía no está fijado: queda pendiente")
    pagina.keyboard.press("Space")
    escribir(pagina, "Qué se lee", TARIFA["texto"])
    for campo, clave in (
        ("Código del concepto (tarifa 1)", "concepto_1"),
        ("Qué se cobra (tarifa 1)", "nombre_1"),
        ("Euros por unidad (tarifa 1)", "importe_1"),
        ("Por qué unidad (tarifa 1)", "por_1"),
        ("Artículo de la ordenanza (tarifa 1)", "precepto_1"),
        ("Artículo u ordenanza en que se apoya", "articulo"),
    ):
        escribir(pagina, campo, TARIFA[clave])
    escribir_fecha(pagina, date(2026, 1, 1))
    enviar(pagina, "Guardar")


def cambiar(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """The area adds a parallel report, a question, a payment and the text of the decision."""
    ayuntamiento.entra("ines")
    pagina.goto(f"{ayuntamiento.url}{PROCEDIMIENTOS}")
    seguir(pagina, f"Preparar otra versión de {NOMBRE}")
    seguir(pagina, "Añadir una tarea")
    al_contenido(pagina)
    escribir(pagina, "Qué hay que hacer", INFORME["nombre"])
    elegir(pagina, "Clase", "Informe")
    elegir(pagina, "Quién lo hace", "Policía Local")
    escribir(pagina, "Norma", INFORME["norma"])
    foto(pagina, "diseno-tarea")
    enviar(pagina, "Guardar")
    expect(pagina.get_by_text("Se añade la tarea «Informe de Policía Local».")).to_be_visible()
    seguir(pagina, "Añadir una pregunta en «La terraza»")
    al_contenido(pagina)
    escribir(pagina, "Pregunta", PREGUNTA["etiqueta"])
    elegir(pagina, "Clase de respuesta", "Número")
    enviar(pagina, "Guardar")
    seguir(pagina, "Añadir una tarea")
    al_contenido(pagina)
    escribir(pagina, "Qué hay que hacer", PAGO["nombre"])
    elegir(pagina, "Clase", "Pago")
    elegir(pagina, "Quién lo hace", "Gestión Tributaria")
    escribir(pagina, "Norma", PAGO["norma"])
    tabular(pagina, "Nadie espera a que acabe", empieza=True)
    pagina.keyboard.press("Space")
    enviar(pagina, "Guardar")
    seguir(pagina, PAGO["nombre"])
    seguir(pagina, "Decir qué se paga y cómo se calcula")
    al_contenido(pagina)
    marcar_una(pagina, "El programa, en cuanto se abre la tarea (autoliquidación)", "El programa")
    escribir(pagina, "Código de la tarifa", "ocupacion")
    elegir(pagina, "¿Por qué respuesta se multiplica?", PREGUNTA["etiqueta"])
    escribir(pagina, "En qué se mide esa respuesta", "m²")
    elegir(pagina, "¿Por cuánto tiempo?", "Los meses que hay entre dos fechas")
    elegir(pagina, "Desde qué fecha", "Desde")
    elegir(pagina, "Hasta qué fecha", "Hasta")
    elegir(pagina, "¿Qué espera al pago?", "La propuesta de resolución")
    foto(pagina, "diseno-pago")
    enviar(pagina, "Guardar")
    seguir(pagina, "Escribir los textos de la decisión y de otros escritos")
    seguir(pagina, "Se concede")
    al_contenido(pagina)
    escribir(pagina, "Decisión", TEXTO[1])
    enviar(pagina, "Guardar")
    foto(pagina, "diseno-borrador")


def simular(pagina: Page) -> None:
    """A made-up case, stopped for seven days; and the area is told who changes what is not its own."""
    borrador = pagina.url
    seguir(pagina, "Probar con un caso inventado")
    al_contenido(pagina)
    escribir_fecha(pagina, date(2026, 3, 10))
    enviar(pagina, "Empezar")
    expect(pagina.get_by_text("Hay que resolver y notificar hasta el 10 de junio de 2026.")).to_be_visible()
    al_contenido(pagina)
    tabular(pagina, "Hecha: Enviar la comunicación inicial")
    escribir(pagina, "Días después", "3")
    enviar(pagina, "Se notifica que la corrija, parando el plazo")
    al_contenido(pagina)
    tabular(pagina, "Hecha: Enviar la comunicación inicial")
    escribir(pagina, "Días después", "7")
    enviar(pagina, "Contesta la persona interesada")
    expect(pagina.get_by_text("Hay que resolver y notificar hasta el 17 de junio de 2026.")).to_be_visible()
    foto(pagina, "diseno-probar")
    pagina.goto(borrador)
    seguir(pagina, "Cambiar: el sentido del silencio")
    expect(pagina.get_by_text(LEGAL)).to_be_visible()
    foto(pagina, "diseno-silencio")
    pagina.goto(borrador)
    seguir(pagina, "Enviar a ensayo")


def publicar(pagina: Page, ayuntamiento: Ayuntamiento, *, en_marcha: Expediente) -> None:
    """Somebody else reads what changes and publishes it; the area sees what would become of the case that is running, and why."""
    ayuntamiento.entra("javier")
    pagina.goto(f"{ayuntamiento.url}/administracion/catalogo/")
    seguir(pagina, f"{NOMBRE} 2")
    foto(pagina, "diseno-publicar")
    seguir(pagina, "Publicar")
    seguir(pagina, "Publicar")
    expect(pagina.get_by_text("Versión publicada.")).to_be_visible()
    ayuntamiento.entra("ines")
    pagina.goto(f"{ayuntamiento.url}{PROCEDIMIENTOS}")
    seguir(pagina, f"Pasar a ella lo que está en marcha: {NOMBRE}")
    expect(pagina.get_by_role("row", name=en_marcha.numero)).to_contain_text(CON_LOS_SUYOS)
    foto(pagina, "diseno-pasar")
