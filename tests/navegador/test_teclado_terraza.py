"""The terrace by keyboard alone: the area changes its procedure, tries it and somebody else publishes it; a citizen files under it, is asked
for a paper, pays, and is granted it by a decree signed «acctal.».

Not one call to the mouse. With the variable CAPTURAS_DEL_MANUAL set, the pictures of the manual are left there (`docs/capturas/del_manual.py`).
"""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consistorio.cli.recorrido.adjuntos import escrito
from consistorio.cli.recorrido.historias.terraza.area import INFORME as INFORME_NUEVO
from consistorio.cli.recorrido.historias.terraza.area import PAGO, PREGUNTA, PRIMER_DIA, TEXTO
from consistorio.cli.recorrido.historias.terraza.reparto import INFORME, NOMBRE, TERRAZA, A, B
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import MADRID, RelojSistema
from consistorio.plataforma.calendario.reloj import mover_reloj, reloj_de_la_casa
from consistorio.plataforma.cola.vaciado import vaciar_colas
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.organizacion.acciones.sustituciones import designar_suplencia
from consistorio.plataforma.organizacion.demostracion import codigo_actual
from consistorio.plataforma.organizacion.models import Empleado, Puesto
from consistorio.servicios.notificaciones.acciones import acceder
from consistorio.servicios.notificaciones.models import Notificacion
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.tests.terraza import TARIFA
from consistorio.tramitacion.catalogo import acciones as catalogo
from consistorio.tramitacion.catalogo.permisos import DE_LA_INSTALACION
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.formularios.valores import Valor
from consistorio.tramitacion.motor import acciones as motor
from consistorio.tramitacion.tests.factories import aportar
from consistorio.tramitacion.tests.firmas import firmado, texto_del_documento
from tests.navegador import villa
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import (
    al_contenido,
    elegir,
    enviar,
    escribir,
    escribir_fecha,
    marcar_una,
    seguir,
    tabular,
)

TASA: dict[str, Valor] = {
    "texto": "La de la ordenanza fiscal, por metro cuadrado y mes.",
    "articulo": "TRLRHL arts. 20.3.l y 24.1.a",
    "responsable": "gestion_tributaria",
    "desde": "2026-01-01",
    "tarifas": [TARIFA],
}
DIRECCION = {
    "Calle, plaza o avenida": "Plaza Mayor",
    "Número": "3",
    "Código postal": "09001",
    "Municipio": "Villaejemplo",
}
INSTALACION = Actor.sistema("pruebas", *DE_LA_INSTALACION)
PROCEDIMIENTOS = "/escritorio/procedimientos/"
LEGAL = (
    "El sentido del silencio lo cambia Secretaría, y no el área. Hoy se apoya en: LPACAP art. 24.1, párrafo segundo."
)


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


@pytest.fixture
def primer_dia(ayuntamiento: Ayuntamiento, casa_que_firma: Servidor) -> Ayuntamiento:
    """The town with version 1 of the procedure and a case of A under it, the tariff of the fee, and a staff that can sign."""
    certificar_personal(casa_que_firma.pki, reloj=RelojSistema())
    el(27, 2)
    reloj = reloj_de_la_casa()
    carga = catalogo.cargar(actor=INSTALACION, contenido=PRIMER_DIA.read_bytes(), reloj=reloj)
    assert carga.version_id is not None
    catalogo.publicar(actor=INSTALACION, version_id=carga.version_id, reloj=reloj)
    el(2, 3)
    escenario.abierto(
        RelojDePrueba(reloj.ahora()),
        {"nombre_local": "Bar Central", "mesas": "6"},
        procedimiento=TERRAZA,
        unidad="LA0009988",
        titulo="Terraza de Bar Central",
        solicitante=A,
    )
    catalogo.anotar_valores_legales(
        actor=villa.empleado("olga"), procedimiento=TERRAZA, valores={"tasa": TASA}, reloj=reloj
    )
    return ayuntamiento


@pytest.mark.parametrize("ancho", [1366], indirect=True)
def test_an_area_changes_its_procedure_and_a_case_goes_through_it_by_keyboard(
    pagina: Page, primer_dia: Ayuntamiento, tmp_path: Path
) -> None:
    el(9, 3)
    cambiar(pagina, primer_dia)
    simular(pagina)
    publicar(pagina, primer_dia)
    el(10, 3)
    expediente = presentar(pagina, primer_dia, tmp_path)
    requerir(pagina, primer_dia, expediente)
    instruir(pagina, primer_dia, expediente)
    cobrar(pagina, primer_dia, expediente)
    resolver(pagina, primer_dia, expediente)


