"""Invoices made for the example town, its stories and the tests: whole, small, and signed by a demo authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from lxml import etree

from consistorio.documental.firma import xades
from consistorio.documental.firma.cms import Firmador
from consistorio.economia.facturas.estructura.tabla import tabla

CENTROS = (("01", "LA0009983"), ("02", "L01999998"), ("03", "LA0009986"))


@dataclass
class Pedida:
    """What varies of an invoice. Amounts in euros; `iva` and `irpf` in per cent."""

    numero: str = "F-1"
    serie: str = "2026"
    fecha: str = "2026-09-01"
    base: str = "1000.00"
    iva: str = "21.00"
    irpf: str = ""
    emisor: str = "B99999997"
    receptor: str = "P9999900E"
    centros: Sequence[tuple[str, str]] = CENTROS
    version: str = "3.2.2"
    iban: str = "ES6621000418401234567891"
    expediente: str = ""
    total: str = ""
    concepto: str = "Sillas para la biblioteca"
    cesionario: str = ""


def _dos(numero: Decimal) -> str:
    return f"{numero:.2f}"


def importe_de(pedida: Pedida) -> Decimal:
    """The total of an invoice whose sums come out, with each tax to the cent as it is written."""
    base = Decimal(pedida.base)
    cuota, retenido = (Decimal(_dos(base * Decimal(tanto or 0) / 100)) for tanto in (pedida.iva, pedida.irpf))
    return base + cuota - retenido


def factura(pedida: Pedida | None = None, *, mas: Sequence[Pedida] = ()) -> bytes:
    """An unsigned Facturae of one or more invoices, all of the first one's parties."""
    una = pedida or Pedida()
    todas = [una, *mas]
    total = _dos(sum((importe_de(p) for p in todas), Decimal(0)))
    importes = "".join(
        f"<{e}><TotalAmount>{total}</TotalAmount></{e}>"
        for e in ("TotalInvoicesAmount", "TotalOutstandingAmount", "TotalExecutableAmount")
    )
    facturas = "".join(_una(p) for p in todas)
    texto = (
        f'<fe:Facturae xmlns:fe="{tabla(una.version).espacio}">'
        f"<FileHeader><SchemaVersion>{una.version}</SchemaVersion><Modality>{'L' if mas else 'I'}</Modality>"
        f"<InvoiceIssuerType>EM</InvoiceIssuerType><Batch><BatchIdentifier>{una.emisor}{escape(una.numero)}</BatchIdentifier>"
        f"<InvoicesCount>{len(todas)}</InvoicesCount>{importes}<InvoiceCurrencyCode>EUR</InvoiceCurrencyCode></Batch>"
        f"{_cesion(una)}</FileHeader>"
        f"<Parties><SellerParty>{_nif(una.emisor)}{_quien(una.emisor, 'Reformas del Arlanzón, S. L.')}</SellerParty>"
        f"<BuyerParty>{_nif(una.receptor)}{_centros(una.centros)}{_quien('P', 'Ayuntamiento de Villaejemplo')}</BuyerParty></Parties>"
        f"<Invoices>{facturas}</Invoices></fe:Facturae>"
    )
    return texto.encode()


def _nif(numero: str) -> str:
    clase = "F" if numero[:1].isdigit() or numero[:1] in "XYZ" else "J"
    return (
        f"<TaxIdentification><PersonTypeCode>{clase}</PersonTypeCode><ResidenceTypeCode>R</ResidenceTypeCode>"
        f"<TaxIdentificationNumber>{numero}</TaxIdentificationNumber></TaxIdentification>"
    )


DIRECCION = (
    "<AddressInSpain><Address>Calle Mayor, 1</Address><PostCode>09001</PostCode><Town>Villaejemplo</Town>"
    "<Province>Burgos</Province><CountryCode>ESP</CountryCode></AddressInSpain>"
)


def _quien(numero: str, nombre: str) -> str:
    if numero[:1].isdigit() or numero[:1] in "XYZ":
        return f"<Individual><Name>Ana</Name><FirstSurname>García</FirstSurname>{DIRECCION}</Individual>"
    return f"<LegalEntity><CorporateName>{escape(nombre)}</CorporateName>{DIRECCION}</LegalEntity>"


def _centros(centros: Sequence[tuple[str, str]]) -> str:
    if not centros:
        return ""
    dentro = "".join(
        f"<AdministrativeCentre><CentreCode>{codigo}</CentreCode><RoleTypeCode>{papel}</RoleTypeCode>{DIRECCION}</AdministrativeCentre>"
        for papel, codigo in centros
    )
    return f"<AdministrativeCentres>{dentro}</AdministrativeCentres>"


