"""Statements as banks write them, made by the tests: Norma 43 of fixed records, and camt.053."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from consistorio.cli.datos_demo.norma43 import Movimiento, norma43

__all__ = ["Movimiento", "camt053", "norma43"]


def camt053(
    iban: str, desde: date, hasta: date, inicial: str, movimientos: Sequence[Movimiento], *, version: str = "08"
) -> bytes:
    """A camt.053.001.`version` with one statement."""

    def importe(valor: Decimal) -> str:
        signo = "CRDT" if valor >= 0 else "DBIT"
        return f'<Amt Ccy="EUR">{abs(valor):.2f}</Amt><CdtDbtInd>{signo}</CdtDbtInd>'

    def saldo(codigo: str, valor: Decimal, dia: date) -> str:
        tipo = f"<Tp><CdOrPrtry><Cd>{codigo}</Cd></CdOrPrtry></Tp>"
        return f"<Bal>{tipo}{importe(valor)}<Dt><Dt>{dia}</Dt></Dt></Bal>"

    estado = "<Sts><Cd>BOOK</Cd></Sts>" if version >= "08" else "<Sts>BOOK</Sts>"
    entradas, total = "", Decimal(inicial)
    for dia, cuanto, referencia, texto in movimientos:
        total += Decimal(cuanto)
        entradas += (
            f"<Ntry>{importe(Decimal(cuanto))}{estado}<BookgDt><Dt>{dia}</Dt></BookgDt><ValDt><Dt>{dia}</Dt></ValDt>"
            f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(referencia or 'NOTPROVIDED')}</EndToEndId></Refs>"
            f"<RmtInf><Ustrd>{escape(texto)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>{hasta}T06:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>"
        f"<CreDtTm>{hasta}T06:00:00</CreDtTm><FrToDt><FrDtTm>{desde}T00:00:00</FrDtTm><ToDtTm>{hasta}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>{saldo('OPBD', Decimal(inicial), desde)}{saldo('CLBD', total, hasta)}"
        f"{entradas}</Stmt></BkToCstmrStmt></Document>"
    ).encode()
