"""The case of B at the desk: it is asked to be corrected, reported on, paid, granted by a decree «acctal.», and nobody opens its notification."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from consistorio.cli.recorrido.historias.pasos import CADUCADAS, barrer
from consistorio.cli.recorrido.historias.terraza.reparto import INFORME, B
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.tests.firmas import texto_del_documento
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import al_contenido, elegir, enviar, escribir, escribir_fecha, marcar_una, seguir
from tests.navegador.terraza.comun import (
    abrir,
    cuenta,
    el,
    firmar,
    foto,
    resolver,
    se_identifica,
    trabajan,
)
from tests.navegador.terraza.sede import aportar, leer

DECRETO = "Decreto 2026/118, de 10 de abril"


def requerir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente, carpeta: Path) -> None:
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
    cuenta(pagina, ayuntamiento, expediente, "Acaba el 10 de junio de 2026.")  # it runs until it is read
    el(13, 3)
    leer(pagina, ayuntamiento, B)
    expect(pagina.get_by_text("Hasta el 27 de marzo de 2026.")).to_be_visible()
    el(20, 3)
    aportar(pagina, ayuntamiento, B, expediente, carpeta)
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Cómo se cuenta")
    expect(pagina.get_by_text("Acaba el 17 de junio de 2026.")).to_be_visible()
    expect(
        pagina.get_by_text("Suspendido del viernes 13 de marzo de 2026 al viernes 20 de marzo de 2026")
    ).to_be_visible()
    foto(pagina, "plazo")


def instruir(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """Admitted out of turn, with its reason, it opens two reports and the payment; each unit writes its own."""
    el(23, 3)
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Admitir la solicitud")
    al_contenido(pagina)
    escribir(pagina, "¿Por qué se hace antes", "Lo ordena la jefatura: el otro expediente espera un informe.")
    enviar(pagina, "Admitir la solicitud")
    trabajan()
    informar(pagina, ayuntamiento, expediente, "cristina", imagen="informe", firmado="portafirmas")
    informar(pagina, ayuntamiento, expediente, "pablo")


def informar(
    pagina: Page,
    ayuntamiento: Ayuntamiento,
    expediente: Expediente,
    usuario: str,
    *,
    imagen: str = "",
    firmado: str = "",
) -> None:
    """A favourable report, written and signed. `imagen`, `firmado`: pictures of both moments."""
    ayuntamiento.entra(usuario)
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Emitir el informe")
    al_contenido(pagina)
    marcar_una(pagina, "Favorable", "Favorable")
    escribir(pagina, "Consideraciones", INFORME["consideraciones"])
    escribir(pagina, "Conclusión", INFORME["conclusion"])
    if imagen:
        foto(pagina, imagen)
    enviar(pagina, "Emitir")
    firmar(pagina, ayuntamiento, usuario, "Informe", imagen=firmado)


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
    trabajan()


def nombrar_accidental(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    """Who administers writes down who stands in for the Secretaría, as its decree says (RD 128/2018 art. 52)."""
    ayuntamiento.entra("andres")
    pagina.goto(f"{ayuntamiento.url}/administracion/sustituciones/")
    seguir(pagina, "Nueva suplencia")
    al_contenido(pagina)
    elegir(pagina, "Puesto que se suple", "Secretaría General (")
    elegir(pagina, "Quién suple", "Beatriz")
    escribir_fecha(pagina, date(2026, 4, 14))
    escribir_fecha(pagina, date(2026, 4, 24))
    escribir(pagina, "Decreto o acuerdo que la designa", DECRETO)
    marcar_una(pagina, "Suplencia: «P. S.»", "Nombramiento accidental")
    enviar(pagina, "Designar")
    expect(pagina.get_by_text("Suplencia anotada.")).to_be_visible()


def conceder(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """Proposal, decree with the signature of the Secretaría accidental, and at the party's disposal with 64 days to spare."""
    el(30, 3)
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Redactar la propuesta")
    seguir(pagina, "Hacer la propuesta")
    el(13, 4)
    nombrar_accidental(pagina, ayuntamiento)
    el(14, 4)
    resolver(pagina, ayuntamiento, expediente, "isabel", "beatriz")
    decreto = Resolucion.objects.get(expediente=expediente)
    assert decreto.documento_id is not None
    assert f"Secretaría General acctal. ({DECRETO})" in texto_del_documento(decreto.documento_id)
    cuenta(pagina, ayuntamiento, expediente, "Faltaban 64 días: acababa el 17 de junio de 2026.")
    foto(pagina, "plazo-cumplido")


def caducar(pagina: Page, ayuntamiento: Ayuntamiento, expediente: Expediente) -> None:
    """Nobody opens it in ten natural days: it counts as rejected (43.2), and from then the term to appeal runs."""
    el(25, 4, 0)
    barrer(CADUCADAS)
    trabajan()
    abrir(pagina, ayuntamiento, expediente)
    seguir(pagina, "Notificaciones")
    expect(pagina.get_by_role("row", name="24 de abril de 2026, a las 23:59:59")).to_contain_text(
        "No se abrió a tiempo"
    )
    se_identifica(ayuntamiento, B)
    pagina.goto(f"{ayuntamiento.url}/mi-carpeta/expedientes/{expediente.id}/")
    expect(pagina.get_by_text("Puede recurrir hasta el 25 de mayo de 2026.").first).to_be_visible()
