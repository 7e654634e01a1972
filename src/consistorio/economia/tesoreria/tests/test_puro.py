"""The pure parts: turns of payment, file of transfers, readers of statements, pairs and the arithmetic of an arqueo."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
import sepaxml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from consistorio.economia.tesoreria import camt, norma43, reglas, sepa
from consistorio.economia.tesoreria.conciliacion import Movimiento, proponer
from consistorio.economia.tesoreria.reglas import Estado, Grupo, Pendiente
from consistorio.economia.tesoreria.tests.muestras import camt053
from consistorio.economia.tesoreria.tests.muestras import norma43 as n43
from consistorio.economia.tesoreria.tipos import Candidato, Transferencia
from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.identificadores import uuid7

IBAN = "ES9121000418450200051332"
DIA = date(2026, 3, 2)
ORDENANTE = sepa.Ordenante("Ayuntamiento de Villaejemplo", "P9999900E000", IBAN)
CREADO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def _uuid(n: int) -> UUID:
    return UUID(int=n)


def test_who_is_paid_first() -> None:
    deuda = Pendiente(_uuid(1), ("01100", "31000"), cerrado=False, desde=date(2026, 3, 1))
    nomina = Pendiente(_uuid(2), ("12000",), cerrado=False, desde=date(2026, 2, 28))
    de_antes = Pendiente(_uuid(3), ("22799",), cerrado=True, desde=date(2025, 12, 1))
    luz = Pendiente(_uuid(4), ("22100",), cerrado=False, desde=date(2026, 1, 15))
    obra = Pendiente(_uuid(5), ("61900",), cerrado=False, desde=date(2026, 1, 10))
    todos = [obra, luz, de_antes, nomina, deuda]
    assert [p for _t, p in reglas.ordenados(todos)] == [deuda, de_antes, nomina, obra, luz]
    suministros = (Grupo("Suministros", ("221",)),)
    assert [p for _t, p in reglas.ordenados(todos, suministros)] == [deuda, de_antes, nomina, luz, obra]
    assert [p for _t, p in reglas.saltados([luz], todos, en=DIA)] == [deuda, de_antes, nomina, obra]
    assert [p for _t, p in reglas.saltados([deuda, de_antes], todos, en=DIA)] == []
    assert reglas.saltados([], todos, en=DIA) == []
    # debt of earlier years is debt
    assert reglas.turno_de(Pendiente(_uuid(6), ("91300",), cerrado=True, desde=DIA)).categoria == reglas.DEUDA
    assert reglas.nombre_de_categoria(2, suministros) == "Suministros"
    assert "antigüedad" in reglas.nombre_de_categoria(3, suministros)
    mal = reglas.problemas_de_grupos([Grupo(" ", ("91",)), Grupo("Otros", ()), Grupo("Bien", ("160", "22"))])
    assert [p.campo for p in mal] == ["grupos.0", "grupos.0", "grupos.1"]


def test_the_file_is_what_its_schema_says_and_always_the_same() -> None:
    pagos = [
        Transferencia("P-2026-000012", "Ñandú & Cía., S.L.", "ES7921000813610123456789", Decimal("1210.05"), "Factura A/7", "CAIXESBBXXX"),
        Transferencia("P-2026-000013", "José Peña", "DE89370400440532013000", Decimal("0.01"), ""),
    ]  # fmt: skip
    datos = sepa.escribir(ORDENANTE, pagos, mensaje="RP-2026-000003", fecha=DIA, creado=CREADO)
    assert datos == sepa.escribir(ORDENANTE, pagos, mensaje="RP-2026-000003", fecha=DIA, creado=CREADO)
    raiz = etree.fromstring(datos)
    ns = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}

    def textos(camino: str) -> list[str]:
        return [str(nodo.text) for nodo in raiz.findall(camino.replace("//", ".//", 1), ns)]

    assert textos("//p:GrpHdr/p:MsgId") == textos("//p:PmtInfId") == ["RP-2026-000003"]
    assert textos("//p:GrpHdr/p:CreDtTm") == ["2026-03-02T10:00:00"]
    assert textos("//p:GrpHdr/p:InitgPty/p:Id/p:OrgId/p:Othr/p:Id") == ["P9999900E000"]
    assert textos("//p:GrpHdr/p:CtrlSum") == ["1210.06"]
    assert textos("//p:ReqdExctnDt/p:Dt") == ["2026-03-02"]
    assert textos("//p:EndToEndId") == ["P-2026-000012", "P-2026-000013"]
    assert textos("//p:Cdtr/p:Nm") == ["Nandu Cia., S.L.", "Jose Pena"]
    assert textos("//p:Ustrd") == ["Factura A/7", "P-2026-000013"]
    assert textos("//p:DbtrAcct//p:IBAN") == [IBAN]
    mal = [
        Transferencia("P-1", "¿¡", IBAN, Decimal("0"), ""),
        Transferencia("P-1", "Ana", IBAN, Decimal("1.001"), ""),
        Transferencia("ñ", "Ana", IBAN, Decimal("1"), ""),
    ]
    with pytest.raises(DatosIncorrectos) as error:
        sepa.escribir(ORDENANTE, mal, mensaje="M", fecha=DIA, creado=CREADO)
    assert [p.campo[-1] for p in error.value.problemas] == ["0", "0", "1", "1", "2"]
    with pytest.raises(DatosIncorrectos, match="no cumple el esquema"):
        sepa.escribir(
            ORDENANTE, [Transferencia("P-1", "Ana", "NO ES UN IBAN", Decimal("1"), "")], mensaje="M", fecha=DIA, creado=CREADO
        )  # fmt: skip


def test_any_list_of_payments_gives_a_file_that_its_schema_takes() -> None:
    """Over a seeded sample: names in any letters, odd cents, hundreds of payments, accounts of several countries, with BIC and without. Held against the schema apart from the writer's own check."""
    azar = random.Random(20260302)
    raiz = Path(sepaxml.__file__).parent / "schemas" / f"{sepa.ESQUEMA}.xsd"
    esquema = etree.XMLSchema(etree.parse(str(raiz)))
    ns = {"p": f"urn:iso:std:iso:20022:tech:xsd:{sepa.ESQUEMA}"}
    letras = "abcdefghijklmnñopqrstuvwxyzáéíóúüçàèòïABCÑÇÁ0123456789 .,&<>'\"()/-ºª€ßøłž"
    ibanes = (
        IBAN,
        "ES7921000813610123456789",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "PT50000201231234567890154",
    )
    for cuantos in (1, 2, 7, 40, 400):
        pagos = [
            Transferencia(
                f"P-2026-{n:06d}",
                "Ñ" + "".join(azar.choices(letras, k=azar.randint(1, 120))),
                azar.choice(ibanes),
                Decimal(azar.randint(1, azar.choice((99, 10_000, 99_999_999_999)))) / 100,
                "".join(azar.choices(letras, k=azar.randint(0, 300))),
                azar.choice(("", "CAIXESBBXXX", "BSCHESMM")),
            )
            for n in range(cuantos)
        ]  # fmt: skip
        datos = sepa.escribir(ORDENANTE, pagos, mensaje=f"RP-2026-{cuantos:06d}", fecha=DIA, creado=CREADO)
        leido = etree.fromstring(datos)
        assert esquema.validate(leido), list(esquema.error_log)  # type: ignore[call-overload]
        assert leido.findtext(".//p:GrpHdr/p:NbOfTxs", namespaces=ns) == str(cuantos)
        dichos = [Decimal(str(nodo.text)) for nodo in leido.findall(".//p:InstdAmt", ns)]
        assert dichos == [uno.importe for uno in pagos], "odd cents are not lost"
        assert Decimal(leido.findtext(".//p:GrpHdr/p:CtrlSum", namespaces=ns) or "0") == sum(dichos, Decimal(0))


