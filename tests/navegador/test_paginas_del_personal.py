"""Every page of the staff, found in the urlconf: no violation of accessibility, best practices included, at both widths as it
opens and at a telephone's after its form is sent empty. An address without a visit (`visitas.py`) makes a test fail.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
from conftest import BasePropia, Sembradas, fundar
from django.core.cache import cache
from django.urls import URLPattern, reverse
from playwright.sync_api import FilePayload, Page, expect

from consistorio.canales.diseno.palabras import SUCESOS
from consistorio.canales.escritorio.actos import registrados
from consistorio.economia.presupuesto.models import Nomina
from consistorio.tramitacion.catalogo import edicion
from consistorio.tramitacion.catalogo.models import BorradorModelo, BorradorProcedimiento
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import como_datos
from consistorio.tramitacion.motor.models import Tarea
from tests.navegador import oficinas
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.fichas import Fichas
from tests.navegador.oficinas.otros_anios import NOMINA
from tests.navegador.revision import revisar, revisar_a_su_ancho
from tests.navegador.visitas import (
    ANTES_DE_ENTRAR,
    INTERVIENE,
    JEFA,
    POR_CODIGO,
    SALAS,
    SOLO_SE_ENVIAN,
    SON_FICHEROS,
    TRAMITA,
    preparado,
)

registro = logging.getLogger(__name__)


@pytest.fixture
def pueblo_propio(sembradas: Sembradas) -> Iterator[BasePropia]:
    """The example town at work, sown once a run."""

    def sembrar() -> None:
        fundar()
        oficinas.sembrar()

    with sembradas.propia(sembradas.plantilla("oficinas", sembrar)) as base:
        cache.clear()
        yield base


@pytest.fixture
def ancho() -> int:
    """Pages open at the width of a desk, and are then looked at as on a telephone."""
    return 1366


def con_nombre(patrones: list[URLPattern], sala: str) -> set[str]:
    return {f"{sala}:{patron.name}" for patron in patrones}


def test_every_address_of_the_staff_has_its_visit() -> None:
    todas = {nombre for sala, (patrones, _visitas) in SALAS.items() for nombre in con_nombre(patrones, sala)}
    visitadas = {f"{sala}:{nombre}" for sala, (_patrones, visitas) in SALAS.items() for nombre in visitas}
    aparte = POR_CODIGO | ANTES_DE_ENTRAR | SON_FICHEROS | SOLO_SE_ENVIAN
    assert sorted(todas - visitadas - aparte) == []
    assert sorted((visitadas | aparte) - todas) == []


# Whether the last form asks for something and is sent by a button (the one of the passkeys, by their script)
PREGUNTA = """() => {
  const formulario = [...document.querySelectorAll("main form[method=post]")].at(-1);
  const campos = formulario?.querySelectorAll("input:not([type=hidden]), textarea, select") ?? [];
  return !!formulario?.querySelector("button[type=submit], button:not([type])") && [...campos].some((c) => c.checkVisibility());
}"""


MESA, TELEFONO = {"width": 1366, "height": 800}, {"width": 360, "height": 800}


def mirar(pagina: Page, nombre: str, *, como_otras: bool = False) -> list[str]:
    """What is wrong with the page at both widths, or at a telephone's alone when it is made `como_otras`."""
    pagina.set_viewport_size(TELEFONO if como_otras else MESA)
    faltas = []
    try:
        (revisar_a_su_ancho if como_otras else revisar)(pagina, nombre, densa=True)
    except AssertionError as error:
        faltas.append(str(error)[:1500])
    for falta in faltas:  # the room goes on: with --log-cli-level=WARNING they are seen as they are found
        registro.warning("%s", falta)
    return faltas


def visitar(pagina: Page, direccion: str, nombre: str, *, como_otras: bool = False) -> list[str]:
    """The page as it opens and, if it asks for something, after it is sent empty."""
    pagina.set_viewport_size(TELEFONO if como_otras else MESA)
    respuesta = pagina.goto(direccion)
    assert respuesta is not None
    if respuesta.status >= 400:
        registro.warning("%s: %s", nombre, respuesta.status)
        return [f"{nombre}: {respuesta.status} {direccion}"]
    faltas = mirar(pagina, nombre, como_otras=como_otras)
    if pagina.evaluate(PREGUNTA):
        formulario = pagina.locator("main form[method=post]").last
        pagina.set_viewport_size(TELEFONO)
        with pagina.expect_navigation():  # one that saves itself sends after what it was saving
            formulario.locator("button:not([type=button], [formtarget])").last.click()
        faltas += mirar(pagina, f"{nombre}-vacio", como_otras=True)
    return faltas


