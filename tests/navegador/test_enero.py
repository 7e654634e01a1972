"""The pages of the accounts in January, while the year that ended is still open, as who works in them goes through them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import SaldoCerrado
from consistorio.economia.tesoreria.models import MovimientoBancario, RelacionDePagos
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from tests.navegador.conftest import Ayuntamiento
from tests.navegador.oficinas import enero
from tests.navegador.paseo import Paseo
from tests.navegador.quien_visita import COBRA, INTERVIENE
from tests.navegador.revision import abrir
from tests.navegador.test_paginas_del_personal import ancho, pueblo_propio

__all__ = ["ancho", "pueblo_propio"]


def factura(numero: str) -> Factura:
    return Factura.objects.get(numero_factura=numero)


def test_what_both_years_have_is_seen_and_noted(pagina: Page, ayuntamiento: Ayuntamiento) -> None:
    enero.sembrar()
    paseo, anio = Paseo(pagina, ayuntamiento), hoy(reloj_de_la_casa()).year
    _de_intervencion(paseo, anio)
    _de_tesoreria(paseo, anio)
    assert paseo.faltas == []


def _de_intervencion(paseo: Paseo, anio: int) -> None:
    """The remnants that are known early, what is owed of before, and the invoices of before and those that correct them."""
    pagina, antes = paseo.pagina, anio - 1
    paseo.entra(INTERVIENE)
    paseo.abre("remanentes", antes)
    paseo.pulsa("Anticipar los de financiación afectada", "remanentes-anticipados")
    expect(pagina.get_by_text("son los de financiación afectada")).to_be_visible()
    paseo.abre("incorporar_remanentes", antes)
    paseo.abre("obligaciones_cerradas", anio, como="por-traer")
    paseo.pulsa("Traer lo pendiente", "obligaciones_cerradas")
    de_cada = [SaldoCerrado.objects.filter(ejercicio=anio, clase=una).count() for una in ("obligacion", "derecho")]
    dicho = "Han pasado {} saldos pendientes de {}: {} obligaciones y {} derechos."
    expect(pagina.get_by_text(dicho.format(sum(de_cada), antes, *de_cada))).to_be_visible()
    de_antes = factura("F-5")
    paseo.abre("factura", de_antes.id, como="factura-de-antes")
    expect(pagina.get_by_text(f"Es un gasto de {antes}.")).to_be_visible()
    paseo.abre("intervenir_factura", de_antes.id)
    paseo.abre("factura", factura("R-1").id, como="factura-que-rebajo")
    expect(pagina.get_by_text("Anotado lo que rectifica").first).to_be_visible()
    expect(pagina.locator("dt", has_text="Pago")).to_have_count(0)
    rebaja, original = factura("R-4"), factura("F-4")
    paseo.abre("factura", rebaja.id, como="factura-que-rebaja")
    suyos = pagina.locator("main .govuk-button")
    assert suyos.all_inner_texts() == ["Anotar lo que rectifica", "Rechazar", "Anotar que piden anularla"]
    paseo.abre("rectificar_factura", rebaja.id)
    pagina.get_by_label("¿Qué factura rectifica?").select_option(str(original.id))
    paseo.pulsa("Anotarlo", "factura-rectificada")
    rebaja.refresh_from_db()
    paseo.abre("operacion", rebaja.operacion_o_id, como="operacion-de-cerrados")
    assert pagina.locator("main tbody td.casa-numero").all_inner_texts() == ["18,15", ""], "nothing follows it"
    assert original.emisor is not None
    saldo = SaldoCerrado.objects.get(ejercicio=anio, tercero=original.emisor.persona_id, inicial=121)
    paseo.abre("saldo_cerrado", saldo.id)
    expect(pagina.get_by_text("102,85 €")).to_be_visible()
    paseo.abre("facturas", como="facturas-de-enero")


def _de_tesoreria(paseo: Paseo, anio: int) -> None:
    """What is to be paid of before, by hand and by a list, and what the bank sends back of another year."""
    pagina = paseo.pagina
    paseo.entra(COBRA)
    paseo.abre("por_pagar", como="por_pagar-de-cerrados")
    fila = pagina.locator("tr", has_text="102,85")
    expect(fila).to_contain_text(f"Obligación de {anio - 1}, {enero.GASTOS}. Factura {factura('F-4').codigo}")
    expect(pagina.locator("tr", has_text="1.000,05")).to_contain_text("Es de varios terceros")
    abrir(fila.get_by_role("link").first)
    paseo.pulsa("Pagarla a mano", "pagar_cerrado")
    vuelve = MovimientoBancario.objects.get(importe=121)
    paseo.abre("transferencia_devuelta", vuelve.id, como="devuelta-de-otro-anio")
    pagina.get_by_label("Factura F-3.").check()
    paseo.pulsa("Anotarla", "conciliacion-de-enero")
    expect(pagina.get_by_text("se debe fuera del presupuesto y está propuesto para pagarlo")).to_be_visible()
    enero.avisar()
    paseo.abre("factura", factura("F-3").id, como="factura-devuelta")
    expect(pagina.get_by_text("Se debe fuera del presupuesto, y se paga otra vez desde allí.")).to_be_visible()
    paseo.abre("no_presupuestario", anio, "PAGOS_DEVUELTOS", como="pagos-devueltos")
    paseo.abre("relacion_de_pagos", RelacionDePagos.objects.latest("numero").id, como="relacion-con-devuelto")
    paseo.abre("por_pagar", como="por_pagar-con-devuelto")
    devuelto = pagina.locator("tr", has_text="PAGOS_DEVUELTOS")
    expect(devuelto.get_by_role("link", name=f"Factura {factura('F-3').codigo}")).to_be_visible()
    devuelto.get_by_role("checkbox").check()
    paseo.pulsa("Preparar relación con lo marcado", "preparar_relacion-de-enero")