def cambiar(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """The area adds a parallel report, a question, a payment and the text of the decision."""
    ayuntamiento.entra("ines")
    pagina.goto(f"{ayuntamiento.url}{PROCEDIMIENTOS}")
    seguir(pagina, f"Preparar otra versión de {NOMBRE}")
    seguir(pagina, "Añadir una tarea")
    al_contenido(pagina)
    escribir(pagina, "Qué hay que hacer", INFORME_NUEVO["nombre"])
    elegir(pagina, "Clase", "Informe")
    elegir(pagina, "Quién lo hace", "Policía Local")
    escribir(pagina, "Norma", INFORME_NUEVO["norma"])
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
    seguir(pagina, "Escribir los textos de la propuesta y la resolución")
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


def publicar(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """Somebody else reads what changes and publishes it; the area sees what would become of the case that is running."""
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
    foto(pagina, "diseno-pasar")


def presentar(pagina: Page, ayuntamiento: Ayuntamiento, carpeta: Path) -> Expediente:
    """B files in the sede, without the insurance."""
    cookie = villa.identificar(Persona.objects.get(nif=B))
    ayuntamiento.contexto.add_cookies([{"name": "sessionid", "value": cookie, "url": ayuntamiento.url}])
    pagina.goto(f"{ayuntamiento.url}/tramites/{TERRAZA}/")
    seguir(pagina, "Empezar")
    seguir(pagina, "Empezar")
    seguir(pagina, "Continuar con El local")
    al_contenido(pagina)
    escribir(pagina, "Nombre del local", "Café Sol")
    for campo, valor in DIRECCION.items():
        escribir(pagina, campo, valor)
    enviar(pagina, "Guardar y continuar")
    al_contenido(pagina)
    escribir_fecha(pagina, date(2026, 6, 1))
    escribir_fecha(pagina, date(2026, 11, 30))
    escribir(pagina, "¿Cuántas mesas?", "6")
    escribir(pagina, PREGUNTA["etiqueta"], "24")
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
    adjuntar(pagina, "Plano de la terraza con medidas", escrito(carpeta, "plano de la terraza", ["Café Sol"]))
    seguir(pagina, "Continuar")
    seguir(pagina, "Revise y presente")
    seguir(pagina, "Firmar y presentar")
    expect(pagina.get_by_role("heading", name="Solicitud presentada")).to_be_visible()
    vaciar_colas(propagar=False)  # mail has no server here and waits
    return Expediente.objects.get(interesados__persona__nif=B)


def adjuntar(pagina: Page, requisito: str, fichero: Path) -> None:
    """The box of a file opens with the keyboard, as the others."""
    with (
        pagina.expect_file_chooser() as elegido
    ):  # waited for from the page before: asked for beside the key, the key may come first
        seguir(pagina, f"Añadir archivo: {requisito}")
        # its script has put it in the place of the browser's own
        expect(pagina.locator(".govuk-file-upload-button")).to_be_visible()
        al_contenido(pagina)
        tabular(pagina, "Elija el archivo")
        pagina.keyboard.press("Enter")
    elegido.value.set_files(fichero)
    enviar(pagina, "Añadir archivo")
    expect(pagina.get_by_text(fichero.name).first).to_be_visible()


def requerir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """The insurance is asked for, stopping the term; B reads it and, a week later, supplies it."""
    el(12, 3)
    ayuntamiento.entra("raul")
    pagina.goto(f"{ayuntamiento.url}/escritorio/?ver=sin_asignar")
    foto(pagina, "mesa")
    abrir(pagina, ayuntamiento, expediente)
    foto(pagina, "expediente")
    seguir(pagina, "Pedir que la corrija")
    al_contenido(pagina)
    marcar_una(pagina, "Sí", "Sí")
    foto(pagina, "requerimiento", entera=True)
    enviar(pagina, "Pedir la corrección")
    firmar(pagina, ayuntamiento, "raul", "Requerimiento")
    el(13, 3)
    reloj, actora = reloj_de_la_casa(), escenario.ciudadana(B)
    notificacion = Notificacion.objects.get(expediente=expediente, clase="notificacion")
    acceder(actor=actora, notificacion_id=notificacion.id, advertida_el=reloj.ahora(), reloj=reloj)
    vaciar_colas(propagar=False)
    el(20, 3)
    aportar(expediente, reloj, "subsanacion", actor=actora, texto="Envío la póliza.")
    vaciar_colas(propagar=False)
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Cómo se cuenta")
    expect(pagina.get_by_text("Acaba el 17 de junio de 2026.")).to_be_visible()
    foto(pagina, "plazo")


def instruir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """Admitted out of turn, with its reason, it opens two reports and the payment; the police writes its own by keyboard."""
    el(23, 3)
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Admitir la solicitud")
    al_contenido(pagina)
    escribir(pagina, "¿Por qué se hace antes", "Lo ordena la jefatura: el otro expediente espera un informe.")
    enviar(pagina, "Admitir la solicitud")
    vaciar_colas(propagar=False)
    ayuntamiento.entra("cristina")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Emitir el informe")
    al_contenido(pagina)
    marcar_una(pagina, "Favorable", "Favorable")
    escribir(pagina, "Consideraciones", INFORME["consideraciones"])
    escribir(pagina, "Conclusión", INFORME["conclusion"])
    foto(pagina, "informe")
    enviar(pagina, "Emitir")
    firmar(pagina, ayuntamiento, "cristina", "Informe", imagen="portafirmas")
    reloj = reloj_de_la_casa()
    acto = motor.emitir_informe(
        actor=villa.empleado("pablo"),
        informe_id=expediente.informes.get(emitido_el=None).id,
        sentido="favorable",
        conclusion=INFORME["conclusion"],
        reloj=reloj,
    )
    firmado(acto, reloj)


def cobrar(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """What B pays is noted by its reference."""
    debe = Liquidacion.objects.get(expediente=expediente)
    ayuntamiento.entra("fernando")
    pagina.goto(f"{ayuntamiento.url}/escritorio/tesoreria/")
    al_contenido(pagina)
    escribir(pagina, "Referencia para pagar", debe.referencia)
    enviar(pagina, "Buscar")
    expect(pagina.get_by_text("24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €")).to_be_visible()
    al_contenido(pagina)
    escribir(pagina, "Importe", "504,00")
    escribir_fecha(pagina, date(2026, 3, 23))
    marcar_una(pagina, "Transferencia", "Transferencia")
    escribir(pagina, "Referencia del banco o de la caja", "BANCO-2026-0323")
    enviar(pagina, "Anotar el cobro")
    expect(pagina.get_by_text("Cobro anotado. Paga todo lo que faltaba.")).to_be_visible()
    vaciar_colas(propagar=False)


def resolver(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """Proposal, decree with the signature of the Secretaría accidental, and at the party's disposal with 64 days to spare."""
    el(30, 3)
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Redactar la propuesta")
    seguir(pagina, "Hacer la propuesta")
    el(13, 4)
    designar_suplencia(
        actor=villa.empleado("andres"),
        puesto_id=Puesto.objects.get(codigo="secretaria").id,
        suplente_id=Empleado.objects.get(cuenta__usuario="beatriz").id,
        desde=date(2026, 4, 14),
        hasta=date(2026, 4, 24),
        norma="Decreto 2026/118, de 10 de abril",
        forma="accidental",
        reloj=reloj_de_la_casa(),
    )
    el(14, 4)
    ayuntamiento.entra("ines")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Enviar a la firma")
    seguir(pagina, "Numerar y enviar a la firma")
    vaciar_colas(propagar=False)
    for usuario in ("isabel", "beatriz"):
        firmar(pagina, ayuntamiento, usuario, "Resolución")
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Notificar la resolución")
    seguir(pagina, "Notificar")
    vaciar_colas(propagar=False)
    decreto = Resolucion.objects.get(expediente=expediente)
    assert decreto.documento_id is not None
    assert "Secretaría General acctal. (Decreto 2026/118, de 10 de abril)" in texto_del_documento(decreto.documento_id)
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Cómo se cuenta")
    expect(pagina.get_by_text("Faltaban 64 días: acababa el 17 de junio de 2026.")).to_be_visible()
    foto(pagina, "plazo-cumplido")


def abrir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """The case, with its next step."""
    pagina.goto(f"{ayuntamiento.url}/escritorio/expedientes/{expediente.id}/")


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
    vaciar_colas(propagar=False)