@pytest.mark.parametrize("sala", SALAS)
def test_every_page_of_the_room(pagina: Page, ayuntamiento: Ayuntamiento, sala: str) -> None:
    fichas, faltas, quien = Fichas.leer(), [], ""
    _patrones, visitas = SALAS[sala]
    for nombre, (usuario, datos) in visitas.items():
        if usuario != quien:
            ayuntamiento.entra(usuario)
            quien = usuario
        direccion = ayuntamiento.url + reverse(f"{sala}:{nombre}", kwargs=dict(datos(fichas)))
        faltas += visitar(pagina, direccion, f"{sala}-{nombre}")
    assert faltas == []


# Acts that only apply where there is something: a paper to read, proofs to decide on, a public information
DE_OTRO_CASO: dict[str, Callable[[Fichas], Expediente]] = {
    "transcribir_solicitud": lambda f: f.en_papel,
    **dict.fromkeys(("admitir_prueba", "rechazar_prueba", "levantar_acta"), lambda f: f.en_prueba),
    **dict.fromkeys(("anotar_boletin", "responder_alegaciones", "retirar_anuncio"), lambda f: f.en_publico),
    **dict.fromkeys(("recibir_respuesta", "seguir_sin_respuesta"), lambda f: f.en_consulta),
    "anular_liquidacion": lambda f: f.liquidacion.expediente,
    "intervenir_pago": lambda f: f.por_retener.expediente,
    **dict.fromkeys(("consultar", "suspender_ejecucion"), lambda f: f.en_revision),
    "parar_por_la_parte": lambda f: f.por_oir.expediente,
    "anotar_suspension": lambda f: f.en_revision_del_pleno,
}
# Acts of a kind of task that the case of the others has not
DE_OTRA_TAREA: dict[str, Callable[[Fichas], Tarea]] = {
    **dict.fromkeys(("autoliquidar", "liquidar"), lambda f: f.por_liquidar),
    "fiscalizar": lambda f: f.por_fiscalizar,
    **dict.fromkeys(("aceptar_reparo", "discrepar"), lambda f: f.con_reparo),
    "resolver_discrepancia": lambda f: f.en_discrepancia,
    "anotar_pleno": lambda f: f.en_pleno,
    "retener_credito": lambda f: f.por_retener,
    "comprometer_gasto": lambda f: f.por_comprometer,
    "reconocer_obligacion": lambda f: f.por_reconocer,
    "liberar_credito": lambda f: f.por_liberar,
    **dict.fromkeys(("dar_curso_a_recusacion", "no_dar_curso_a_recusacion"), lambda f: f.por_dar_curso),
    "contestar_recusacion": lambda f: f.por_contestar,
    "decidir_imparcialidad": lambda f: f.por_decidir,
    "anotar_acuerdo": lambda f: f.por_acordar,
    "abrir_audiencia": lambda f: f.por_oir,
    "senalar_acto": lambda f: f.por_senalar,
    **dict.fromkeys(
        ("apreciar_incumplimiento", "dar_por_conforme", "dejar_documentacion", "requerir_documentacion"),
        lambda f: f.por_comprobar,
    ),
}


