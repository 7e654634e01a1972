"""Who does what on which fact, in the same transaction. Rooms subscribe by the fact's type, so that they import nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
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
SuscriptorDeVarios = Callable[[Sequence[HechoAnotado]], None]
_SUSCRIPTORES: dict[str, list[Suscriptor]] = defaultdict(list)
_DE_VARIOS: dict[str, list[SuscriptorDeVarios]] = defaultdict(list)


def suscrito(*tipos: str) -> Callable[[Suscriptor], Suscriptor]:
    """Run the decorated function on every fact of these types, inside the transaction that notes it."""

    def registrar(funcion: Suscriptor) -> Suscriptor:
        for tipo in tipos:
            if funcion not in _SUSCRIPTORES[tipo]:
                _SUSCRIPTORES[tipo].append(funcion)
        return funcion

    return registrar


def suscrito_a_varios(*tipos: str) -> Callable[[SuscriptorDeVarios], SuscriptorDeVarios]:
    """Run the decorated function once on all the facts of these types that are noted together, in their order, inside the transaction that
    notes them and after those subscribed to each: what follows many facts costs as many questions to the database as what follows one."""

    def registrar(funcion: SuscriptorDeVarios) -> SuscriptorDeVarios:
        for tipo in tipos:
            if funcion not in _DE_VARIOS[tipo]:
                _DE_VARIOS[tipo].append(funcion)
        return funcion

    return registrar


def suscriptores_de(tipo: str) -> tuple[Suscriptor, ...]:
    """Those subscribed to each fact of a type, in order of registration."""
    return tuple(_SUSCRIPTORES.get(tipo, ()))


def tandas_de(hechos: Sequence[HechoAnotado]) -> dict[SuscriptorDeVarios, list[HechoAnotado]]:
    """Those subscribed to many facts at once, each with those of its types."""
    tandas: dict[SuscriptorDeVarios, list[HechoAnotado]] = {}
    for hecho in hechos:
        for suscriptor in _DE_VARIOS.get(hecho.tipo, ()):
            tandas.setdefault(suscriptor, []).append(hecho)
    return tandas


def tipos_suscritos() -> frozenset[str]:
    """Every type that somebody is subscribed to (a test checks that each one is emitted)."""
    return frozenset(tipo for registro in (_SUSCRIPTORES, _DE_VARIOS) for tipo, todas in registro.items() if todas)
