"""Passkeys of the staff: what is asked for, what it serves for and what is kept. `webauthn` speaks with the browser.

Every challenge is for one account and one purpose, lives five minutes, serves once, and carries the hash of what it is for: an assertion
given to log in signs nothing, and one given for some documents does not sign others. The person is always verified (PIN or biometrics).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.identidad.models import Cuenta, LlaveAcceso, RetoLlave

VIDA_DEL_RETO = timedelta(minutes=5)
PARA_ALTA, PARA_ENTRAR, PARA_CONFIRMAR = "alta", "entrar", "confirmar"
Opciones = Mapping[str, object]
_TAMANO_MAXIMO = 20_000


class RespuestaRechazada(ValueError):
    """The browser's answer does not prove what was asked."""


def pedir_alta(cuenta: Cuenta, *, maquina: Reloj) -> Opciones:
    """Options for making a new passkey of the account; those that it has already are excluded."""
    from consistorio.plataforma.identidad import webauthn  # slow to load

    return webauthn.opciones_de_alta(cuenta, _nuevo_reto(cuenta, PARA_ALTA, maquina))


def pedir_uso(cuenta: Cuenta, para: str, *, maquina: Reloj) -> Opciones:
    """Options for using one of the account's passkeys for a purpose (one of ours, or the digest of what is approved)."""
    from consistorio.plataforma.identidad import webauthn  # slow to load

    return webauthn.opciones_de_uso(cuenta, _nuevo_reto(cuenta, para, maquina))


def terminar_alta(cuenta: Cuenta, respuesta: str, *, maquina: Reloj) -> tuple[bytes, bytes]:
    """Judge a new passkey, whose identifier and public key are answered; its challenge is consumed. Raises RespuestaRechazada."""
    from consistorio.plataforma.identidad import webauthn  # slow to load

    return webauthn.juzgar_alta(_leer(respuesta), lambda reto: _consumir(cuenta, PARA_ALTA, reto, maquina))


def comprobar(cuenta: Cuenta, respuesta: str, *, para: str, maquina: Reloj) -> LlaveAcceso:
    """Judge an assertion for a purpose; its challenge is consumed and the passkey's counter moves on.

    A counter that does not grow means that the passkey was copied: it is refused (WebAuthn §7.2.22). Raises RespuestaRechazada.
    """
    from consistorio.plataforma.identidad import webauthn  # slow to load

    datos = _leer(respuesta)
    llaves = {bytes(llave.credencial): llave for llave in cuenta.llaves.select_for_update()}
    cual, contador = webauthn.juzgar_uso(
        datos, list(llaves.values()), lambda reto: _consumir(cuenta, para, reto, maquina)
    )
    llave = llaves[cual]
    if (contador or llave.contador) and contador <= llave.contador:
        raise RespuestaRechazada("the counter does not grow")
    llave.contador, llave.usada_el = contador, maquina.ahora()
    llave.save(update_fields=["contador", "usada_el"])
    return llave


def guardar(cuenta: Cuenta, credencial: bytes, publica: bytes, nombre: str) -> LlaveAcceso:
    """Write a passkey that was judged good."""
    return LlaveAcceso.objects.create(cuenta=cuenta, nombre=nombre, credencial=credencial, publica=publica, contador=0)


def _nuevo_reto(cuenta: Cuenta, para: str, maquina: Reloj) -> bytes:
    ahora = maquina.ahora()
    RetoLlave.objects.filter(cuenta=cuenta, caduca_el__lte=ahora).delete()
    reto = secrets.token_bytes(32) + sha256(para.encode()).digest()
    RetoLlave.objects.create(cuenta=cuenta, para=para, reto=reto, caduca_el=ahora + VIDA_DEL_RETO)
    return reto


def _consumir(cuenta: Cuenta, para: str, reto: bytes, maquina: Reloj) -> None:
    gastados, _detalle = RetoLlave.objects.filter(
        cuenta=cuenta, para=para, reto=reto, caduca_el__gt=maquina.ahora()
    ).delete()
    if not gastados or not secrets.compare_digest(reto[32:], sha256(para.encode()).digest()):
        raise RespuestaRechazada("unknown, used or expired challenge")


def _leer(respuesta: str) -> dict[str, object]:
    try:
        datos = json.loads(respuesta) if len(respuesta) <= _TAMANO_MAXIMO else None
    except ValueError:
        datos = None
    if not isinstance(datos, dict):
        raise RespuestaRechazada("not an object")
    return datos


def de_la_cuenta(cuenta_id: UUID) -> list[LlaveAcceso]:
    """The account's passkeys, the oldest first."""
    return list(LlaveAcceso.objects.filter(cuenta_id=cuenta_id).order_by("creada_el"))


def tiene_llave(actor: Actor) -> bool:
    """Whether who works in this session has a passkey to offer."""
    return LlaveAcceso.objects.filter(cuenta__sesiones__id=actor.sesion).exists() if actor.sesion else False