def _cesion(pedida: Pedida) -> str:
    if not pedida.cesionario:
        return ""
    return (
        f"<FactoringAssignmentData><Assignee>{_nif(pedida.cesionario)}{_quien(pedida.cesionario, 'Banco de Ejemplo, S. A.')}</Assignee>"
        f"{_pago(pedida)}<FactoringAssignmentClauses>Cedida por contrato.</FactoringAssignmentClauses></FactoringAssignmentData>"
    )


def _pago(pedida: Pedida) -> str:
    return (
        f"<PaymentDetails><Installment><InstallmentDueDate>2026-12-01</InstallmentDueDate>"
        f"<InstallmentAmount>{_dos(importe_de(pedida))}</InstallmentAmount><PaymentMeans>04</PaymentMeans>"
        f"<AccountToBeCredited><IBAN>{pedida.iban}</IBAN></AccountToBeCredited></Installment></PaymentDetails>"
    )


def _una(pedida: Pedida) -> str:
    base, total = Decimal(pedida.base), pedida.total or _dos(importe_de(pedida))
    cuota, retenido = base * Decimal(pedida.iva) / 100, base * Decimal(pedida.irpf or 0) / 100
    seis = f"{base:.6f}"
    iva = _impuesto("01", pedida.iva, base, cuota)
    retenciones = (
        f"<TaxesWithheld>{_impuesto('04', pedida.irpf, base, retenido)}</TaxesWithheld>" if pedida.irpf else ""
    )
    expediente = (
        f"<ReceiverContractReference>{pedida.expediente}</ReceiverContractReference>" if pedida.expediente else ""
    )
    return (
        f"<Invoice><InvoiceHeader><InvoiceNumber>{escape(pedida.numero)}</InvoiceNumber><InvoiceSeriesCode>{pedida.serie}</InvoiceSeriesCode>"
        "<InvoiceDocumentType>FC</InvoiceDocumentType><InvoiceClass>OO</InvoiceClass></InvoiceHeader>"
        f"<InvoiceIssueData><IssueDate>{pedida.fecha}</IssueDate><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>"
        "<TaxCurrencyCode>EUR</TaxCurrencyCode><LanguageName>es</LanguageName></InvoiceIssueData>"
        f"<TaxesOutputs>{iva}</TaxesOutputs>{retenciones}"
        f"<InvoiceTotals><TotalGrossAmount>{_dos(base)}</TotalGrossAmount>"
        f"<TotalGrossAmountBeforeTaxes>{_dos(base)}</TotalGrossAmountBeforeTaxes><TotalTaxOutputs>{_dos(cuota)}</TotalTaxOutputs>"
        f"<TotalTaxesWithheld>{_dos(retenido)}</TotalTaxesWithheld><InvoiceTotal>{total}</InvoiceTotal>"
        f"<TotalOutstandingAmount>{total}</TotalOutstandingAmount><TotalExecutableAmount>{total}</TotalExecutableAmount></InvoiceTotals>"
        f"<Items><InvoiceLine>{expediente}<ItemDescription>{escape(pedida.concepto)}</ItemDescription><Quantity>1.0</Quantity>"
        f"<UnitOfMeasure>01</UnitOfMeasure><UnitPriceWithoutTax>{seis}</UnitPriceWithoutTax><TotalCost>{seis}</TotalCost>"
        f"<GrossAmount>{seis}</GrossAmount><TaxesOutputs>{iva}</TaxesOutputs></InvoiceLine></Items>{_pago(pedida)}</Invoice>"
    )


def _impuesto(codigo: str, tipo: str, base: Decimal, cuota: Decimal) -> str:
    return (
        f"<Tax><TaxTypeCode>{codigo}</TaxTypeCode><TaxRate>{tipo}</TaxRate><TaxableBase><TotalAmount>{_dos(base)}</TotalAmount>"
        f"</TaxableBase><TaxAmount><TotalAmount>{_dos(cuota)}</TotalAmount></TaxAmount></Tax>"
    )


def firmada(datos: bytes, firmador: Firmador, momento: datetime) -> bytes:
    """The same file signed whole by its issuer (XAdES, enveloped)."""
    raiz = etree.fromstring(datos)
    xades.firmar(raiz, firmador, referencias=[""], donde=raiz, identificador="firma-emisor", momento=momento)
    return etree.tostring(raiz, xml_declaration=True, encoding="UTF-8")