def test_every_act_of_the_desk(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    fichas, faltas = Fichas.leer(), []
    ayuntamiento.entra(JEFA)
    for vez, codigo in enumerate(sorted(registrados())):  # all of them are the same page, with the form of each
        tarea = DE_OTRA_TAREA.get(codigo, lambda f: f.tarea)(fichas)
        datos = {"expediente_id": tarea.expediente_id, "tarea_id": tarea.id, "codigo": codigo}
        direccion = ayuntamiento.url + reverse("escritorio:acto_tarea", kwargs=datos)
        if codigo in DE_OTRO_CASO:
            suyos = {"expediente_id": DE_OTRO_CASO[codigo](fichas).id, "codigo": codigo}
            direccion = ayuntamiento.url + reverse("escritorio:acto_expediente", kwargs=suyos)
        faltas += visitar(pagina, direccion, f"acto-{codigo}", como_otras=vez > 0)
    assert faltas == []


def test_what_was_declared_says_since_when_and_not_until_when(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    caso, faltas = Fichas.leer().por_comprobar.expediente_id, []
    ayuntamiento.entra(JEFA)
    for nombre in ("expediente", "plazo", "tramites"):
        direccion = ayuntamiento.url + reverse(f"escritorio:{nombre}", kwargs={"expediente_id": caso})
        faltas += visitar(pagina, direccion, f"declarado-{nombre}")
        assert "Vence" not in pagina.locator("main").inner_text()
        if nombre != "tramites":
            assert pagina.locator("main").get_by_text("Declaración responsable").count()
    assert faltas == []


def test_a_made_up_case_whose_term_was_stopped_and_extended(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra(JEFA)
    entrada = "entrada.dia=2&entrada.mes=3&entrada.anio=2026&interesados=1"
    pasos = "&".join(f"paso={paso}" for paso in ("revision:11::requiere:0", "revision:7::responde:0", ":0::amplia:1"))
    direccion = ayuntamiento.url + reverse("diseno:probar", kwargs=preparado(Fichas.leer()))
    assert visitar(pagina, direccion, "diseno-probar-con-faltas") == []
    assert pagina.locator("main").get_by_role("link", name="Arreglarlo").count() == 2  # what is paid is not said yet
    borrador = BorradorProcedimiento.objects.get()
    borrador.capa = edicion.quitar_tarea(como_datos(borrador.capa), "tasa_via")
    borrador.save(update_fields=["capa"])
    assert visitar(pagina, f"{direccion}?{entrada}&{pasos}", "diseno-probar-con-plazo") == []
    dicho = pagina.locator("main").inner_text()
    for que in (SUCESOS["requiere"], SUCESOS["responde"], SUCESOS["amplia"], "Cómo se cuenta el plazo"):
        assert str(que) in dicho, que


def test_the_model_of_an_area_with_the_pages_of_a_procedure(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """Its draft, that would break a procedure; the pages that both share; and how somebody of another area sees it."""
    faltas = []
    ayuntamiento.entra(JEFA)
    suyo = {"borrador_id": BorradorModelo.objects.get(cerrado_el=None).id}
    for nombre, mas in (
        ("borrador", {}),
        ("diagrama", {}),
        ("descartar", {}),
        ("tarea", {"codigo": "informe_de_accesibilidad"}),
        ("tarea", {"codigo": "informe_area"}),
        ("firmas", {"codigo": "resolucion"}),
        ("cuando", {"clase": "tarea", "codigo": "informe_de_accesibilidad"}),
        ("quitar_tarea", {"codigo": "comprobar_partes"}),
        ("pagina", {"paso": "finca"}),
        ("pregunta", {"paso": "finca", "codigo": "finca_registral"}),
    ):
        direccion = ayuntamiento.url + reverse(f"diseno:{nombre}", kwargs=suyo | mas)
        faltas += visitar(pagina, direccion, "-".join(("modelo", nombre, *mas.values())))
    direccion = ayuntamiento.url + reverse("diseno:modelo", kwargs={"codigo": "urbanismo"})
    faltas += visitar(pagina, direccion, "modelo-del-area")
    ayuntamiento.entra("ines")
    faltas += visitar(pagina, direccion, "modelo-de-otra-area")
    assert faltas == []


def test_empty_lists_say_so(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    faltas = []
    ayuntamiento.entra("silvia")  # her unit has no cases yet
    for nombre in ("bandeja", "expedientes", "correo", "comunicaciones_internas", "menciones"):
        faltas += visitar(pagina, ayuntamiento.url + reverse(f"escritorio:{nombre}"), f"escritorio-{nombre}-sin-nada")
    ayuntamiento.entra("pablo")
    faltas += visitar(pagina, ayuntamiento.url + reverse("escritorio:portafirmas"), "escritorio-portafirmas-sin-nada")
    assert faltas == []


def test_communications_that_wait_that_were_sent_and_that_were_corrected(
    pagina: Page, ayuntamiento: Ayuntamiento
) -> None:
    fichas, faltas, base = Fichas.leer(), [], ayuntamiento.url + reverse("escritorio:comunicaciones_internas")
    ayuntamiento.entra(TRAMITA)
    for cual in ("recibidas", "enviadas"):
        faltas += visitar(pagina, f"{base}?ver={cual}", f"escritorio-comunicaciones-{cual}")
    for nombre, cual in (("recibida", fichas.recibida), ("corregida", fichas.corregida)):
        faltas += visitar(pagina, f"{base}{cual.id}/", f"escritorio-comunicacion-{nombre}")
    pagina.goto(f"{base}buscar/")
    pagina.get_by_label("Número o palabras").fill("corte")
    pagina.get_by_role("button", name="Buscar", exact=True).last.click()
    faltas += mirar(pagina, "escritorio-comunicaciones-halladas")
    assert pagina.locator("main tbody tr").count() == 25
    assert faltas == []


def test_the_tray_of_what_waits_for_others(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra(JEFA)
    direccion = f"{ayuntamiento.url}{reverse('escritorio:bandeja')}?ver=en_espera"
    assert visitar(pagina, direccion, "escritorio-bandeja-de-lo-que-espera") == []
    assert "La firma de " in pagina.locator("main").inner_text()


def test_rows_marked_in_a_tray_and_in_the_list_go_together(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    faltas = []
    ayuntamiento.entra(JEFA)
    for donde, nombres, boton in (
        ("bandeja", "?ver=sin_asignar", "Asignarlas"),
        ("expedientes", "", "Añadirles una nota"),
    ):
        pagina.goto(f"{ayuntamiento.url}{reverse(f'escritorio:{donde}')}{nombres}")
        marcas = pagina.get_by_role("checkbox")
        iguales = pagina.get_by_role("row").filter(has_text="Revisar la solicitud").get_by_role("checkbox")
        for marca in (iguales if donde == "bandeja" else marcas).all()[:3]:
            marca.focus()
            pagina.keyboard.press("Space")
        pagina.get_by_role("button", name=boton).press("Enter")
        pagina.wait_for_load_state()
        assert "/encargos/" in pagina.url
        faltas += mirar(pagina, f"escritorio-encargar-{donde}")
        assert pagina.locator("main tbody tr").count() == 3
        pagina.locator("main form button").last.click()
        faltas += mirar(pagina, f"escritorio-encargar-{donde}-vacio")
    assert faltas == []


def test_what_is_found_over_everything_and_of_one_kind(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    faltas, base = [], ayuntamiento.url + reverse("escritorio:buscar")
    ayuntamiento.entra(TRAMITA)
    for texto, nombre in (("obra", "hallado"), ("ohbra", "parecido"), ("nadaparecido", "sin-nada")):
        pagina.goto(base)
        pagina.get_by_label("Número, persona, NIF, CSV, calle o palabras").fill(texto)
        pagina.get_by_role("button", name="Buscar", exact=True).first.click()
        faltas += mirar(pagina, f"escritorio-buscar-{nombre}")
    pagina.goto(f"{base}expedientes/")
    pagina.get_by_label("Número o palabras", exact=True).fill("obra")
    pagina.get_by_role("button", name="Buscar", exact=True).last.click()
    faltas += mirar(pagina, "escritorio-buscar-clase-hallados")
    assert faltas == []


def test_letters_that_were_posted_or_could_not_be_delivered(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    faltas = []
    ayuntamiento.entra(JEFA)  # who may give them up too
    for cual, cuantas in (("por_enviar", 4), ("sin_resultado", 1), ("por_publicar", 2)):
        direccion = f"{ayuntamiento.url}{reverse('escritorio:correo')}?ver={cual}"
        faltas += visitar(pagina, direccion, f"escritorio-correo-{cual}")
        assert pagina.locator("main tbody tr").count() == cuantas
    assert faltas == []


def test_the_grid_of_an_expense_is_typed_without_a_mouse(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """Enter goes down and makes a row, what its bolsa has left is said as it is typed, and what is sent is noted."""
    ayuntamiento.entra(INTERVIENE)
    anio = Fichas.leer().operacion.ejercicio_id
    pagina.goto(ayuntamiento.url + reverse("escritorio:anotar_gasto", args=[anio]))
    pagina.get_by_label("Texto").fill("Con el teclado")
    pagina.get_by_label("Aplicación, línea 1").fill("920.22000")
    pagina.keyboard.press("Tab")
    pagina.keyboard.type("10,50")
    for _ in range(5):
        pagina.keyboard.press("Enter")
    ultima = pagina.get_by_label("Importe, línea 6")
    assert ultima.evaluate("campo => campo === document.activeElement")
    primera = pagina.locator("[data-rejilla] tr").first
    primera.locator("[data-que=quedaria]", has_text=",").wait_for()
    assert pagina.locator("[data-total]").inner_text() == "10,50"
    assert mirar(pagina, "escritorio-anotar-con-el-teclado") == []
    pagina.get_by_role("button", name="Anotar", exact=True).press("Enter")
    pagina.wait_for_url("**/economia/operaciones/*/")
    assert "Anotada la operación RC" in pagina.locator("main").inner_text()


def test_payments_are_chosen_and_a_bank_reconciled_without_a_mouse(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra("fernando")

    def pulsar(nombre: str) -> None:
        pagina.get_by_role("button", name=nombre, exact=True).focus()
        pagina.keyboard.press("Enter")

    pagina.goto(f"{ayuntamiento.url}{reverse('escritorio:por_ordenar')}")
    pagina.locator("input[name=pago]").last.focus()
    pagina.keyboard.press("Space")
    pulsar("Ordenar lo marcado")
    pagina.wait_for_url("**/ordenes/ordenar/")
    assert mirar(pagina, "escritorio-ordenar_lo_reconocido") == []

    pagina.goto(f"{ayuntamiento.url}{reverse('escritorio:por_pagar')}")
    pagina.locator("input[name=pago]").first.focus()
    pagina.keyboard.press("Space")
    pulsar("Preparar relación con lo marcado")
    pagina.wait_for_url("**/pagos/relacion/")
    assert mirar(pagina, "escritorio-preparar_relacion") == []
    pagina.get_by_label("Importe, descuento 1").focus()
    pagina.keyboard.type("12,50")
    pulsar("Preparar la relación")
    expect(pagina.get_by_text("Elija en qué concepto se descuenta.").first).to_be_visible()
    assert mirar(pagina, "escritorio-preparar_relacion-mal") == []
    pagina.get_by_label("Concepto, descuento 1").select_option("IRPF")
    pagina.get_by_label("¿Por qué se paga fuera de su turno?").focus()
    pagina.keyboard.type("Vence hoy, y la nómina no se ha ordenado")
    pulsar("Preparar la relación")
    pagina.wait_for_url("**/relaciones/*/")
    expect(pagina.get_by_text("IRPF 12,50")).to_be_visible()

    pagina.goto(f"{ayuntamiento.url}{reverse('escritorio:conciliacion', args=['1'])}")
    pagina.locator("input[name=banco]").first.focus()
    pagina.keyboard.press("Space")
    expect(pagina.locator("[data-suma=banco]")).to_have_text("900,10")
    pulsar("Conciliar las parejas marcadas")
    expect(pagina.get_by_text("Se ha conciliado 1 pareja.")).to_be_visible()


def test_a_payroll_is_shown_as_it_is_read(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    ayuntamiento.entra("teresa")
    anio = Nomina.objects.get().ejercicio_id
    for nombre, dicho in (
        ("escritorio-nomina_leida", NOMINA),
        ("escritorio-nomina_mal", NOMINA.replace("800,01", "mil")),
    ):
        pagina.goto(f"{ayuntamiento.url}{reverse('escritorio:importar_nomina', args=[anio])}")
        fichero: FilePayload = {"name": "nomina.csv", "mimeType": "text/csv", "buffer": dicho.encode()}
        pagina.locator("input[type=file]").set_input_files(fichero)
        pagina.get_by_role("button", name="Leerla", exact=True).click()
        expect(pagina.get_by_role("heading", name="Nómina leída")).to_be_visible()
        assert mirar(pagina, nombre) == []


def test_a_full_list_fits_a_screen_of_the_desk(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """25 rows in 1366x768 without scrolling what is below the fold: each row takes 26 px of its own at most, when it holds one line."""
    pagina.set_viewport_size({"width": 1366, "height": 768})
    ayuntamiento.entra(TRAMITA)
    pagina.goto(f"{ayuntamiento.url}{reverse('escritorio:expedientes')}")
    filas = pagina.locator("main tbody tr")
    assert filas.count() == 25
    altos = [fila["height"] for i in range(25) if (fila := filas.nth(i).bounding_box()) is not None]
    assert sorted(altos)[12] <= 26, altos
