"""Bytes to what they say. Nothing is fetched, no entity is opened, and what is too large, too deep or too long is not read."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

from lxml import etree

from consistorio.economia.facturas.estructura import sumas
from consistorio.economia.facturas.estructura.comprobacion import FIRMA, MAXIMO, Comprobacion, elementos, local
from consistorio.economia.facturas.estructura.tabla import espacios, tabla
from consistorio.economia.facturas.estructura.tipos import (
    NADA,
    Centro,
    Cesion,
    Defecto,
    FacturaLeida,
    Impuesto,
    Lectura,
    Linea,
    Parte,
    Totales,
)
from consistorio.economia.facturas.estructura.valores import decimal_de, fecha_de
from consistorio.nucleo.textos import gettext as _

Elemento = etree._Element
MAXIMO_BYTES = 20 * 1024 * 1024
MAXIMO_ELEMENTOS = 500_000
MAXIMO_FACTURAS = 1000
_AJENO = "{*}"


def leer(datos: bytes) -> Lectura:
    """What a file says and all that is wrong with it. Never raises on bad input: what is no Facturae at all has no version."""
    if len(datos) > MAXIMO_BYTES:
        return _ilegible(_("El archivo pasa de 20 MB y no se lee."))
    try:
        raiz = _arbol(datos)
    except etree.XMLSyntaxError as error:
        return _ilegible(_("No es un XML bien escrito."), linea=int(getattr(error, "lineno", 0) or 0))
    except ValueError as error:
        return _ilegible(str(error))
    espacio = etree.QName(raiz).namespace or ""
    version = espacios().get(espacio, "")
    if local(raiz) != "Facturae" or not version:
        return _ilegible(_("No es una factura electrónica Facturae 3.2, 3.2.1 ni 3.2.2."))
    if len(_todos(raiz, "Invoices/Invoice")) > MAXIMO_FACTURAS:
        return _ilegible(_("Lleva más de mil facturas y no se lee: que la envíen en varios archivos."))
    comprobacion = Comprobacion(tabla(version))
    defectos = comprobacion.todo(raiz)
    lectura = _leida(raiz, version)
    todos = (*defectos, *islice(sumas.defectos(lectura, raiz), MAXIMO))
    return Lectura(
        lectura.version,
        lectura.emisor,
        lectura.receptor,
        lectura.tercero,
        lectura.centros,
        lectura.cesion,
        lectura.lote,
        lectura.facturas,
        todos,
        raiz.find(FIRMA) is not None,
    )


def _ilegible(mensaje: str, *, linea: int = 0) -> Lectura:
    return Lectura(
        NADA.version,
        NADA.emisor,
        NADA.receptor,
        None,
        (),
        None,
        "",
        (),
        (Defecto("lectura", "", mensaje, linea),),
    )


def _arbol(datos: bytes) -> Elemento:
    """The tree. Raises etree.XMLSyntaxError, ValueError with words for people."""
    analizador = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    raiz = etree.fromstring(datos, analizador)
    if raiz.getroottree().docinfo.internalDTD is not None:
        raise ValueError(_("Lleva un DOCTYPE, que una factura no puede llevar."))
    for cuantos, nodo in enumerate(raiz.iter(), start=1):
        if cuantos > MAXIMO_ELEMENTOS:
            raise ValueError(_("Lleva demasiados elementos y no se lee."))
        if not isinstance(nodo.tag, str):
            raise ValueError(_("Lleva una entidad, que una factura no puede llevar."))
    return raiz


def _texto(nodo: Elemento | None, ruta: str) -> str:
    if nodo is None:
        return ""
    hallado = nodo.find(_ruta(ruta))
    return "".join((hallado.text or "").split("\x00")).strip() if hallado is not None else ""


def _ruta(ruta: str) -> str:
    return "/".join(f"{_AJENO}{paso}" for paso in ruta.split("/"))


def _todos(nodo: Elemento | None, ruta: str) -> list[Elemento]:
    return nodo.findall(_ruta(ruta)) if nodo is not None else []


def _uno(nodo: Elemento | None, ruta: str) -> Elemento | None:
    return nodo.find(_ruta(ruta)) if nodo is not None else None


def _importe(nodo: Elemento | None, ruta: str) -> Decimal:
    return decimal_de(_texto(nodo, ruta))


def _suma(nodos: list[Elemento], ruta: str) -> Decimal:
    return sum((_importe(uno, ruta) for uno in nodos), Decimal(0))


def _leida(raiz: Elemento, version: str) -> Lectura:
    cabecera, partes = _uno(raiz, "FileHeader"), _uno(raiz, "Parties")
    tercero = _uno(cabecera, "ThirdParty")
    cesion = _uno(cabecera, "FactoringAssignmentData")
    comprador = _uno(partes, "BuyerParty")
    facturas = _todos(raiz, "Invoices/Invoice")
    return Lectura(
        version,
        _parte(_uno(partes, "SellerParty")),
        _parte(comprador),
        _parte(tercero) if tercero is not None else None,
        tuple(_centro(c) for c in _todos(comprador, "AdministrativeCentres/AdministrativeCentre")),
        _cesion(cesion) if cesion is not None else None,
        _texto(cabecera, "Batch/BatchIdentifier"),
        tuple(_factura(nodo, orden) for orden, nodo in enumerate(facturas, start=1)),
        (),
    )


def _parte(nodo: Elemento | None) -> Parte:
    fisica, juridica = _uno(nodo, "Individual"), _uno(nodo, "LegalEntity")
    quien = fisica if fisica is not None else juridica
    direccion = (
        next((d for d in elementos(quien) if local(d) in ("AddressInSpain", "OverseasAddress")), None)
        if (quien is not None)
        else None
    )
    return Parte(
        nif=_texto(nodo, "TaxIdentification/TaxIdentificationNumber").upper(),
        clase=_texto(nodo, "TaxIdentification/PersonTypeCode"),
        residencia=_texto(nodo, "TaxIdentification/ResidenceTypeCode"),
        nombre=_texto(fisica, "Name") if fisica is not None else _texto(juridica, "CorporateName"),
        apellido1=_texto(fisica, "FirstSurname"),
        apellido2=_texto(fisica, "SecondSurname"),
        pais=_texto(direccion, "CountryCode"),
    )


def _centro(nodo: Elemento) -> Centro:
    nombre = _texto(nodo, "CentreDescription") or _texto(nodo, "Name")
    return Centro(_texto(nodo, "RoleTypeCode"), _texto(nodo, "CentreCode").upper(), nombre)


def _cesion(nodo: Elemento) -> Cesion:
    cuenta = _texto(nodo, "PaymentDetails/Installment/AccountToBeCredited/IBAN")
    return Cesion(_parte(_uno(nodo, "Assignee")), cuenta, _texto(nodo, "FactoringAssignmentClauses"))


def _factura(nodo: Elemento, orden: int) -> FacturaLeida:
    cabecera, expedicion = _uno(nodo, "InvoiceHeader"), _uno(nodo, "InvoiceIssueData")
    lineas = tuple(_linea(n, i) for i, n in enumerate(_todos(nodo, "Items/InvoiceLine"), start=1))
    plazo = _uno(nodo, "PaymentDetails/Installment")
    expediente = next(
        (
            r
            for c in ("FileReference", "ReceiverContractReference", "ReceiverTransactionReference")
            if (r := _texto(expedicion, c))
        ),
        next((linea.referencia for linea in lineas if linea.referencia), ""),
    )
    return FacturaLeida(
        orden=orden,
        numero=_texto(cabecera, "InvoiceNumber"),
        serie=_texto(cabecera, "InvoiceSeriesCode"),
        clase=_texto(cabecera, "InvoiceClass"),
        fecha=fecha_de(_texto(expedicion, "IssueDate")),
        fecha_operacion=fecha_de(_texto(expedicion, "OperationDate")),
        moneda=_texto(expedicion, "InvoiceCurrencyCode"),
        concepto=_texto(expedicion, "InvoiceDescription") or (lineas[0].descripcion if lineas else ""),
        expediente=expediente,
        rectifica=_texto(cabecera, "Corrective/InvoiceNumber"),
        lineas=lineas,
        impuestos=(
            *(_impuesto(n, retenido=False) for n in _todos(nodo, "TaxesOutputs/Tax")),
            *(_impuesto(n, retenido=True) for n in _todos(nodo, "TaxesWithheld/Tax")),
        ),
        totales=_totales(_uno(nodo, "InvoiceTotals")),
        iban=_texto(plazo, "AccountToBeCredited/IBAN").replace(" ", "").upper(),
        vencimiento=fecha_de(_texto(plazo, "InstallmentDueDate")),
        forma_de_pago=_texto(plazo, "PaymentMeans"),
    )


def _linea(nodo: Elemento, orden: int) -> Linea:
    return Linea(
        orden=orden,
        descripcion=_texto(nodo, "ItemDescription"),
        cantidad=_importe(nodo, "Quantity"),
        precio=_importe(nodo, "UnitPriceWithoutTax"),
        coste=_importe(nodo, "TotalCost"),
        descuentos=_suma(_todos(nodo, "DiscountsAndRebates/Discount"), "DiscountAmount"),
        cargos=_suma(_todos(nodo, "Charges/Charge"), "ChargeAmount"),
        bruto=_importe(nodo, "GrossAmount"),
        referencia=next(
            (
                r
                for c in ("FileReference", "ReceiverContractReference", "ReceiverTransactionReference")
                if (r := _texto(nodo, c))
            ),
            "",
        ),
    )


def _impuesto(nodo: Elemento, *, retenido: bool) -> Impuesto:
    return Impuesto(
        codigo=_texto(nodo, "TaxTypeCode"),
        tipo=_importe(nodo, "TaxRate"),
        base=_importe(nodo, "TaxableBase/TotalAmount"),
        cuota=_importe(nodo, "TaxAmount/TotalAmount"),
        retenido=retenido,
        recargo=_importe(nodo, "EquivalenceSurchargeAmount/TotalAmount"),
    )


def _totales(nodo: Elemento | None) -> Totales:
    return Totales(
        bruto=_importe(nodo, "TotalGrossAmount"),
        descuentos=_suma(_todos(nodo, "GeneralDiscounts/Discount"), "DiscountAmount"),
        cargos=_suma(_todos(nodo, "GeneralSurcharges/Charge"), "ChargeAmount"),
        antes_de_impuestos=_importe(nodo, "TotalGrossAmountBeforeTaxes"),
        repercutido=_importe(nodo, "TotalTaxOutputs"),
        retenido=_importe(nodo, "TotalTaxesWithheld"),
        total=_importe(nodo, "InvoiceTotal"),
        a_pagar=_importe(nodo, "TotalOutstandingAmount"),
        a_ejecutar=_importe(nodo, "TotalExecutableAmount"),
        subvenciones=_suma(_todos(nodo, "Subsidies/Subsidy"), "SubsidyAmount"),
        anticipos=_suma(_todos(nodo, "PaymentsOnAccount/PaymentOnAccount"), "PaymentOnAccountAmount"),
        suplidos=_suma(_todos(nodo, "ReimbursableExpenses/ReimbursableExpenses"), "ReimbursableExpensesAmount"),
        financieros=_importe(nodo, "TotalFinancialExpenses"),
        retencion_garantia=_importe(nodo, "AmountsWithheld/WithholdingAmount"),
        especie=_importe(nodo, "PaymentInKind/PaymentInKindAmount"),
    )
