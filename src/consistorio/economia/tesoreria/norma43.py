"""Reader of statements in the format of Norma 43 of the Spanish banks (Cuaderno 43, series of June 2012). Pure.

A text of records of 80 characters: 11 opens an account, 22 is a movement, 23 its words (five at most), 24 its amount in another currency, 33 closes the account with
its totals, 88 closes the file. Dates are AAMMDD; amounts have fourteen figures, the last two of cents; 1 is debe (out) and 2 is haber (in). Places below are of that norm.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from consistorio.economia.tesoreria.tipos import CERO, ExtractoLeido, MovimientoLeido
from consistorio.nucleo.errores import DatosIncorrectos, Problema

LARGO = 80
EURO = "978"
MAXIMO_PROBLEMAS = 50
_SIGNO = {"1": -1, "2": 1}


@dataclass
class _Cuenta:
    """An account that is being read."""

    cuenta: str
    desde: date
    hasta: date
    inicial: Decimal
    movimientos: list[MovimientoLeido] = field(default_factory=list)


class _Lector:
    """What has been read, and everything that was wrong."""

    def __init__(self) -> None:
        self.problemas: list[Problema] = []
        self.leidos: list[ExtractoLeido] = []
        self.abierta: _Cuenta | None = None
        self.fin: int | None = None
        self.linea = 0

    def mal(self, mensaje: str) -> None:
        """Something is wrong with the line that is being read."""
        if len(self.problemas) < MAXIMO_PROBLEMAS:
            self.problemas.append(Problema(f"linea.{self.linea}", mensaje))

    def fecha(self, texto: str) -> date:
        """AAMMDD, of this century."""
        try:
            return date(2000 + int(texto[:2]), int(texto[2:4]), int(texto[4:6]))
        except ValueError:
            self.mal(_("«%(texto)s» no es una fecha.") % {"texto": texto})
            return date.min

    def importe(self, signo: str, texto: str) -> Decimal:
        """Fourteen figures and the key of their sign."""
        if signo not in _SIGNO or not (texto.isascii() and texto.isdigit()):
            self.mal(_("«%(texto)s» no es un importe.") % {"texto": signo + texto})
            return CERO
        return _SIGNO[signo] * Decimal(int(texto)).scaleb(-2)

    def numero(self, texto: str) -> int:
        """A count."""
        if texto.isascii() and texto.isdigit():
            return int(texto)
        self.mal(_("«%(texto)s» no es un número.") % {"texto": texto})
        return 0

    def divisa(self, codigo: str) -> None:
        """Only euros are kept."""
        if codigo != EURO:
            self.mal(_("La cuenta está en la divisa %(codigo)s: solo se leen cuentas en euros.") % {"codigo": codigo})


def leer(texto: str) -> tuple[ExtractoLeido, ...]:
    """The statements of a file. Raises DatosIncorrectos with every problem: records that are not of the norm, amounts, dates and totals that do not square."""
    lector, registros = _Lector(), 0
    for lector.linea, cruda in enumerate(texto.splitlines(), 1):
        linea = cruda.rstrip("\x1a")
        if not linea.strip():
            continue
        if lector.fin is not None:
            lector.mal(_("Hay más líneas después de la del fin del fichero."))
            break
        _leer_linea(lector, linea.ljust(LARGO), registros)
        registros += 1
    if lector.abierta is not None:
        lector.mal(_("Falta el registro que cierra la cuenta (33)."))
    if lector.fin is None:
        lector.mal(_("Falta el registro que cierra el fichero (88): puede que esté cortado."))
    if not lector.leidos and not lector.problemas:
        lector.mal(_("El fichero no trae ninguna cuenta."))
    if lector.problemas:
        raise DatosIncorrectos(
            _("No se ha podido leer el extracto."),
            problemas=lector.problemas,
            que_hacer=_("Descárguelo otra vez del banco, en el formato Norma 43, y no lo edite."),
        )
    return tuple(lector.leidos)


def _leer_linea(lector: _Lector, linea: str, registros: int) -> None:
    codigo = linea[:2]
    if len(linea) > LARGO:
        lector.mal(_("La línea tiene %(n)d caracteres, y son %(largo)d.") % {"n": len(linea), "largo": LARGO})
    elif codigo == "11":
        _abrir(lector, linea)
    elif codigo == "88":
        lector.fin = lector.numero(linea[20:26])
        if lector.fin != registros:
            mensaje = _("El fichero dice que tiene %(dice)d registros, y tiene %(hay)d.")
            lector.mal(mensaje % {"dice": lector.fin, "hay": registros})
    elif lector.abierta is None:
        lector.mal(_("El registro «%(codigo)s» no es de ninguna cuenta.") % {"codigo": codigo})
    elif codigo == "22":
        _movimiento(lector, lector.abierta, linea)
    elif codigo == "23":
        _palabras(lector, lector.abierta, linea)
    elif codigo == "33":
        _cerrar(lector, lector.abierta, linea)
    elif codigo != "24":
        lector.mal(_("«%(codigo)s» no es un registro de la Norma 43.") % {"codigo": codigo})


def _abrir(lector: _Lector, linea: str) -> None:
    if lector.abierta is not None:
        lector.mal(_("Empieza otra cuenta sin haber cerrado la anterior."))
    cuenta = linea[2:20]
    if not cuenta.isdigit():
        lector.mal(_("«%(cuenta)s» no es un número de cuenta.") % {"cuenta": cuenta})
    lector.divisa(linea[47:50])
    lector.abierta = _Cuenta(
        cuenta, lector.fecha(linea[20:26]), lector.fecha(linea[26:32]), lector.importe(linea[32], linea[33:47])
    )


def _movimiento(lector: _Lector, abierta: _Cuenta, linea: str) -> None:
    referencias = tuple(
        dicha for trozo in (linea[42:52], linea[52:64], linea[64:80]) if (dicha := trozo.strip()).strip("0")
    )
    abierta.movimientos.append(
        MovimientoLeido(
            lector.fecha(linea[10:16]),
            lector.fecha(linea[16:22]),
            lector.importe(linea[27], linea[28:42]),
            "",
            referencias,
        )
    )


def _palabras(lector: _Lector, abierta: _Cuenta, linea: str) -> None:
    if not abierta.movimientos:
        lector.mal(_("Las palabras de la línea no son de ningún movimiento."))
        return
    ultimo = abierta.movimientos[-1]
    dichas = " ".join(linea[4:80].split())
    abierta.movimientos[-1] = MovimientoLeido(
        ultimo.fecha, ultimo.valor, ultimo.importe, f"{ultimo.texto} {dichas}".strip(), ultimo.referencias
    )


def _cerrar(lector: _Lector, abierta: _Cuenta, linea: str) -> None:
    lector.abierta = None
    if linea[2:20] != abierta.cuenta:
        lector.mal(_("Se cierra una cuenta que no es la que se abrió."))
    salen = [m.importe for m in abierta.movimientos if m.importe < 0]
    entran = [m.importe for m in abierta.movimientos if m.importe >= 0]
    dichos = (
        (_("pagos"), lector.numero(linea[20:25]), lector.importe("1", linea[25:39]), salen),
        (_("cobros"), lector.numero(linea[39:44]), lector.importe("2", linea[44:58]), entran),
    )
    for nombre, cuantos, total, hay in dichos:
        if (cuantos, total) != (len(hay), sum(hay, CERO)):
            mensaje = _("Los %(que)s suman %(hay)s en %(n)d movimientos, y el registro dice %(total)s en %(cuantos)d.")
            datos = {"que": nombre, "hay": sum(hay, CERO), "n": len(hay), "total": total, "cuantos": cuantos}
            lector.mal(mensaje % datos)
    final = lector.importe(linea[58], linea[59:73])
    lector.divisa(linea[73:76])
    lector.leidos.append(
        ExtractoLeido(
            "n43", abierta.cuenta, abierta.desde, abierta.hasta, abierta.inicial, final, tuple(abierta.movimientos)
        )
    )
