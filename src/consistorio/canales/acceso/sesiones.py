"""The browser's side of a session: what is kept in it, and where people come back to."""

from __future__ import annotations

import time
from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from consistorio.nucleo.actor import Actor, Nivel
from consistorio.plataforma.identidad.models import Cuenta, Sesion
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE

CLAVE = "sesion_id"
PETICION = "peticion_acceso"
CUENTA = "cuenta_sin_segundo_factor"
VUELTA = "vuelta_empleados"
APARATO = "segundo_factor_visto"
MINUTOS_ENTRE_PASOS = 10
ACCESO = Actor.sistema("acceso", IDENTIFICARSE)


def abrir(request: HttpRequest, sesion: Sesion) -> None:
    """Tie the browser to a session, under a new key so that none fixed before serves."""
    request.session.flush()
    request.session[CLAVE] = str(sesion.id)
    request.session.cycle_key()


def cuenta_pendiente(request: HttpRequest) -> Cuenta | None:
    """The account whose password was right in this browser some minutes ago, still active."""
    guardado = request.session.get(CUENTA)
    if not isinstance(guardado, list) or time.time() - float(guardado[1]) > MINUTOS_ENTRE_PASOS * 60:
        return None
    return Cuenta.objects.filter(id=UUID(str(guardado[0])), activa=True).first()


def destino(texto: str, *, por_defecto: str) -> str:
    """Where to go after identifying: a path of this site, never another site's address."""
    if texto.startswith("/") and url_has_allowed_host_and_scheme(texto, allowed_hosts=None):
        return texto
    return por_defecto


def nivel_pedido(texto: str) -> Nivel:
    """The level named in an address (`bajo`, `sustancial`, `alto`); BAJO when it says nothing sensible."""
    return {"sustancial": Nivel.SUSTANCIAL, "alto": Nivel.ALTO}.get(texto.lower(), Nivel.BAJO)


def uuid_o_nada(texto: str) -> UUID | None:
    """A UUID read from an address, or None."""
    try:
        return UUID(texto)
    except ValueError:
        return None
