"""Whether the amounts of an invoice add up, to the cent.

A cent is wrong; less than a cent is rounding. The quota of a tax may differ by one cent for each line that it taxes, because it may be
rounded line by line; its sums may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from consistorio.economia.facturas.estructura.comprobacion import linea_de
from consistorio.economia.facturas.estructura.nombres import nombre_de
from consistorio.economia.facturas.estructura.tipos import Defecto, FacturaLeida, Lectura
from consistorio.economia.facturas.estructura.valores import decimal_de
from consistorio.nucleo.textos import gettext as _

Elemento = etree._Element
CENTIMO = Decimal("0.01")


def defectos(lectura: Lectura, raiz: Elemento) -> Iterator[Defecto]:
    """Every sum that does not come out."""
    nodos = raiz.findall("{*}Invoices/{*}Invoice")
    for factura, nodo in zip(lectura.facturas, nodos, strict=False):
        yield from _de_lineas(factura, nodo.findall("{*}Items/{*}InvoiceLine"))
        yield from _de_impuestos(factura, nodo)
        yield from _de_totales(factura, nodo.find("{*}InvoiceTotals"))
    yield from _del_lote(lectura, raiz.find("{*}FileHeader/{*}Batch"), len(nodos))


def _no_sale(elemento: str, nodo: Elemento | None, dicho: Decimal, sale: Decimal, orden: int) -> Iterator[Defecto]:
    yield from _con_margen(elemento, nodo, dicho, sale, orden, CENTIMO)


def _con_margen(
    elemento: str, nodo: Elemento | None, dicho: Decimal, sale: Decimal, orden: int, margen: Decimal
) -> Iterator[Defecto]:
    if abs(dicho - sale) >= margen:
        hallado = nodo.find(f"{{*}}{elemento}") if nodo is not None else None
        linea = linea_de(hallado if hallado is not None else nodo)
        mensaje = _("Dice %(dicho)s y la cuenta da %(sale)s.") % {"dicho": _euros(dicho), "sale": _euros(sale)}
        yield Defecto("suma", nombre_de(elemento), mensaje, linea, orden)


def _euros(importe: Decimal) -> str:
    return f"{importe:.2f}".replace(".", ",")


def _de_lineas(factura: FacturaLeida, nodos: list[Elemento]) -> Iterator[Defecto]:
    for linea, nodo in zip(factura.lineas, nodos, strict=False):
        yield from _no_sale("TotalCost", nodo, linea.coste, linea.cantidad * linea.precio, factura.orden)
        bruto = linea.coste - linea.descuentos + linea.cargos
        yield from _no_sale("GrossAmount", nodo, linea.bruto, bruto, factura.orden)


def _de_impuestos(factura: FacturaLeida, nodo: Elemento) -> Iterator[Defecto]:
    nodos = [*nodo.findall("{*}TaxesOutputs/{*}Tax"), *nodo.findall("{*}TaxesWithheld/{*}Tax")]
    margen = CENTIMO * max(1, len(factura.lineas)) + CENTIMO
    for impuesto, suyo in zip(factura.impuestos, nodos, strict=False):
        if suyo.find("{*}TaxAmount") is None or suyo.find("{*}SpecialTaxableBase") is not None:
            continue
        cuota = impuesto.base * impuesto.tipo / 100
        yield from _con_margen("TaxAmount", suyo, impuesto.cuota, cuota, factura.orden, margen)


def _de_totales(factura: FacturaLeida, nodo: Elemento | None) -> Iterator[Defecto]:
    if nodo is None:
        return
    dichos, orden = factura.totales, factura.orden
    repercutidos = [i for i in factura.impuestos if not i.retenido]
    retenciones = [i for i in factura.impuestos if i.retenido]
    cero = Decimal(0)
    cuentas = {
        "TotalGrossAmount": (dichos.bruto, sum((linea.bruto for linea in factura.lineas), cero)),
        "TotalGrossAmountBeforeTaxes": (dichos.antes_de_impuestos, dichos.bruto - dichos.descuentos + dichos.cargos),
        "TotalTaxOutputs": (dichos.repercutido, sum((i.cuota + i.recargo for i in repercutidos), cero)),
        "TotalTaxesWithheld": (dichos.retenido, sum((i.cuota for i in retenciones), cero)),
        "InvoiceTotal": (dichos.total, dichos.antes_de_impuestos + dichos.repercutido - dichos.retenido),
        "TotalOutstandingAmount": (dichos.a_pagar, dichos.total - dichos.subvenciones - dichos.anticipos),
        "TotalExecutableAmount": (
            dichos.a_ejecutar,
            dichos.a_pagar - dichos.retencion_garantia - dichos.especie + dichos.suplidos + dichos.financieros,
        ),
    }
    for opcional, suma in (
        ("TotalGeneralDiscounts", dichos.descuentos),
        ("TotalGeneralSurcharges", dichos.cargos),
        ("TotalPaymentsOnAccount", dichos.anticipos),
        ("TotalReimbursableExpenses", dichos.suplidos),
    ):
        hallado = nodo.find(f"{{*}}{opcional}")
        if hallado is not None:
            cuentas[opcional] = (decimal_de(hallado.text), suma)
    for elemento, (dicho, sale) in cuentas.items():
        yield from _no_sale(elemento, nodo, dicho, sale, orden)


def _del_lote(lectura: Lectura, nodo: Elemento | None, cuantas: int) -> Iterator[Defecto]:
    if nodo is None:
        return
    dichas = decimal_de(nodo.findtext("{*}InvoicesCount"))
    if dichas != cuantas:
        mensaje = _("Dice que hay %(d)s y hay %(h)s.") % {"d": dichas, "h": cuantas}
        yield Defecto("suma", nombre_de("InvoicesCount"), mensaje, linea_de(nodo))
    sumas = {
        "TotalInvoicesAmount": sum((f.totales.total for f in lectura.facturas), Decimal(0)),
        "TotalOutstandingAmount": sum((f.totales.a_pagar for f in lectura.facturas), Decimal(0)),
        "TotalExecutableAmount": sum((f.totales.a_ejecutar for f in lectura.facturas), Decimal(0)),
    }
    for elemento, suma in sumas.items():
        dicho = decimal_de(nodo.findtext(f"{{*}}{elemento}/{{*}}TotalAmount"))
        yield from _no_sale(elemento, nodo, dicho, suma, 0)
