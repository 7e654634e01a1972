"""What an account is, and what the blocks of somebody do to a payment. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from stdnum import iban as iban_
from stdnum.exceptions import ValidationError

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.textos import gettext as _

_BIC = re.compile(r"^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$")
MAXIMO_IBAN = 34


def leer_iban(texto: str) -> str:
    """An IBAN without spaces, its digits checked (ISO 13616; those of the account too when it is Spanish). Raises DatosIncorrectos."""
    limpio = re.sub(r"[\s.\-]", "", texto).upper().removeprefix("IBAN")
    try:
        return str(iban_.validate(limpio))
    except ValidationError:
        mensaje = _("Ese IBAN no es correcto. Cópielo entero del certificado del banco, con las dos letras del país.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("iban", mensaje)]) from None


def leer_bic(texto: str) -> str:
    """A BIC of 8 or 11 signs (ISO 9362), or empty. Raises DatosIncorrectos."""
    limpio = re.sub(r"\s", "", texto).upper()
    if limpio and not _BIC.match(limpio):
        mensaje = _("El BIC tiene 8 u 11 letras y números. Si no lo sabe, déjelo vacío.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("bic", mensaje)])
    return limpio


def oculto(iban: str) -> str:
    """An IBAN as lists show it: its country, its check digits and its last four."""
    return f"{iban[:4]} **** {iban[-4:]}"


@dato
class Traba:
    """A block in force: `clase`, who collects instead (`a_favor_de`: a Tercero, or nobody: the payment waits), up to how many euros.

    `tope`: in cents, None: whatever is owed. `desde`: the day from which it counts, for its rank.
    """

    id: UUID
    clase: str
    a_favor_de: UUID | None
    tope: int | None
    desde: date


@dato
class Destino:
    """Part of a payment: to whom (a Tercero; None: to who it is owed), how many cents, and the block that says so."""

    a_favor_de: UUID | None
    centimos: int
    traba_id: UUID | None


@dato
class Reparto:
    """How a payment goes out: its parts, and the blocks that do not let it out at all."""

    partes: tuple[Destino, ...]
    parado_por: tuple[UUID, ...]


# The order in which they reach a payment: what stops it whole first; between who bought the credit and who seized it, who came first
_RANGO = {"concurso": 0, "compensacion": 1, "cesion": 2, "embargo": 2}


def repartir(centimos: int, trabas: Sequence[Traba]) -> Reparto:
    """What becomes of a payment of so many cents under the blocks in force.

    One that redirects to nobody stops it whole, and Tesorería sees to it. The others take what they may, up to their limit, by kind and by
    the day from which they count; what is left is for who it is owed to.
    """
    parado = tuple(t.id for t in trabas if t.a_favor_de is None)
    if parado:
        return Reparto((), parado)
    partes, queda = list[Destino](), centimos
    for traba in sorted(trabas, key=lambda t: (_RANGO[t.clase], t.desde, t.id)):
        toma = queda if traba.tope is None else min(queda, traba.tope)
        if toma > 0:
            partes.append(Destino(traba.a_favor_de, toma, traba.id))
            queda -= toma
    if queda:
        partes.append(Destino(None, queda, None))
    return Reparto(tuple(partes), ())
