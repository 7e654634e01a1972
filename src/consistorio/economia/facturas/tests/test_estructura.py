"""The structure and the sums of what arrives, against the official schemas and by hand."""

from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from consistorio.cli.datos_demo.facturae import CENTROS, Pedida, factura
from consistorio.economia.facturas.estructura import leer
from consistorio.economia.facturas.estructura.lectura import MAXIMO_BYTES
from consistorio.economia.facturas.estructura.tabla import VERSIONES, espacios
from consistorio.economia.facturas.tests.mutaciones import mutada
from consistorio.plataforma.base.rutas import RAIZ

POR_ORIGINAL = int(os.environ.get("CONSISTORIO_MUTACIONES", "100"))


@pytest.fixture(scope="session")
def oficiales() -> Path:
    """The folder of official files, where it is."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "facturae" / "xsd").is_dir():
            return Path(carpeta)
    pytest.skip("NOT RUN: the official Facturae schemas (CONSISTORIO_ESQUEMAS or ../shared/data) are not here")


class _Catalogo(etree.Resolver):
    def __init__(self, carpeta: Path) -> None:
        self.carpeta = carpeta

    def resolve(self, system_url: str | None, public_id: str | None, context: object) -> object:  # type: ignore[override]
        if (system_url or "").endswith("/xmldsig-core-schema.xsd"):
            firma = self.carpeta / "eni" / "xsd" / "w3c-etsi" / "xmldsig-core-schema.xsd"
            return self.resolve_filename(str(firma), context)  # type: ignore[attr-defined]
        return None


@cache
def esquema(carpeta: Path, version: str) -> etree.XMLSchema:
    analizador = etree.XMLParser(no_network=True, load_dtd=False)
    analizador.resolvers.add(_Catalogo(carpeta))
    fichero = carpeta / "facturae" / "xsd" / f"Facturae_v{version.replace('.', '')}.xsd".replace("v32.", "v320.")
    return etree.XMLSchema(etree.parse(str(fichero), analizador))


def de_estructura(datos: bytes) -> list[str]:
    return [str(d) for d in leer(datos).defectos if d.clase != "suma"]


def muestras(carpeta: Path) -> list[Path]:
    return sorted((carpeta / "facturae").glob("muestras*/*.xml"))


@pytest.mark.parametrize("version", VERSIONES)
def test_it_agrees_with_the_official_schema_on_spoilt_invoices(oficiales: Path, version: str) -> None:
    azar = random.Random(version)
    espacio = next(e for e, v in espacios().items() if v == version)
    originales = [factura(Pedida(version=version, irpf="15.00", expediente="EXP-1", cesionario="A28000032"))]
    originales += [m.read_bytes() for m in muestras(oficiales) if espacio in m.read_text("utf-8")]
    malas = 0
    for datos in originales:
        original = etree.fromstring(datos)
        for firma in original.findall("{http://www.w3.org/2000/09/xmldsig#}Signature"):
            original.remove(firma)
        for _vez in range(POR_ORIGINAL):
            xml = etree.tostring(mutada(original, azar))
            oficial = esquema(oficiales, version)
            vale = oficial.validate(etree.fromstring(xml))
            nuestros = de_estructura(xml)
            assert (not nuestros) == vale, (nuestros, [e.message for e in list(oficial.error_log)], xml.decode())  # type: ignore[call-overload]
            malas += not vale
    assert POR_ORIGINAL * len(originales) * 0.4 < malas < POR_ORIGINAL * len(originales)


@pytest.mark.parametrize("version", VERSIONES)
def test_what_is_made_here_is_what_the_official_schema_says(oficiales: Path, version: str) -> None:
    """Every invoice that the example town makes, over a seeded sample: odd cents, several in a batch, withholdings, cesiones, natural persons and companies."""
    azar, oficial = random.Random(version), esquema(oficiales, version)
    for n in range(60):
        pedidas = [
            Pedida(
                numero=f"Ñ-{n}/{orden}&<",
                version=version,
                base=f"{azar.randint(1, 9_999_999) / 100:.2f}",
                iva=azar.choice(("0.00", "4.00", "10.00", "21.00")),
                irpf=azar.choice(("", "7.00", "15.00", "19.00")),
                emisor=azar.choice(("B99999997", "11111111H", "X0000000T")),
                centros=azar.choice((CENTROS, ())),
                expediente=azar.choice(("", "2026/000012")),
                concepto=azar.choice(("Señalización de la A-1", "Café, té & «pastas» <3", "Ÿ" * 40)),
                cesionario=azar.choice(("", "A28000032", "11111111H")),
            )
            for orden in range(azar.choice((1, 1, 2, 5)))
        ]
        datos = factura(pedidas[0], mas=[replace(una, emisor=pedidas[0].emisor) for una in pedidas[1:]])
        assert oficial.validate(etree.fromstring(datos)), list(oficial.error_log)  # type: ignore[call-overload]
        assert leer(datos).defectos == (), datos.decode()


def test_the_published_examples_are_read(oficiales: Path) -> None:
    leidas = {m.name: leer(m.read_bytes()) for m in muestras(oficiales)}
    assert len(leidas) >= 8
    assert all(not [d for d in uno.defectos if d.clase != "suma"] for uno in leidas.values())
    dfb = leidas["factura_dfb.xml"]
    [una] = dfb.facturas
    assert (una.numero, una.serie, una.totales.total, una.iban) == (
        "256623570",
        "201401",
        Decimal("62.07"),
        "ES9120950000771005126354",
    )
    assert (dfb.defectos, dfb.emisor.nif, [c.codigo for c in dfb.centros]) == (
        (),
        "G48200422",
        ["DFB0", "020110", "0201"],
    )
    [rara] = leidas["factura_consorciodeaguas.xml"].defectos
    assert (rara.clase, rara.linea, rara.factura) == ("suma", 132, 1)
    assert "279,24" in str(rara)


def test_an_invoice_says_what_it_holds() -> None:
    lectura = leer(
        factura(
            Pedida(irpf="15.00", expediente="EXP-7", cesionario="A28000032"), mas=[Pedida(numero="F-2", base="10.10")]
        )
    )
    assert lectura.defectos == ()
    una, otra = lectura.facturas
    assert (una.totales.total, otra.totales.total) == (Decimal("1060.00"), Decimal("12.22"))
    assert [(i.codigo, i.tipo, i.cuota, i.retenido) for i in una.impuestos] == [
        ("01", Decimal(21), Decimal(210), False),
        ("04", Decimal(15), Decimal(150), True),
    ]
    assert (una.expediente, una.iban, una.concepto) == (
        "EXP-7",
        "ES6621000418401234567891",
        "Sillas para la biblioteca",
    )
    assert lectura.cesion is not None
    assert lectura.cesion.cesionario.nif == "A28000032"
    assert [(c.papel, c.codigo) for c in lectura.centros] == [
        ("01", "LA0009983"),
        ("02", "L01999998"),
        ("03", "LA0009986"),
    ]


def test_every_problem_is_told_in_words_with_its_place() -> None:
    datos = (
        factura().replace(b"<IssueDate>2026-09-01</IssueDate>", b"").replace(b"<PostCode>09001", b"<PostCode>9001", 1)
    )
    datos = datos.replace(b"<InvoiceTotal>1210.00", b"<InvoiceTotal>1210.01").replace(b"><", b">\n<")

    def linea(etiqueta: bytes, vez: int = 1) -> int:
        return datos[: [m.start() for m in re.finditer(b"<" + etiqueta + b">", datos)][vez - 1]].count(b"\n") + 1

    assert [str(d) for d in leer(datos).defectos] == [
        f"el código postal (línea {linea(b'PostCode')}): Tiene 4 letras y hacen falta 5.",
        f"los datos de expedición (línea {linea(b'InvoiceIssueData')}): Falta la fecha de expedición.",
        f"el total de la factura (línea {linea(b'InvoiceTotal')}): Dice 1210,01 y la cuenta da 1210,00.",
        f"el total a pagar (línea {linea(b'TotalOutstandingAmount', 2)}): Dice 1210,00 y la cuenta da 1210,01.",
        f"el importe total de las facturas (línea {linea(b'TotalInvoicesAmount')}): Dice 1210,00 y la cuenta da 1210,01.",
    ]


@pytest.mark.parametrize(
    ("cambia", "por", "donde"),
    [
        (b"<TotalCost>1000.000000", b"<TotalCost>1000.010000", "el coste"),
        (b"<GrossAmount>1000.000000", b"<GrossAmount>999.990000", "el importe bruto"),
        (b"<TotalTaxOutputs>210.00", b"<TotalTaxOutputs>210.01", "el total de impuestos repercutidos"),
        (b"<TotalTaxesWithheld>150.00", b"<TotalTaxesWithheld>149.99", "el total de retenciones"),
        (b"<TotalExecutableAmount>1060.00", b"<TotalExecutableAmount>1060.01", "el total a ejecutar"),
        (b"<InvoicesCount>1", b"<InvoicesCount>2", "cuántas facturas hay"),
        (b"<TaxAmount><TotalAmount>210.00", b"<TaxAmount><TotalAmount>210.02", "la cuota"),
    ],
)
def test_a_cent_is_wrong(cambia: bytes, por: bytes, donde: str) -> None:
    buena = factura(Pedida(irpf="15.00"))
    assert cambia in buena
    defectos = leer(buena.replace(cambia, por)).defectos
    assert donde in {d.donde for d in defectos}
    assert {d.clase for d in defectos} == {"suma"}


def test_discounts_and_charges_count() -> None:
    linea = b"<TotalCost>1000.000000</TotalCost>"
    rebaja = linea + (
        b"<DiscountsAndRebates><Discount><DiscountReason>a</DiscountReason><DiscountAmount>50.000000</DiscountAmount></Discount>"
        b"</DiscountsAndRebates><Charges><Charge><ChargeReason>b</ChargeReason><ChargeAmount>50.000000</ChargeAmount></Charge></Charges>"
    )
    general = (
        b"</TotalGrossAmount><GeneralDiscounts><Discount><DiscountReason>c</DiscountReason><DiscountAmount>7.00</DiscountAmount>"
        b"</Discount></GeneralDiscounts><TotalGeneralDiscounts>7.00</TotalGeneralDiscounts>"
    )
    bien = factura().replace(linea, rebaja)
    assert leer(bien).defectos == ()
    assert [d.donde for d in leer(bien.replace(b"</TotalGrossAmount>", general)).defectos] == [
        "el total antes de impuestos"
    ]


@pytest.mark.parametrize(
    ("datos", "dice"),
    [
        (b"", "bien escrito"),
        (b"%PDF-1.7", "bien escrito"),
        (b"<a><b></a>", "bien escrito"),
        (b"<Facturae/>", "No es una factura"),
        (b'<fe:Otra xmlns:fe="http://www.facturae.es/Facturae/2009/v3.2/Facturae"/>', "No es una factura"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>', "DOCTYPE"),
        (b"<a>" * 100_000, "bien escrito"),
        (b" " * (MAXIMO_BYTES + 1), "20 MB"),
        (b"<a>" + b"<b/>" * 500_001 + b"</a>", "demasiados"),
    ],
    ids=["nada", "pdf", "roto", "sin espacio", "otra raiz", "entidad", "bomba", "hondo", "grande", "largo"],
)
def test_what_is_no_invoice_is_told_and_harms_nobody(datos: bytes, dice: str) -> None:
    lectura = leer(datos)
    assert lectura.version == ""
    assert dice in str(lectura.defectos[0])


def test_numbers_that_cannot_be_are_told_and_not_computed() -> None:
    datos = (
        factura()
        .replace(b"<Quantity>1.0", b"<Quantity>1e999999999")
        .replace(b"<InvoicesCount>1", b"<InvoicesCount>" + b"9" * 5000)
    )
    assert {d.clase for d in leer(datos).defectos} == {"suma", "estructura"}


@given(st.data())
@settings(max_examples=150)
def test_bytes_that_were_damaged_on_the_way_never_break_it(datos: st.DataObject) -> None:
    bytes_ = bytearray(factura(Pedida(irpf="15.00", cesionario="A28000032")))
    for _vez in range(datos.draw(st.integers(1, 6))):
        desde = datos.draw(st.integers(0, len(bytes_) - 1))
        hasta = datos.draw(st.integers(desde, min(desde + 40, len(bytes_))))
        bytes_[desde:hasta] = datos.draw(
            st.binary(max_size=8) | st.sampled_from([b"", b"<", b">", b"9" * 40, b"-", b"&amp;", b"\xf0\x9f\x98\x80"])
        )
    lectura = leer(bytes(bytes_))
    assert lectura.facturas or lectura.defectos
