"""The registry office in a real browser: a search, an entry with all its history, and one made by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from consistorio.documental.registro import acciones
from consistorio.documental.registro.tests.factories import adjunto, empresa, entrada_de_mostrador, persona, unidad
from consistorio.documental.registro.tipos import Parte
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.revision import abrir, revisar


@pytest.fixture
def oficina(ayuntamiento: Ayuntamiento) -> str:
    """The address of the list, with somebody of the office logged in and one entry with all its history."""
    rosa, reloj = ayuntamiento.entra("rosa"), reloj_de_la_casa()
    asiento = entrada_de_mostrador(
        actor=rosa,
        reloj=reloj,
        clave_idempotencia="navegador",
        asunto="Queja por ruidos",
        partes=[Parte(empresa(), persona())],
        unidad_id=unidad("LA0009985", "Urbanismo").id,
        documentos=[adjunto()],
    )
    otra = unidad("LA0009988", "Vía Pública")
    acciones.redirigir(actor=rosa, asiento_id=asiento.id, unidad_id=otra.id, motivo="Es suyo", reloj=reloj)
    acciones.rectificar(
        actor=rosa, asiento_id=asiento.id, campo="asunto", despues="Queja", motivo="Errata", reloj=reloj
    )
    return f"{ayuntamiento.url}/escritorio/registro/"


def test_buscar_y_leer_un_asiento(pagina: Page, oficina: str) -> None:
    pagina.goto(oficina)
    revisar(pagina, "registro-lista", densa=True)
    lista = pagina.get_by_role("main")
    lista.get_by_label("Buscar").fill("nadie")
    lista.get_by_role("button", name="Buscar").click()
    expect(pagina.get_by_text("No hay asientos con esas palabras")).to_be_visible()
    assert "nadie" not in pagina.url
    pagina.goto(oficina)
    abrir(pagina.get_by_role("link", name="-E-"))
    revisar(pagina, "registro-asiento", densa=True)


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_una_entrada_solo_con_el_teclado(pagina: Page, oficina: str) -> None:
    pagina.goto(f"{oficina}nueva/")
    pagina.get_by_label("DNI, NIE o NIF de la persona interesada").focus()
    teclas = pagina.keyboard
    teclas.type("12345678Z")
    for _ in range(30):
        teclas.press("Tab")
        etiqueta = pagina.evaluate(
            "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
        )
        if "Unidad de destino" in etiqueta:
            teclas.type("Urb")
        elif etiqueta.strip() == "Asunto":
            teclas.type("Entrada con el teclado")
        elif etiqueta.strip() == "Registrar":
            teclas.press("Enter")
            break
    expect(pagina.get_by_text("Registrado con el número")).to_be_visible()
    assert pagina.get_by_text("Entrada con el teclado").is_visible()


def test_todos_los_campos_de_una_entrada_con_sus_errores_y_otra_persona(pagina: Page, oficina: str) -> None:
    pagina.goto(f"{oficina}nueva/")
    pagina.get_by_role("button", name="Añadir otra persona").click()
    expect(pagina.get_by_text("Otra persona (2)")).to_be_visible()
    for titulo in (
        "No tiene DNI",
        "Cómo y dónde",
        "representante",
        "Lo trae",
        "Qué expone",
        "otro momento",
        "Más datos",
    ):
        pagina.locator("summary", has_text=titulo).click()
    revisar(pagina, "registro-nueva-abierta", densa=True)
    pagina.get_by_label("DNI, NIE o NIF de la persona interesada").fill("12345678A")
    pagina.get_by_label("DNI, NIE o NIF de esta otra persona interesada").fill("1")
    pagina.get_by_label("Cómo llega").select_option("otro_registro")
    pagina.get_by_label("Hora en que se presentó").fill("99")
    pagina.get_by_role("button", name="Registrar", exact=True).click()
    resumen = pagina.get_by_role("alert")
    expect(resumen.get_by_role("link", name="Escriba en qué registro se presentó.")).to_be_visible()
    revisar(pagina, "registro-nueva-errores", densa=True)
    assert resumen.get_by_role("link").count() >= 6


def test_una_salida_con_todo_abierto(pagina: Page, oficina: str) -> None:
    pagina.goto(f"{oficina}salida/")
    for titulo in ("No tiene DNI", "Dirección a la que va", "su representante", "una incidencia", "Más datos"):
        pagina.locator("summary", has_text=titulo).click()
    pagina.get_by_label("Códigos (CSV)").fill("NADA-NADA")
    pagina.get_by_role("button", name="Registrar", exact=True).click()
    expect(pagina.get_by_role("alert").get_by_role("link", name="NADA-NADA")).to_be_visible()
    revisar(pagina, "registro-salida-errores", densa=True)


def test_los_ficheros_recibidos_siguen_en_la_hoja_y_se_quitan(pagina: Page, oficina: str) -> None:
    pagina.goto(f"{oficina}nueva/")
    elegidos = [
        FilePayload(name=nombre, mimeType="text/plain", buffer=dice.encode())
        for nombre, dice in (("memoria.txt", "Memoria"), ("plano.txt", "Plano"), ("vacio.txt", ""))
    ]
    pagina.locator("input[type=file]").set_input_files(elegidos)
    pagina.get_by_role("button", name="Registrar", exact=True).click()
    memoria, plano = pagina.get_by_label("memoria.txt (1 KB)"), pagina.get_by_label("plano.txt (1 KB)")
    expect(memoria).to_be_checked()
    expect(pagina.get_by_text("vacio.txt:").first).to_be_visible()
    revisar(pagina, "registro-nueva-recibidos", densa=True)
    pagina.get_by_label("DNI, NIE o NIF de la persona interesada").fill("12345678Z")
    pagina.get_by_label("Asunto", exact=True).fill("Con ficheros")
    pagina.get_by_label("Unidad de destino").select_option(index=1)
    plano.uncheck()
    pagina.get_by_role("button", name="Registrar", exact=True).click()
    expect(pagina.get_by_text("Registrado con el número")).to_be_visible()
    expect(pagina.get_by_role("rowheader", name="memoria.txt")).to_be_visible()
    assert pagina.get_by_text("plano.txt").count() == 0
