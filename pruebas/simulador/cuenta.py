"""What was played, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Cuenta:
    """What was played."""

    secuencias: int = 0
    con_sellos: int = 0
    actos: Counter[str] = field(default_factory=Counter)
    averias: Counter[str] = field(default_factory=Counter)
    llamadas: Counter[str] = field(default_factory=Counter)
    fallos: list[str] = field(default_factory=list)
    cpu: float = 0.0


def sumar(cuentas: list[Cuenta]) -> Cuenta:
    """Those of all the processes."""
    total = Cuenta()
    for una in cuentas:
        total.secuencias += una.secuencias
        total.con_sellos += una.con_sellos
        total.actos += una.actos
        total.averias += una.averias
        total.llamadas += una.llamadas
        total.fallos += una.fallos
        total.cpu += una.cpu
    return total
