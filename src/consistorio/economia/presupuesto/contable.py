"""Which rows of the journal each operation asks of the ledger. All that is said to `contabilidad` about accounts is said here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from consistorio.economia.contabilidad import posteo
from consistorio.economia.contabilidad.reglas import negativo
from consistorio.economia.contabilidad.tipos import Partida
from consistorio.economia.presupuesto.reglas import acreedor
from consistorio.nucleo.dato import dato

_RETENCIONES: Final = {"RC": "R001", "RCT": "R002", "RCN": "R003"}
# What is paid reaches the fund
_LLEGA: Final = {"a_justificar": "C009", "caja_fija": "C006"}
MODIFICACIONES: Final = {
    "extraordinario": "0020",
    "suplemento": "0021",
    "ampliacion": "0022",
    "transferencia": "0023",
    "incorporacion": "0024",
    "generacion": "0025",
    "prorroga": "0027",
    "baja": "0028",
}


def fila(regla: str, importe: Decimal, en: date, *, debe: str = "", haber: str = "") -> Partida:
    """The row of one rule, with the accounts of its wildcards."""
    cuentas = {lado: cuenta for lado, cuenta in (("debe", debe), ("haber", haber)) if cuenta}
    return posteo.partidas_de(regla, importe, en=en, **cuentas)


def directa(regla: str, importe: Decimal, debe: str, haber: str) -> Partida:
    """A row that a rule makes with accounts which its pattern does not name: another account of the treasury, of groups 1 and 5 (400 a.1 and a.3)."""
    return Partida(debe, haber, importe, regla)


def credito_inicial(importe: Decimal, en: date) -> list[Partida]:
    """G001 and G002."""
    return [fila("G001", importe, en), fila("G002", importe, en)]


def prevision_inicial(importe: Decimal, en: date) -> list[Partida]:
    """G003 and G004."""
    return [fila("G003", importe, en), fila("G004", importe, en)]


def modificacion(tipo: str, importe: Decimal, en: date) -> list[Partida]:
    """Of a credit, signed: M001 and M002 when it goes up, M003 and M004 when it goes down."""
    cuenta = MODIFICACIONES[tipo]
    if importe > 0:
        return [fila("M001", importe, en, haber=cuenta), fila("M002", importe, en, debe=cuenta)]
    baja = cuenta if tipo == "transferencia" else MODIFICACIONES["baja"]
    return [fila("M003", -importe, en, haber=baja), fila("M004", -importe, en, debe=baja)]


def prevision(importe: Decimal, en: date) -> list[Partida]:
    """Of a concept of income that is modified, signed: M005 and M006."""
    filas = [fila("M005", abs(importe), en), fila("M006", abs(importe), en)]
    return filas if importe > 0 else list(negativo(filas))


def retencion(clase: str, importe: Decimal, en: date) -> list[Partida]:
    """RC, RCT or RCN."""
    return [fila(_RETENCIONES[clase], importe, en)]


def no_disponibilidad(importe: Decimal, en: date, *, de_retencion: bool) -> list[Partida]:
    """ND; when it was retained for it, its retention goes."""
    libera = list(negativo([fila("R003", importe, en)])) if de_retencion else []
    return [*libera, fila("R004", importe, en)]


def libera_transferencia(importe: Decimal, en: date) -> list[Partida]:
    """What was retained for a transfer goes when it is booked."""
    return list(negativo([fila("R002", importe, en)]))


@dato
class DeFases:
    """A line of expense as the ledger needs it. `cuenta`: what is bought, or 413x; `ordinal`: account of the treasury; `fondo`: caja_fija or a_justificar;
    `descontado`: what of the payment stays in concepts of no budget."""

    economica: str
    importe: Decimal
    de_retencion: bool = False
    cuenta: str = ""
    ordinal: str = ""
    fondo: str = ""
    descontado: Decimal = Decimal(0)


def fases(clase: str, linea: DeFases, en: date) -> list[Partida]:
    """The rows of a stretch of phases. The order of payment (P) has none (Orden HAP/1781/2013, fifth part, 400)."""
    filas: list[Partida] = []
    importe = linea.importe
    for fase in clase:
        if fase == "A":
            filas.append(fila("R006" if linea.de_retencion else "R005", importe, en))
        elif fase == "D":
            filas.append(fila("R007", importe, en))
        elif fase == "O":
            filas += _obligacion(linea, en)
        elif fase == "R":
            filas += _pago(linea, en)
    if (
        clase.startswith("ADO") and linea.fondo == "caja_fija"
    ):  # the account is justified, and then charged to the budget
        return [*[f for f in filas if f.regla == "C003"], *[f for f in filas if f.regla != "C003"]]
    return filas


def _obligacion(linea: DeFases, en: date) -> list[Partida]:
    a_quien, importe, cuenta = acreedor(linea.economica), linea.importe, linea.cuenta
    if linea.fondo == "a_justificar":
        return [fila("C008", importe, en, haber=a_quien)]
    if linea.fondo == "caja_fija":
        return [fila("C003", importe, en, debe=cuenta), fila("C004", importe, en, haber=a_quien)]
    if cuenta[:1] in ("1", "5"):
        return [directa("R010", importe, cuenta, a_quien)]
    regla = "R011" if cuenta.startswith("413") else "R009" if cuenta.startswith("2") else "R008"
    return [fila(regla, importe, en, debe=cuenta, haber=a_quien)]


def _pago(linea: DeFases, en: date) -> list[Partida]:
    a_quien, sale = acreedor(linea.economica), linea.importe - linea.descontado
    filas = [directa("R014", sale, a_quien, linea.ordinal)] if sale else []
    if linea.descontado:
        filas.append(fila("R015", linea.descontado, en, debe=a_quien))
    return [*filas, fila(_LLEGA[linea.fondo], linea.importe, en)] if linea.fondo else filas


def de_cerrados_de_fondo(clase: str, fondo: str, cuenta: str, importe: Decimal, en: date) -> list[Partida]:
    """Of what a fund was owed from closed years (`cuenta`: 401x). PC: it comes to the fund, as when its year pays it. RO: its obligation was not due: the negative of its rows, and
    what a caja fija had justified with it was not an expense (120). `fondo`: caja_fija or a_justificar."""
    if clase == "PC":
        return [fila(_LLEGA[fondo], importe, en)]
    if fondo == "a_justificar":
        return [directa("C008", -importe, "5584", cuenta)]
    return [directa("C004", -importe, "5585", cuenta), directa("C003", -importe, "120", "5581")]


def descuento(cuenta: str, importe: Decimal, en: date) -> Partida:
    """What a payment keeps: R016, R017 or R018 by its account."""
    regla = "R016" if cuenta.startswith("4751") else "R017" if cuenta.startswith("476") else "R018"
    return fila(regla, importe, en, haber=cuenta)


def devengo(cuenta: str, pendiente: str, importe: Decimal, en: date) -> Partida:
    """R012: an expense that waits for its credit in 413x."""
    if pendiente != "4131":
        return directa("R012", importe, cuenta, pendiente)
    return fila("R012", importe, en, debe=cuenta, haber=pendiente)


def agrupadas(filas: Sequence[Partida]) -> tuple[Partida, ...]:
    """The rows of many lines with those of the same accounts and rule in one, in the order in which they came. None of zero."""
    sumas: dict[tuple[str, str, str], Decimal] = {}
    for una in filas:
        clave = (una.debe, una.haber, una.regla)
        sumas[clave] = sumas.get(clave, Decimal(0)) + una.importe
    return tuple(Partida(debe, haber, suma, regla) for (debe, haber, regla), suma in sumas.items() if suma)
