"""Puts an actor in every request, where the middleware of accesses would."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponseBase

from consistorio.nucleo.actor import Actor


class ActorDePrueba:
    """Middleware of the tests: everybody is `actor`, in every thread."""

    actor: ClassVar[Actor | None] = None

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        setattr(request, "actor", self.actor)  # noqa: B010
        return self.get_response(request)
