"""Who does what on which fact, in the same transaction. Rooms subscribe by the fact's type, so that they import nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import Reloj


@dato
class HechoAnotado:
    """A fact just noted, as subscribers receive it. `datos` are its fields in canonical written form (UUIDs as text)."""

    tipo: str
    cadena: str
    seq: int
    momento: datetime
    datos: Mapping[str, object]
    hecho: object
    actor: Actor
    reloj: Reloj


Suscriptor = Callable[[HechoAnotado], None]
_SUSCRIPTORES: dict[str, list[Suscriptor]] = defaultdict(list)


def suscrito(*tipos: str) -> Callable[[Suscriptor], Suscriptor]:
    """Run the decorated function on every fact of these types, inside the transaction that notes it."""

    def registrar(funcion: Suscriptor) -> Suscriptor:
        for tipo in tipos:
            if funcion not in _SUSCRIPTORES[tipo]:
                _SUSCRIPTORES[tipo].append(funcion)
        return funcion

    return registrar


def suscriptores_de(tipo: str) -> tuple[Suscriptor, ...]:
    """Those subscribed to a type, in order of registration."""
    return tuple(_SUSCRIPTORES.get(tipo, ()))


def tipos_suscritos() -> frozenset[str]:
    """Every type that somebody is subscribed to (a test checks that each one is emitted)."""
    return frozenset(tipo for tipo, funciones in _SUSCRIPTORES.items() if funciones)
