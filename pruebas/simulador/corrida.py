"""Many sequences in one town; a difference is cut down to the shortest list of acts that still shows it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace
from random import Random

from . import actos, averias
from .accesos import Fuera
from .cuenta import Cuenta
from .juego import Diferencia, Partida, Siembra
from .paso import Paso
from .siembra import sembrar
from .villa import abierta, deshecha

ACTOS_POR_SECUENCIA = (4, 13)
CON_SELLOS_DE_TIEMPO = 0.1  # each token costs as much as several acts
CON_AVERIAS = 0.75
EN_UNA_SALA = 0.5
ACTOS_EN_UNA_SALA = (12, 26)  # each waits for signatures and jobs
FRECUENCIA = 0.35


@dataclass
class Secuencia:
    """What was done, and how it ended: `diferencia` is empty when the town was what it should."""

    pasos: list[Paso]
    dado: list[str]
    diferencia: str
    lentos: bool
    actos: Counter[str]


def jugar(siembra: Siembra, fuera: Fuera, *, semilla: int, numero: int, pasos: list[Paso] | None = None) -> Secuencia:
    """Play one sequence of a seed, or these acts in its place, and undo it."""
    azar = Random(f"{semilla}:{numero}")
    lentos, cuantos = azar.random() < CON_SELLOS_DE_TIEMPO, azar.randrange(*ACTOS_POR_SECUENCIA)
    frecuencia = FRECUENCIA if azar.random() < CON_AVERIAS else 0.0
    sala = azar.choice(sorted(siembra.modelo.salas)) if azar.random() < EN_UNA_SALA else ""
    cuantos = azar.randrange(*ACTOS_EN_UNA_SALA) if sala else cuantos
    dados: list[Paso] = []
    diferencia = ""
    with deshecha():
        partida = Partida(siembra, fuera, lentos=lentos, sala=sala)
        try:
            for n in range(cuantos if pasos is None else len(pasos)):
                paso = partida.sortear(azar, frecuencia) if pasos is None else pasos[n]
                dados.append(paso)
                partida.dar(paso)
            partida.converger()
        except Diferencia as error:
            diferencia = str(error)
        except Exception as error:  # whatever stops an act is told with its seed
            diferencia = f"it broke: {error!r}"
        finally:
            averias.MANDO.desarmar()
    return Secuencia(dados, partida.dado, diferencia, lentos, partida.actos)


def recortar(siembra: Siembra, fuera: Fuera, entera: Secuencia, *, semilla: int, numero: int) -> Secuencia:
    """Fewer acts, and fewer of them with faults, that still end in a difference."""
    corta = entera
    for n in reversed(range(len(entera.pasos))):
        for pasos in _sin(corta.pasos, n):
            otra = jugar(siembra, fuera, semilla=semilla, numero=numero, pasos=pasos)
            if otra.diferencia:
                corta = otra
                break
    return corta


def _sin(pasos: list[Paso], n: int) -> list[list[Paso]]:
    """Without that act; then with it and no fault in it."""
    if n >= len(pasos):
        return []
    menos = [[*pasos[:n], *pasos[n + 1 :]]]
    if pasos[n].averias >= 0:
        menos.append([*pasos[:n], replace(pasos[n], averias=-1), *pasos[n + 1 :]])
    return menos


def contar(corta: Secuencia, *, semilla: int, numero: int) -> str:
    """What to print of a difference."""
    hechos = [*corta.dado, *(str(p) for p in corta.pasos[len(corta.dado) :])]
    lineas = "\n    ".join(hechos)
    return (
        f"semilla {semilla}, secuencia {numero}: {corta.diferencia}\n    {lineas}\n"
        f"    otra vez: python -m pruebas.simulador --semilla {semilla} --solo {numero}"
    )


def jugar_varias(numeros: list[int], *, semilla: int, limite: float, contando: bool) -> Cuenta:
    """Sow a town and play these sequences in it."""
    cuenta = Cuenta()
    with abierta() as fuera:
        siembra = sembrar(fuera)
        averias.MANDO.llamadas.clear()
        empieza = time.process_time()
        for numero in numeros:
            if time.monotonic() > limite:
                break
            una = jugar(siembra, fuera, semilla=semilla, numero=numero)
            cuenta.secuencias += 1
            cuenta.con_sellos += una.lentos
            cuenta.actos += una.actos
            if contando:
                print("\n".join(una.dado), flush=True)
            if una.diferencia:
                corta = recortar(siembra, fuera, una, semilla=semilla, numero=numero)
                cuenta.fallos.append(contar(corta, semilla=semilla, numero=numero))
                print(cuenta.fallos[-1], flush=True)
        cuenta.cpu = time.process_time() - empieza
        cuenta.averias, cuenta.llamadas = averias.MANDO.cuenta, averias.MANDO.llamadas
    actos.olvidar()
    return cuenta
