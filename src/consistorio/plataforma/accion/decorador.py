"""The decorator that every use case carries."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import connections, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoPermitido
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.base.villa import alias_actual

P = ParamSpec("P")
R = TypeVar("R")


@dato
class Declaracion:
    """What an action says of itself: the facts it may emit (types), who may, and on which legal ground."""

    nombre: str
    eventos: tuple[str, ...]
    permiso: str
    norma: str
    funcion: Callable[..., object]


ACCIONES: dict[str, Declaracion] = {}
_AL_FINAL: ContextVar[Callable[[object], object] | None] = ContextVar("al_final", default=None)


@contextmanager
def con_ella(anotar: Callable[[object], object]) -> Iterator[None]:
    """What the next action called inside writes is written together with `anotar`, or not at all: it runs last, in the same transaction, with what the action answers.

    For a job that does one thing of a list: a worker that dies leaves it done and noted, or neither. What `anotar` raises undoes the act. One inside another: both, the inner first.
    """
    de_fuera = _AL_FINAL.get()

    def las_dos(hecho: object) -> None:
        anotar(hecho)
        if de_fuera is not None:
            de_fuera(hecho)

    marca = _AL_FINAL.set(las_dos)
    try:
        yield
    finally:
        _AL_FINAL.reset(marca)


def _anotar_con_ella(hecho: object) -> None:
    anotar = _AL_FINAL.get()
    if anotar is not None:
        anotar(hecho)


def accion(*eventos: str, permiso: str, norma: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: outermost transaction (durable), permission checked first, declared in `ACCIONES`.

    `eventos`: types of the facts that it emits, at least one. The function takes the keyword `actor`.
    Raises (when called) NoPermitido without the permission, which is noted in the access log; RuntimeError when called
    inside another transaction, because what is composed are operations.
    """
    if not eventos or not permiso or not norma:
        msg = "an action declares at least one fact, a permission and a legal ground"
        raise ValueError(msg)

    def decorar(funcion: Callable[P, R]) -> Callable[P, R]:
        parametro = inspect.signature(funcion).parameters.get("actor")
        if parametro is None or parametro.kind is not inspect.Parameter.KEYWORD_ONLY:
            msg = f"{funcion.__qualname__}: an action takes the keyword-only argument `actor`"
            raise TypeError(msg)
        nombre = f"{funcion.__module__}.{funcion.__qualname__}"

        @functools.wraps(funcion)
        def envuelta(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = kwargs.get("actor")
            if not isinstance(actor, Actor):
                msg = f"{nombre} needs actor=Actor"
                raise TypeError(msg)
            exigir_permiso(actor, permiso, para=eventos[0])
            with transaction.atomic(durable=True, using=alias_actual()):
                resultado = funcion(*args, **kwargs)
                _anotar_con_ella(resultado)
                return resultado

        ACCIONES[nombre] = Declaracion(nombre, eventos, permiso, norma, envuelta)
        return envuelta

    return decorar


def exigir_permiso(actor: Actor, permiso: str, *, para: str) -> None:
    """What every action asks first, for those that prepare something before their transaction opens.

    `para`: type of the fact that was going to be noted. Raises NoPermitido; the attempt is noted in the access log.
    """
    if actor.puede(permiso):
        return
    registrar_acceso(actor, que="accion", objeto_id=para, motivo=permiso, permitido=False)
    raise NoPermitido(
        _("No tiene permiso para hacer esto."),
        que_hacer=_("Si lo necesita en su puesto, pídalo a quien administra los permisos de su área."),
    )


def exigir_transaccion() -> None:
    """Assert that an operation runs inside somebody's open transaction. Raises RuntimeError."""
    if not connections[alias_actual()].in_atomic_block:
        msg = "operations run inside an action's transaction"
        raise RuntimeError(msg)
