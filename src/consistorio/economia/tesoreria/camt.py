"""Reader of statements in ISO 20022 camt.053 (BankToCustomerStatement), of any of its versions. Pure; nothing outside the file is read.

Of a `Stmt`: `Acct/Id/IBAN`; balances `OPBD` (or `PRCD`, that of the day before) and `CLBD`; each `Ntry` that is booked (`Sts` BOOK) is a movement, whatever it holds inside: its
details only give references and words.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from lxml import etree

from consistorio.economia.tesoreria.tipos import CERO, ExtractoLeido, MovimientoLeido
from consistorio.nucleo.errores import DatosIncorrectos, Problema

MAXIMO_PROBLEMAS = 50
_SIGNO = {"CRDT": 1, "DBIT": -1}
_DE_APERTURA = ("OPBD", "PRCD")
_REFERENCIAS = ("EndToEndId", "PmtInfId", "MsgId", "InstrId", "AcctSvcrRef", "NtryRef", "TxId", "MndtId", "Ref")
_NINGUNA = frozenset({"NOTPROVIDED", "NONREF"})
_PALABRAS = ("Ustrd", "AddtlNtryInf", "AddtlTxInf", "Nm", "AddtlInf")


class _Lector:
    """What was wrong so far."""

    def __init__(self) -> None:
        self.problemas: list[Problema] = []

    def mal(self, donde: str, mensaje: str) -> None:
        """Something is wrong there."""
        if len(self.problemas) < MAXIMO_PROBLEMAS:
            self.problemas.append(Problema(donde, mensaje))

    def importe(self, nodo: etree._Element, donde: str) -> Decimal:
        """`Amt` with the sign of its `CdtDbtInd`."""
        cantidad, signo = _hijo(nodo, "Amt"), _texto(nodo, "CdtDbtInd")
        try:
            valor = Decimal(_de(cantidad))
        except InvalidOperation:
            valor = Decimal("NaN")
        if cantidad is None or signo not in _SIGNO or not valor.is_finite() or valor != round(valor, 2) or valor < 0:
            self.mal(donde, _("El importe no se entiende."))
            return CERO
        if cantidad.get("Ccy") != "EUR":
            self.mal(donde, _("El importe no está en euros."))
        return _SIGNO[signo] * valor.quantize(Decimal("0.01"))

    def fecha(self, nodo: etree._Element | None, donde: str) -> date:
        """`Dt` or `DtTm` of a date."""
        texto = (_texto(nodo, "Dt") or _texto(nodo, "DtTm")) if nodo is not None else ""
        try:
            return date.fromisoformat(texto[:10])
        except ValueError:
            self.mal(donde, _("La fecha no se entiende."))
            return date.min


def leer(datos: bytes) -> tuple[ExtractoLeido, ...]:
    """The statements of a file. Raises DatosIncorrectos with every problem."""
    lector = _Lector()
    raiz = _raiz(datos, lector)
    leidos = [] if raiz is None else [_extracto(nodo, lector) for nodo in _todos(raiz, "Stmt")]
    if not leidos:
        lector.mal("fichero", _("El fichero no es un extracto camt.053."))
    if lector.problemas:
        raise DatosIncorrectos(
            _("No se ha podido leer el extracto."),
            problemas=lector.problemas,
            que_hacer=_("Descárguelo otra vez del banco, en el formato camt.053, y no lo edite."),
        )
    return tuple(leidos)


def _raiz(datos: bytes, lector: _Lector) -> etree._Element | None:
    analizador = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        raiz = etree.fromstring(datos, analizador)
    except etree.XMLSyntaxError as error:
        lector.mal("fichero", _("No es un XML: %(que)s.") % {"que": error.msg})
        return None
    if raiz.getroottree().docinfo.internalDTD is not None:
        lector.mal("fichero", _("El fichero declara un tipo de documento (DOCTYPE), y un extracto no lo lleva."))
        return None
    return raiz if _todos(raiz, "BkToCstmrStmt") else None


def _extracto(nodo: etree._Element, lector: _Lector) -> ExtractoLeido:
    cuenta = _texto(_hijo(nodo, "Acct", "Id"), "IBAN").replace(" ", "")
    if not cuenta:
        lector.mal("cuenta", _("El extracto no dice el IBAN de la cuenta."))
    saldos = {_texto(_hijo(saldo, "Tp", "CdOrPrtry"), "Cd"): saldo for saldo in reversed(_hijos(nodo, "Bal"))}
    apertura = next((saldos[codigo] for codigo in _DE_APERTURA if codigo in saldos), None)
    cierre = saldos.get("CLBD")
    if apertura is None or cierre is None:
        lector.mal("saldo", _("Faltan los saldos de apertura (OPBD) y de cierre (CLBD) del extracto."))
        return ExtractoLeido("camt053", cuenta, date.min, date.min, CERO, CERO, ())
    movimientos = tuple(
        _movimiento(apunte, f"movimiento.{n}", lector)
        for n, apunte in enumerate(_hijos(nodo, "Ntry"), 1)
        if _estado(apunte) == "BOOK"
    )
    desde, hasta = _periodo(nodo, movimientos, lector.fecha(_hijo(cierre, "Dt"), "saldo"))
    return ExtractoLeido(
        "camt053",
        cuenta,
        desde,
        hasta,
        lector.importe(apertura, "saldo"),
        lector.importe(cierre, "saldo"),
        movimientos,
    )


def _periodo(nodo: etree._Element, movimientos: tuple[MovimientoLeido, ...], cierre: date) -> tuple[date, date]:
    """What `FrToDt` says or, without it, from the first movement to the balance."""
    periodo = _hijo(nodo, "FrToDt")
    fechas = [m.fecha for m in movimientos]
    desde, hasta = min([*fechas, cierre]), max([*fechas, cierre])
    if periodo is None:
        return desde, hasta
    dichas = (
        _texto(periodo, "FrDtTm") or _texto(periodo, "FrDt"),
        _texto(periodo, "ToDtTm") or _texto(periodo, "ToDt"),
    )
    try:
        return min(date.fromisoformat(dichas[0][:10]), desde), max(date.fromisoformat(dichas[1][:10]), hasta)
    except ValueError:
        return desde, hasta


def _movimiento(nodo: etree._Element, donde: str, lector: _Lector) -> MovimientoLeido:
    fecha = lector.fecha(_hijo(nodo, "BookgDt"), donde)
    valor = _hijo(nodo, "ValDt")
    referencias = dict.fromkeys(
        dicha
        for nombre in _REFERENCIAS
        for uno in _todos(nodo, nombre)
        if (dicha := _de(uno)) and dicha not in _NINGUNA
    )
    palabras = dict.fromkeys(dicha for nombre in _PALABRAS for uno in _todos(nodo, nombre) if (dicha := _de(uno)))
    return MovimientoLeido(
        fecha,
        lector.fecha(valor, donde) if valor is not None else fecha,
        lector.importe(nodo, donde),
        " · ".join(palabras),
        tuple(referencias),
    )


def _estado(apunte: etree._Element) -> str:
    """`Sts` is text until version 7, and has a code inside since."""
    estado = _hijo(apunte, "Sts")
    return "" if estado is None else _texto(estado, "Cd") or _de(estado)


def _local(nodo: etree._Element) -> str:
    return etree.QName(nodo).localname if isinstance(nodo.tag, str) else ""


def _hijos(nodo: etree._Element, nombre: str) -> list[etree._Element]:
    return [uno for uno in nodo if _local(uno) == nombre]


def _hijo(nodo: etree._Element | None, *nombres: str) -> etree._Element | None:
    for nombre in nombres:
        hallados = _hijos(nodo, nombre) if nodo is not None else []
        nodo = hallados[0] if hallados else None
    return nodo


def _todos(nodo: etree._Element, nombre: str) -> list[etree._Element]:
    return [uno for uno in nodo.iter() if _local(uno) == nombre]


def _de(nodo: etree._Element | None) -> str:
    return " ".join((nodo.text or "").split()) if nodo is not None else ""


def _texto(nodo: etree._Element | None, nombre: str) -> str:
    return _de(_hijo(nodo, nombre))
