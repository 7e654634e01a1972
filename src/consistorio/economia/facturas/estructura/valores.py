"""What the simple types of the format admit, and what each says when it does not."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from consistorio.nucleo.textos import gettext as _

_NUMERO = re.compile(r"([+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?|[+-]?INF|NaN)", re.ASCII)
_FECHA = re.compile(r"(-?)(\d{4,})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_ENTERO = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMALES = {
    "dec2": re.compile(r"-?\d+\.\d{2}", re.ASCII),
    "dec4": re.compile(r"\d+\.\d{4}", re.ASCII),
    "dec6": re.compile(r"-?\d+\.\d{6}", re.ASCII),
    "dec8": re.compile(r"-?\d+(\.\d{1,8})?", re.ASCII),
}
_LARGO = re.compile(r"(texto|cifras)(\d*)-?(\d*)")
_MAXIMO_ENTERO = 2**63
CIFRAS_DE_UN_NUMERO = 40  # longer ones are read as wrong, not computed with


def problema(tipo: str, texto: str, listas: dict[str, frozenset[str]]) -> str:
    """Why a text is not of that type; "" when it is."""
    if tipo.startswith("="):
        admitidos = listas[tipo[1:]]
        if texto in admitidos:
            return ""
        return _("«%(v)s» no es uno de los valores que se admiten.") % {"v": texto[:40]}
    if tipo in _DECIMALES:
        return _problema_de_decimal(tipo, _plegado(texto))
    if tipo == "numero":
        return "" if _NUMERO.fullmatch(_plegado(texto)) else _("«%(v)s» no es un número.") % {"v": texto[:40]}
    if tipo == "entero":
        return "" if _es_entero(_plegado(texto)) else _("«%(v)s» no es un número entero.") % {"v": texto[:40]}
    if tipo == "fecha":
        if _es_fecha(_plegado(texto)):
            return ""
        return _("«%(v)s» no es una fecha escrita como AAAA-MM-DD.") % {"v": texto[:40]}
    return _problema_de_texto(tipo, texto)


def _plegado(texto: str) -> str:
    return texto.strip(" \t\n\r")


def _problema_de_decimal(tipo: str, texto: str) -> str:
    if _DECIMALES[tipo].fullmatch(texto):
        return ""
    if tipo == "dec8":
        return _("«%(v)s» no es un número de hasta ocho decimales, con punto.") % {"v": texto[:40]}
    return _("«%(v)s» no es un número con %(n)s decimales, con punto.") % {"v": texto[:40], "n": tipo[-1]}


def _es_entero(texto: str) -> bool:
    return (
        bool(_ENTERO.fullmatch(texto))
        and len(texto.lstrip("+-0")) <= CIFRAS_DE_UN_NUMERO
        and (-_MAXIMO_ENTERO <= int(texto) < _MAXIMO_ENTERO)
    )


def _es_fecha(texto: str) -> bool:
    partes = _FECHA.fullmatch(texto)
    if partes is None:
        return False
    signo, anio, mes, dia, huso = partes.groups()
    if int(anio) == 0 or (len(anio) > 4 and anio.startswith("0")) or len(anio) > 9:
        return False
    if huso and huso != "Z" and not (int(huso[1:3]) * 60 + int(huso[4:6]) <= 14 * 60 and int(huso[4:6]) < 60):
        return False
    ciclo = (int(anio) - (1 if signo else 0)) % 400 + 400 if not signo else (-int(anio)) % 400 + 400
    try:
        date(ciclo, int(mes), int(dia))
    except ValueError:
        return False
    return True


def _problema_de_texto(tipo: str, texto: str) -> str:
    leido = _LARGO.fullmatch(tipo)
    if leido is None or not leido[3]:
        return ""
    clase, minimo, maximo = leido[1], int(leido[2] or 0), int(leido[3])
    if clase == "cifras" and not re.fullmatch(r"\d*", texto, re.ASCII):
        return _("«%(v)s» solo puede llevar cifras.") % {"v": texto[:40]}
    if len(texto) > maximo:
        return _("Tiene %(n)s letras y caben %(m)s.") % {"n": len(texto), "m": maximo}
    if len(texto) < minimo:
        return _("Tiene %(n)s letras y hacen falta %(m)s.") % {"n": len(texto), "m": minimo}
    return ""


def decimal_de(texto: str | None) -> Decimal:
    """The number that a text says; zero when it says none, which is told as a defect elsewhere."""
    limpio = (texto or "").strip()
    if not limpio or len(limpio) > CIFRAS_DE_UN_NUMERO:
        return Decimal(0)
    try:
        leido = Decimal(limpio)
    except InvalidOperation:
        return Decimal(0)
    return leido if leido.is_finite() and -12 < leido.adjusted() < 14 else Decimal(0)


def fecha_de(texto: str | None) -> date | None:
    """The day that a text says, if it says one."""
    try:
        return date.fromisoformat((texto or "").strip()[:10])
    except ValueError:
        return None
