"""Finds who implements a port, as wired in `conf` (`CONSISTORIO_PUERTOS`: port name -> import path of a class or factory)."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

T = TypeVar("T")


def conectado(nombre: str, protocolo: type[T]) -> T:
    """The object wired to the port `nombre`; one per process.

    Each port's file offers a typed function over this one: `def segundo_factor() -> SegundoFactor: return
    conectado("segundo_factor", SegundoFactor)`. `protocolo` must be a `runtime_checkable` Protocol.
    Raises ImproperlyConfigured when nobody is wired or the object does not fit.
    """
    objeto = _crear(nombre)
    if not isinstance(objeto, protocolo):
        msg = f"what is wired to the port {nombre} does not implement {protocolo.__name__}"
        raise ImproperlyConfigured(msg)
    return objeto


@cache
def _crear(nombre: str) -> object:
    ruta = settings.CONSISTORIO_PUERTOS.get(nombre)
    if not ruta:
        msg = f"no implementation wired to the port {nombre} (CONSISTORIO_PUERTOS)"
        raise ImproperlyConfigured(msg)
    return import_string(ruta)()