MOVIMIENTOS = [
    (date(2026, 3, 2), "-1210.06", "RP2026000003", "REMESA DE TRANSFERENCIAS"),
    (date(2026, 3, 3), "250.00", "", "INGRESO EN VENTANILLA"),
    (date(2026, 3, 3), "-0.60", "", "COMISION"),
]


def test_norma_43_is_read_whole_or_not_at_all() -> None:
    (leido,) = norma43.leer(n43(IBAN, DIA, date(2026, 3, 3), "5000.00", MOVIMIENTOS))
    assert (leido.desde, leido.hasta, leido.saldo_inicial) == (DIA, date(2026, 3, 3), Decimal("5000.00"))
    assert leido.saldo_final == Decimal("4039.34")
    assert [m.importe for m in leido.movimientos] == [Decimal("-1210.06"), Decimal("250.00"), Decimal("-0.60")]
    assert (leido.movimientos[0].referencias, leido.movimientos[0].texto) == (("RP2026000003",), MOVIMIENTOS[0][3])
    assert reglas.misma_cuenta(IBAN, leido.cuenta)
    assert not reglas.misma_cuenta("ES7921000813610123456789", leido.cuenta)
    bueno = n43(IBAN, DIA, DIA, "0.00", MOVIMIENTOS[:1])
    lineas = bueno.splitlines()
    for malo, dice in (
        (bueno.replace("121006", "121007", 1), "suman"),
        ("\n".join(lineas[:-1]), "cortado"),
        ("\n".join([lineas[0], *lineas[2:]]), "de ningún movimiento"),
        (bueno.replace("9783", "8403"), "divisa 840"),
        (bueno.replace("260302", "261302"), "no es una fecha"),
        ("99 otra cosa", "de ninguna cuenta"),
        ("", "cortado"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            norma43.leer(malo)
        assert any(dice in p.mensaje for p in error.value.problemas), (dice, error.value.problemas)


@pytest.mark.parametrize("version", ["02", "08"])
def test_camt_053_is_read_in_any_version(version: str) -> None:
    (leido,) = camt.leer(camt053(IBAN, DIA, date(2026, 3, 3), "5000.00", MOVIMIENTOS, version=version))
    de_n43 = norma43.leer(n43(IBAN, DIA, date(2026, 3, 3), "5000.00", MOVIMIENTOS))[0]
    assert (leido.cuenta, leido.saldo_inicial, leido.saldo_final) == (IBAN, Decimal("5000.00"), Decimal("4039.34"))
    assert (leido.desde, leido.hasta) == (de_n43.desde, de_n43.hasta)
    assert [(m.fecha, m.importe, m.texto) for m in leido.movimientos] == [
        (m.fecha, m.importe, m.texto) for m in de_n43.movimientos
    ]
    assert [m.referencias for m in leido.movimientos] == [("RP2026000003",), (), ()]


def test_nothing_outside_a_camt_053_is_read() -> None:
    bueno = camt053(IBAN, DIA, DIA, "1.00", MOVIMIENTOS[:1]).decode()
    con_entidad = bueno.replace("?>", '?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', 1).replace(
        "REMESA", "&x;"
    )
    for malo, dice in (
        (con_entidad, "DOCTYPE"),
        ("<a/>", "no es un extracto"),
        ("nada", "No es un XML"),
        (bueno.replace("CLBD", "ITBD"), "saldos"),
        (bueno.replace('Ccy="EUR"', 'Ccy="USD"'), "en euros"),
        (bueno.replace(">1210.06<", ">12x<"), "importe no se entiende"),
    ):
        with pytest.raises(DatosIncorrectos) as error:
            camt.leer(malo.encode())
        assert any(dice in p.mensaje for p in error.value.problemas), (dice, error.value.problemas)


def test_pairs_are_by_reference_and_then_by_amount_and_date() -> None:
    cien, menos = Decimal("100.00"), Decimal("-100.00")
    movimientos = [
        Movimiento(_uuid(1), DIA, menos, "TRANSF P/2026/000012"),
        Movimiento(_uuid(2), DIA, cien, "INGRESO"),
        Movimiento(_uuid(3), date(2026, 3, 20), cien, "INGRESO"),
        Movimiento(_uuid(4), DIA, Decimal("7.00"), "SOLO"),
    ]
    candidatos = [
        Candidato("lejos", date(2026, 2, 1), menos, ("P-2026-000012",)),
        Candidato("cerca", DIA, menos),
        Candidato("tres", date(2026, 3, 5), cien),
        Candidato("uno", date(2026, 3, 3), cien),
        Candidato("siete", date(2026, 3, 1), Decimal("7.00")),
        Candidato("otro importe", DIA, Decimal("7.01"), ("SOLO",)),
    ]
    hechas = {p.movimiento_id: p for p in proponer(movimientos, candidatos)}
    assert [(p.clave, p.por, p.dias, p.dudosa) for p in hechas.values()] == [
        ("lejos", "referencia", 29, False),
        ("uno", "importe", 1, True),
        ("siete", "importe", 1, False),
    ]
    assert _uuid(3) not in hechas, "too far"
    # A list and one of its payments are not two things
    lista = [Candidato("lista", DIA, cien, (), ("pago",)), Candidato("pago", DIA, Decimal("7.00"))]
    assert [p.clave for p in proponer([movimientos[1], movimientos[3]], lista)] == ["lista"]


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), max_size=12),
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), max_size=12),
)
def test_no_pair_shares_anything_and_each_has_one_amount(
    unos: list[tuple[int, int]], otros: list[tuple[int, int]]
) -> None:
    movimientos = [Movimiento(uuid7(), date(2026, 3, 1 + d), Decimal(i), "") for i, d in unos]
    candidatos = [Candidato(f"c{n}", date(2026, 3, 1 + d), Decimal(i)) for n, (i, d) in enumerate(otros)]
    hechas = proponer(movimientos, candidatos)
    assert len({p.movimiento_id for p in hechas}) == len({p.clave for p in hechas}) == len(hechas)
    importes = {m.id: m.importe for m in movimientos}
    suyos = {c.clave: c.importe for c in candidatos}
    assert all(importes[p.movimiento_id] == suyos[p.clave] and p.dias <= 7 for p in hechas)


