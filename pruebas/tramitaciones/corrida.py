"""Many cases in one town, each undone before the next."""

from __future__ import annotations

import time
from collections import Counter
from random import Random

from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.tramitacion.catalogo.tamanos import MODELADO, SIMPLIFICADO
from consistorio.tramitacion.motor.models import Plazo, Terminacion
from pruebas.simulador import actos
from pruebas.simulador.villa import abierta, deshecha

from .caso import VUELTAS, NoAcaba, Partida
from .juez import faltas, faltas_al_final
from .pueblo import DE_LAS_AREAS, sembrar


def jugar_varios(numeros: list[int], *, semilla: int, limite: float, contando: bool) -> dict[str, Counter[str]]:
    """Sow a town and play these cases in it. All of them are even, or odd."""
    cuenta: dict[str, Counter[str]] = {}
    with abierta(sembrar(SIMPLIFICADO if numeros[0] % 2 else MODELADO)):
        for numero in numeros:
            if time.monotonic() > limite:
                break
            with deshecha():
                partida, mal = _jugar(semilla, numero)
                _contar(cuenta, partida, numero)
            if contando:
                print("\n".join(partida.diario), flush=True)
            if mal:
                cuenta.setdefault("fallos", Counter())[f"{semilla}:{numero}"] += 1
                otra_vez = f"python -m pruebas.tramitaciones --semilla {semilla} --solo {numero}"
                print(f"caso {numero}, {partida.procedimiento}: {mal}\n    otra vez: {otra_vez}", flush=True)
    actos.olvidar()
    return cuenta


def _jugar(semilla: int, numero: int) -> tuple[Partida, str]:
    azar = Random(f"{semilla}:{numero}")
    partida = Partida(azar, DE_LAS_AREAS[numero // 2 % len(DE_LAS_AREAS)])
    try:
        partida.empezar()
        for _vuelta in range(VUELTAS):
            if not partida.vuelta():
                break
            if mal := list(faltas(partida)):
                return partida, "; ".join(mal)
        return partida, "; ".join(faltas_al_final(partida))
    except NoAcaba as error:
        return partida, str(error)
    except Exception as error:  # whatever stops a case is told with its seed
        return partida, f"it broke after {partida.diario[-3:]}: {error!r}"


def _contar(cuenta: dict[str, Counter[str]], partida: Partida, numero: int) -> None:
    cuenta.setdefault("procedimientos", Counter())[partida.procedimiento] += 1
    cuenta.setdefault("tamanos", Counter())[SIMPLIFICADO if numero % 2 else MODELADO] += 1
    cuenta.setdefault("actos", Counter()).update(_sin_dias(partida.hechos))
    cuenta.setdefault("sentidos", Counter()).update(
        Resolucion.objects.filter(estado="firmada").values_list("sentido", flat=True)
    )
    cuenta.setdefault("terminaciones", Counter()).update(
        Terminacion.objects.filter(estado="aceptada").values_list("clase", flat=True)
    )
    silencios = Plazo.objects.exclude(silencio_el=None).values_list("silencio", flat=True)
    cuenta.setdefault("silencios", Counter()).update(silencios)


def _sin_dias(hechos: Counter[str]) -> Counter[str]:
    return Counter({que: veces for que, veces in hechos.items() if not que.startswith("pasan ")})
