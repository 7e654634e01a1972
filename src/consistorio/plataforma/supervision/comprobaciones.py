"""Checks of health: what each one is and how a room registers its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import ErrorDominio


class Estado(StrEnum):
    """How something is. `aviso`: it works, and somebody should look; `mal`: it does not work."""

    BIEN = "bien"
    AVISO = "aviso"
    MAL = "mal"


@dato
class Hallazgo:
    """What a check found. `detalle` is for people and carries neither secrets nor personal data."""

    estado: Estado
    detalle: str


@dato
class Resultado:
    """A check that was done, and how long it took."""

    nombre: str
    estado: Estado
    detalle: str
    segundos: float


Prueba = Callable[[], Hallazgo]
_PRUEBAS: dict[str, Prueba] = {}


def comprobacion(nombre: str) -> Callable[[Prueba], Prueba]:
    """Register a check under a short Spanish name (`gettext_noop`: it is also its code). It must answer within a few seconds, whatever happens outside."""

    def registrar(prueba: Prueba) -> Prueba:
        _PRUEBAS[nombre] = prueba
        return prueba

    return registrar


def hacer_todas() -> list[Resultado]:
    """Do every registered check; one that raises is `mal`."""
    resultados = []
    for nombre, prueba in _PRUEBAS.items():
        empieza = time.monotonic()
        try:
            hallazgo = prueba()
        except ErrorDominio as error:
            hallazgo = Hallazgo(Estado.MAL, str(error))
        except Exception as error:
            hallazgo = Hallazgo(Estado.MAL, type(error).__name__)
        resultados.append(Resultado(nombre, hallazgo.estado, hallazgo.detalle, round(time.monotonic() - empieza, 3)))
    return resultados
