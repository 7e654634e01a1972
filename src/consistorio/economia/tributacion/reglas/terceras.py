"""Model 347: whom the town dealt with in a year, by quarter (RD 1065/2007 31-35), and the file of its official design."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.tributacion.reglas.periodos import trimestre
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import Problema

CERO: Final = Decimal("0.00")
LARGO: Final = 500
_ADMITIDAS: Final = frozenset(f"{string.ascii_uppercase}{string.digits}ÑÇ ")
_DE_OTRAS_LENGUAS: Final = str.maketrans({"Ł": "L", "Ø": "O", "Đ": "D", "Ð": "D", "Æ": "AE", "Œ": "OE", "Þ": "TH"})
SIN_MINIMO: Final = frozenset({"E"})


@dato
class Operado:
    """An operation with somebody, VAT included, signed. `fila`: its key."""

    fila: str
    persona: str
    clave: str
    fecha: date
    importe: Decimal


@dato
class Declarada:
    """Somebody under a key: the four quarters, in euros."""

    persona: str
    clave: str
    trimestres: tuple[Decimal, Decimal, Decimal, Decimal]
    filas: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """Of the year."""
        return sum(self.trimestres, CERO)


def declaradas(operados: Sequence[Operado], minimo: Decimal) -> tuple[Declarada, ...]:
    """Who is declared: over `minimo` euros in the year (in absolute terms); grants, whatever they are."""
    grupos: dict[tuple[str, str], list[Operado]] = {}
    for uno in operados:
        grupos.setdefault((uno.persona, uno.clave), []).append(uno)
    todas = []
    for (persona, clave), suyos in sorted(grupos.items()):
        sumas = [CERO, CERO, CERO, CERO]
        for uno in suyos:
            sumas[trimestre(uno.fecha) - 1] += uno.importe
        todas.append(Declarada(persona, clave, (sumas[0], sumas[1], sumas[2], sumas[3]), tuple(u.fila for u in suyos)))
    return tuple(una for una in todas if any(una.trimestres) and (una.clave in SIN_MINIMO or abs(una.total) > minimo))


@dato
class Declarante:
    """Who presents it."""

    nif: str
    nombre: str
    telefono: str
    contacto: str
    numero: str


@dato
class Identificada:
    """Somebody who is declared, as the file wants it. `provincia`: two figures, 99 abroad."""

    nif: str
    nombre: str
    provincia: str
    clave: str
    trimestres: tuple[Decimal, Decimal, Decimal, Decimal]


def problemas_del_fichero(quien: Declarante, personas: Sequence[Identificada]) -> list[Problema]:
    """What is missing to make the file."""
    problemas = []
    if len(quien.nif) != 9:
        problemas.append(Problema("nif", _("Falta el NIF del ayuntamiento.")))
    if not (quien.numero.isdecimal() and len(quien.numero) == 13 and quien.numero.startswith("347")):
        problemas.append(Problema("numero", _("El número de la declaración son 13 cifras, y empieza por 347.")))
    if not (quien.telefono.isdecimal() and len(quien.telefono) == 9):
        problemas.append(Problema("telefono", _("El teléfono de contacto son 9 cifras.")))
    if not quien.contacto.strip():
        problemas.append(Problema("contacto", _("Diga con quién se puede hablar.")))
    for una in personas:
        if len(una.nif) != 9:
            problemas.append(Problema("personas", _("%(n)s no tiene un NIF español.") % {"n": una.nombre}))
        if not una.provincia:
            mensaje = _("Falta el código postal de %(n)s: escríbalo en su ficha.")
            problemas.append(Problema("personas", mensaje % {"n": una.nombre}))
    return problemas


def fichero_347(anio: int, quien: Declarante, personas: Sequence[Identificada]) -> bytes:
    """The file of model 347: a record of who declares and one of each who is declared, of 500 places, in ISO-8859-1.

    Layout of Orden EHA/3012/2008 as one public implementation of it has it (places 1-500 of types 1 and 2); neither property nor cash are in it.
    """
    total = sum((sum(p.trimestres, CERO) for p in personas), CERO)
    cabeza = f"1347{anio:04d}{_letras(quien.nif, 9)}"
    primero = (
        f"{cabeza}{_letras(quien.nombre, 40)}T{quien.telefono:0>9}{_letras(quien.contacto, 40)}{quien.numero}"
        f"  {'0' * 13}{len(personas):09d}{_importe(total)}{'0' * 9}{_importe(CERO)}{' ' * 205}{' ' * 9}{' ' * 88}{' ' * 13}"
    )
    registros = [primero, *(_de_persona(anio, quien.nif, una) for una in personas)]
    mal = [registro for registro in registros if len(registro) != LARGO]
    if mal:
        msg = "a record of model 347 is of 500 places"
        raise ValueError(msg)
    return "".join(f"{registro}\r\n" for registro in registros).encode("iso-8859-1")


def _de_persona(anio: int, nif: str, una: Identificada) -> str:
    trimestres = "".join(f"{_importe(parte)}{_importe(CERO)}" for parte in una.trimestres)
    return (
        f"2347{anio:04d}{_letras(nif, 9)}{_letras(una.nif, 9)}{' ' * 9}{_letras(una.nombre, 40)}D{una.provincia}  "
        f" {una.clave}{_importe(sum(una.trimestres, CERO))}  {'0' * 15}{_importe(CERO)}0000{trimestres}"
        f"{' ' * 17}   {_importe(CERO)}{' ' * 201}"
    )


def _importe(euros: Decimal) -> str:
    """Sixteen places: N before what is negative, and fifteen figures, two of them cents."""
    return f"{'N' if euros < 0 else ' '}{int(abs(euros) * 100):015d}"


def _letras(texto: str, largo: int) -> str:
    """Capitals without accents but Ñ and Ç, cut or filled with blanks. Letters of other tongues as they are written in Spanish; what has no such way, blank."""
    con_enie = texto.upper().replace("Ñ", "\0").replace("Ç", "\1").translate(_DE_OTRAS_LENGUAS)
    llano = "".join(c for c in unicodedata.normalize("NFKD", con_enie) if not unicodedata.combining(c))
    llano = llano.upper().replace("\0", "Ñ").replace("\1", "Ç")
    limpio = "".join(c if c in _ADMITIDAS else " " for c in llano)
    return limpio[:largo].ljust(largo)
