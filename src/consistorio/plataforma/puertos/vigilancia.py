"""Conversations over HTTP that end within a bound, however the other side drips its answer."""

from __future__ import annotations

import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from consistorio.plataforma.puertos.limite import Limite


class _Adaptador(HTTPAdapter):
    """Has its connections watched, those through a proxy too."""

    def __init__(self, limite: Limite) -> None:
        self._limite = limite
        super().__init__()

    def get_connection_with_tls_context(self, *args: Any, **opciones: Any) -> Any:
        """The pool from which the request takes its connection."""
        fondo = super().get_connection_with_tls_context(*args, **opciones)
        limite, clase = self._limite, fondo.ConnectionCls

        class Vigilada(clase):  # type: ignore[misc, valid-type]  # of HTTP or of HTTPS
            def _new_conn(self) -> socket.socket:
                return limite.vigilar(super()._new_conn())

        fondo.ConnectionCls = Vigilada
        return fondo


def sesion_vigilada(limite: Limite) -> requests.Session:
    """One that serves for a request: who is asked once in a while keeps no connection."""
    sesion = requests.Session()
    for esquema in ("http://", "https://"):
        sesion.mount(esquema, _Adaptador(limite))
    return sesion
