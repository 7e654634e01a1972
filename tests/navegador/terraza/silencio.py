"""A and C, that nobody decides in time: what silence does with each, and what may still be decided (LPACAP 24)."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from consistorio.cli.recorrido.historias.pasos import PLAZOS, barrer
from consistorio.cli.recorrido.historias.terraza.reparto import NOMBRE, A
from consistorio.cli.recorrido.historias.terraza.silencio import YA_CONCEDIDO
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.servicios.tests import escenario
from consistorio.servicios.tests.escenario import RelojDePrueba
from consistorio.tramitacion.expedientes.models import Expediente
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.teclado import al_contenido, enviar, marcar_una, seguir
from tests.navegador.terraza.area import PROCEDIMIENTOS
from tests.navegador.terraza.comun import abrir, cuenta, el, firmar, foto, resolver, trabajan
from tests.navegador.terraza.sede import leer

ACABO = "Acabó el 2 de junio de 2026 sin resolver."
DENEGADO = "Lo solicitado se puede entender denegado. Hay que resolver igualmente."
CONCEDIDO = "Lo solicitado se entiende concedido: la resolución solo puede confirmarlo."
TARDE = "Acababa el 2 de junio de 2026. Se resolvió y notificó después, el 5 de junio de 2026."


def callar(pagina: Page, ayuntamiento: Ayuntamiento, a: Expediente, c: Expediente) -> None:
    """The day after the term of both ends: A may be understood as refused, C is granted. A reads the certificate (24.4)."""
    el(3, 6, 0)
    barrer(PLAZOS)
    trabajan()
    el(3, 6)
    ayuntamiento.entra("nuria")
    cuenta(pagina, ayuntamiento, c, f"{ACABO} {CONCEDIDO}")
    ayuntamiento.entra("raul")
    cuenta(pagina, ayuntamiento, a, f"{ACABO} {DENEGADO}")
    abrir(pagina, ayuntamiento, a)
    expect(pagina.get_by_text("hasta el 23/06/2026")).to_be_visible()
    foto(pagina, "silencio")
    seguir(pagina, "Expedir el certificado de silencio")
    seguir(pagina, "Enviar a la firma")
    firmar(pagina, ayuntamiento, "isabel", "Certificado")
    leer(pagina, ayuntamiento, A)
    expect(pagina.get_by_role("heading", name="Certificado de silencio administrativo")).to_be_visible()


def conceder_tarde(pagina: Page, ayuntamiento: Ayuntamiento, a: Expediente) -> None:
    """Negative silence does not forbid granting it (24.3.b). Its instruction is that of any other: it is put there."""
    el(4, 6)
    reloj = RelojDePrueba(reloj_de_la_casa().ahora())
    escenario.completar(a, "revision", {"codigo": "admitida"}, reloj)
    escenario.completar(a, "informe", {"codigo": "favorable"}, reloj)
    el(5, 6)
    ayuntamiento.entra("raul")
    abrir(pagina, ayuntamiento, a)
    seguir(pagina, "Redactar la propuesta")
    al_contenido(pagina)
    marcar_una(pagina, "Se concede", "Se concede")
    enviar(pagina, "Hacer la propuesta")
    resolver(pagina, ayuntamiento, a, "isabel", "javier")
    cuenta(pagina, ayuntamiento, a, TARDE)
    ayuntamiento.entra("ines")
    pagina.goto(f"{ayuntamiento.url}{PROCEDIMIENTOS}")
    seguir(pagina, f"Pasar a ella lo que está en marcha: {NOMBRE}")
    expect(pagina.get_by_role("row", name=a.numero)).to_contain_text("Ya hay propuesta de resolución.")


def confirmar(pagina: Page, ayuntamiento: Ayuntamiento, c: Expediente) -> None:
    """A refusal is not offered and the page says why (24.3.a): what silence granted is confirmed."""
    ayuntamiento.entra("nuria")
    abrir(pagina, ayuntamiento, c)
    seguir(pagina, "Redactar la propuesta")
    expect(pagina.get_by_text(YA_CONCEDIDO)).to_be_visible()
    expect(pagina.get_by_role("radio", name="Se deniega")).to_have_count(0)
    al_contenido(pagina)
    confirma = "Se confirma lo concedido por silencio"
    marcar_una(pagina, confirma, confirma)
    foto(pagina, "silencio-positivo")
    enviar(pagina, "Hacer la propuesta")
    expect(pagina.get_by_text("Propuesta hecha.")).to_be_visible()
