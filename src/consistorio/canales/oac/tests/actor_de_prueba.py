"""Puts an actor in every request, where the middleware of accesses would."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponseBase

from consistorio.nucleo.actor import Actor

ACTOR: ContextVar[Actor | None] = ContextVar("actor_de_prueba", default=None)


class ActorDePrueba:
    """Middleware of the tests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        setattr(request, "actor", ACTOR.get())  # noqa: B010
        return self.get_response(request)
