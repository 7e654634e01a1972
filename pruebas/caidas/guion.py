"""Who dies and when: all of it drawn from one seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

# How often each kind dies, out of their sum. `postgres`: the postmaster; `conexion`: one backend, which throws out all the others.
PESOS = {"escritor": 14, "trabajador": 12, "web": 5, "hijo_de_web": 3, "conexion": 6, "postgres": 8}


@dataclass(frozen=True)
class Muerte:
    """`tras`: how many entries have been acknowledged when it comes; `espera`: seconds more; `cual`: a number that picks one of its kind."""

    tras: int
    espera: float
    quien: str
    cual: int


def guion(semilla: int, *, asientos: int, muertes: int) -> Sequence[Muerte]:
    """The deaths, in order, spread over the whole run. Each kind dies at least once when there are deaths enough."""
    azar = random.Random(semilla)
    obligados = list(PESOS)[:muertes]
    resto = azar.choices(list(PESOS), list(PESOS.values()), k=muertes - len(obligados))
    quienes = obligados + resto
    azar.shuffle(quienes)
    momentos = sorted(azar.randrange(1, max(2, int(asientos * 0.97))) for _ in quienes)
    return [
        Muerte(tras, round(azar.uniform(0, 0.5), 3), quien, azar.randrange(10**6))
        for tras, quien in zip(momentos, quienes, strict=True)
    ]
