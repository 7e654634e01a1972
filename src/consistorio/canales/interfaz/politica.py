"""Content security policy: strict for every page; a view that needs one more source says so beside itself."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")

BASE: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "connect-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-src": ("'self'",),
    "manifest-src": ("'self'",),
    "base-uri": ("'none'",),
    "frame-ancestors": ("'none'",),
    "object-src": ("'none'",),
}


def con_politica(
    **fuentes: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponseBase]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]
]:
    """Add sources to directives for one view: `@con_politica(form_action="https://idp.example")`, underscores for hyphens."""
    extra = {directiva.replace("_", "-"): tuple(valor.split()) for directiva, valor in fuentes.items()}

    def decorar(
        vista: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(vista)
        def envuelta(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            respuesta = vista(request, *args, **kwargs)
            anadir_fuentes(respuesta, extra)
            return respuesta

        return envuelta

    return decorar


def anadir_fuentes(respuesta: HttpResponseBase, fuentes: Mapping[str, tuple[str, ...]]) -> None:
    """Add sources to the policy of this response (for views that know the source only when they run)."""
    previas = dict(getattr(respuesta, "fuentes_csp", {}))
    for directiva, valores in fuentes.items():
        previas[directiva] = (*previas.get(directiva, ()), *valores)
    setattr(respuesta, "fuentes_csp", previas)  # noqa: B010  # read by the middleware of headers


def cabecera(extra: Mapping[str, tuple[str, ...]], *, testigo: str = "") -> str:
    """The value of Content-Security-Policy. With `testigo` (nonce) HTMX may run under its Trusted Types policy."""
    directivas = dict(BASE)
    if testigo:
        directivas["script-src"] = (*directivas["script-src"], f"'nonce-{testigo}'")
    for directiva, valores in extra.items():
        previas = tuple(v for v in directivas.get(directiva, ()) if v != "'none'")
        directivas[directiva] = (*previas, *valores)
    partes = [f"{directiva} {' '.join(valores)}" for directiva, valores in directivas.items()]
    partes += [
        "require-trusted-types-for 'script'",
        f"trusted-types {'htmx' if testigo else chr(39) + 'none' + chr(39)}",
    ]
    return "; ".join(partes)


def nuevo_testigo() -> str:
    """A nonce for one response: 128 random bits."""
    return secrets.token_urlsafe(16)
