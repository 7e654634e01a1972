"""What a room is: who may do each of its acts and when, what each leaves written, and what the database says of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from random import Random
from typing import ClassVar
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.servicios.tests.escenario import RelojDePrueba
from pruebas.simulador import ojos
from pruebas.simulador.modelo import CIUDADANIA, DE_FUERA, Modelo

CUANTOS = 6


class Sala(ABC):
    """A room. `ACTOS`: who may ever do each; `SENTIDOS`: in how many ways; `DEJA`: what an act that is refused may leave behind.

    Its dictionaries are copied with the model before each sequence. `casos`: those that are its own.
    """

    ACTOS: ClassVar[dict[str, tuple[str, ...]]]
    SENTIDOS: ClassVar[dict[str, tuple[str, ...]]] = {}
    DEJA: ClassVar[frozenset[str]] = frozenset()

    def __init__(self) -> None:
        self.casos: list[str] = []

    @abstractmethod
    def sembrar(self, reloj: RelojDePrueba) -> None:
        """What it begins with."""

    @abstractmethod
    def previsto(self, acto: str, sentido: str, cuanto: int, modelo: Modelo) -> bool | None:
        """Whether it must be taken of who may do it; None: nothing is said of it, and it is not tried."""

    @abstractmethod
    def actuar(self, acto: str, quien: Actor, reloj: RelojDePrueba, sentido: str, cuanto: int) -> object:
        """The real action."""

    @abstractmethod
    def hecho(self, acto: str, sentido: str, cuanto: int, dado: object, modelo: Modelo) -> None:
        """It was taken."""

    def al_dia(self, modelo: Modelo) -> None:  # noqa: B027 - most rooms wait for no job
        """What jobs have done since is noted as it is seen."""

    @abstractmethod
    def visto(self) -> dict[str, object]:
        """What the database says."""

    @abstractmethod
    def dicho(self) -> dict[str, object]:
        """What it has to say."""

    def fallos(self) -> list[str]:
        """What is not as it has to be."""
        visto, dicho = self.visto(), self.dicho()
        return [
            f"{que} is {visto.get(que)}, and should be {dicho.get(que)}"
            for que in sorted({*visto, *dicho})
            if visto.get(que) != dicho.get(que)
        ]

    def sortear(self, azar: Random, modelo: Modelo) -> tuple[str, str, str, int]:
        """An act, who does it, how, and with which of a few numbers: four times of five one that may be done."""
        todos = [(acto, sentido) for acto in sorted(self.ACTOS) for sentido in self.SENTIDOS.get(acto, ("",))]
        cuanto = azar.randrange(CUANTOS)
        posibles = [uno for uno in todos if self.previsto(*uno, cuanto, modelo)]
        acto, sentido = azar.choice(posibles if posibles and azar.random() < 0.8 else todos)
        quien = azar.choice(self.ACTOS[acto])
        if azar.random() < 0.1:
            quien = azar.choice([uno for uno in (*DE_FUERA, *CIUDADANIA) if uno not in self.ACTOS[acto]])
        return acto, quien, sentido, cuanto


def ultimo_acto(caso: str, *clases: str) -> tuple[str, str] | None:
    """The class and the state of the last act of a case, of those classes."""
    orden = """SELECT clase, estado FROM motor_actotramite WHERE expediente_id = %s AND clase = ANY(%s)
        ORDER BY dictado_el DESC, id DESC LIMIT 1"""
    filas = ojos.consultar(orden, caso, list(clases))
    return (str(filas[0][0]), str(filas[0][1])) if filas else None


def uno(orden: str, *valores: object) -> object:
    """The only value that a question answers."""
    filas = ojos.consultar(orden, *valores)
    return filas[0][0] if filas else None


def identificador(texto: str) -> UUID:
    """As the house writes it."""
    return UUID(texto)
