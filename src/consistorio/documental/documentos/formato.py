"""How values are written for people in documents: dates in full, times of the Peninsula, amounts with comma."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from django.utils.functional import Promise

from consistorio.nucleo.reloj import en_madrid
from consistorio.nucleo.tipos import Dir3, Importe, Nif
from consistorio.plataforma.calendario.textos import fecha_larga


def fecha_hora(momento: datetime) -> str:
    """`23 de noviembre de 2026, 23:58:04` in the legal time of the Peninsula. The instant must be aware."""
    return f"{fecha_larga(momento)}, {en_madrid(momento):%H:%M:%S}"


def para_plantilla(valor: object) -> object:
    """A value as templates receive it: JSON types; dates, instants and amounts written for people.

    Raises TypeError on what has no written form.
    """
    match valor:
        case Enum():
            return para_plantilla(valor.value)
        case None | bool() | int() | float() | str():
            return valor
        case datetime():
            return fecha_hora(valor)
        case date():
            return fecha_larga(valor)
        case UUID() | Importe() | Nif() | Dir3() | Promise():
            return str(valor)
        case Decimal():
            return str(valor).replace(".", ",")
        case Mapping():
            return {str(clave): para_plantilla(dato) for clave, dato in valor.items()}
        case list() | tuple():
            return [para_plantilla(dato) for dato in valor]
    msg = f"{type(valor).__name__} has no written form in a document"
    raise TypeError(msg)
