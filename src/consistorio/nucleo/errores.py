"""The errors of the domain: what happened, in words for people, and what to do. Views never invent them."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from consistorio.nucleo.dato import dato


@dato
class Problema:
    """One thing wrong with what was sent. `campo` names the place ("" when it concerns the whole)."""

    campo: str
    mensaje: str


class ErrorDominio(Exception):
    """Base of the errors that people read. `estado_http` is what a door over HTTP answers.

    `presentado`: what they are told of what was filed, when it is not that nothing was.
    """

    estado_http = 400

    def __init__(
        self, mensaje: str, *, que_hacer: str = "", problemas: Sequence[Problema] = (), presentado: str = ""
    ) -> None:
        super().__init__(mensaje)
        self.mensaje = mensaje
        self.que_hacer = que_hacer
        self.presentado = presentado
        self.problemas: tuple[Problema, ...] = tuple(problemas)

    @property
    def entero(self) -> str:
        """What happened and what to do, without each problem: what a page says above its fields."""
        return f"{self.mensaje} {self.que_hacer}".strip()

    def __str__(self) -> str:
        partes = [self.mensaje, *(f"{p.campo}: {p.mensaje}" if p.campo else p.mensaje for p in self.problemas)]
        if self.que_hacer:
            partes.append(self.que_hacer)
        return " ".join(partes)


class NoPermitido(ErrorDominio):
    """The actor may not do this."""

    estado_http = 403


class NoEncontrado(ErrorDominio):
    """It does not exist, or the actor may not know that it exists."""

    estado_http = 404


class Conflicto(ErrorDominio):
    """It contradicts something that already stands: a key used for other content, a number taken, an older version."""

    estado_http = 409


class HayQueVolverAMirar(Conflicto):
    """What somebody accepted is not what they saw any more: it changed meanwhile, perhaps in another window of theirs."""


class FaseIncompatible(Conflicto):
    """The procedure does not allow this act in the phase where the case is."""


class DatosIncorrectos(ErrorDominio):
    """What was sent cannot be taken; `problemas` lists every reason. Nothing was written."""

    estado_http = 422


class DemasiadosIntentos(ErrorDominio):
    """Too many attempts in a short time."""

    estado_http = 429


class ServicioNoDisponible(ErrorDominio):
    """Something outside (time stamps, revocation, mail, identity) does not answer."""

    estado_http = 503


def lugar_de(error: BaseException) -> str:
    """Class of an error and where it came up, for a log: never its message, which may carry data."""
    pila = traceback.extract_tb(error.__traceback__)
    donde = f"{pila[-1].filename}:{pila[-1].lineno}" if pila else "nowhere"
    return f"{type(error).__name__} at {donde}"