def test_the_arithmetic_of_an_arqueo() -> None:
    uno = Estado(
        anterior=Decimal("1000.00"), cobros=Decimal("500.00"), pagos=Decimal("200.00"), banco=Decimal("1270.00"),
        cobros_sin_contabilizar=Decimal("20.00"), pagos_sin_contabilizar=Decimal("5.00"),
        cobros_sin_banco=Decimal("60.00"), pagos_sin_banco=Decimal("15.00"),
    )  # fmt: skip
    assert (uno.existencias, uno.descuadre) == (Decimal("1300.00"), Decimal("0.00"))
    assert Estado(Decimal(1), Decimal(0), Decimal(0), Decimal(3)).descuadre == 2
    assert Estado(Decimal(1), Decimal(0), Decimal(0)).descuadre == 0, "a box has no bank"


def test_two_alike_on_a_day_are_two() -> None:
    (leido,) = norma43.leer(n43(IBAN, DIA, DIA, "10.00", [(DIA, "-0.60", "", "COMISION")] * 2))
    huellas = reglas.huellas_de("1", leido.movimientos)
    assert len(set(huellas)) == 2
    assert huellas == reglas.huellas_de("1", leido.movimientos)
    assert set(huellas).isdisjoint(reglas.huellas_de("2", leido.movimientos))
