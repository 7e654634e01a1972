"""Passkeys of the staff (WebAuthn level 3) over the library fido2: what is asked of the browser and how its answer is judged.

Every challenge is for one account and one purpose, lives five minutes, serves once, and carries the hash of what it is for: an assertion
given to log in signs nothing, and one given for some documents does not sign others. The person is always verified (PIN or biometrics).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from fido2 import cbor
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialDescriptor,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.identidad.models import Cuenta, LlaveAcceso, RetoLlave

VIDA_DEL_RETO = timedelta(minutes=5)
PARA_ALTA, PARA_ENTRAR, PARA_CONFIRMAR = "alta", "entrar", "confirmar"
Opciones = Mapping[str, object]
_VERIFICADA = UserVerificationRequirement.REQUIRED
_AAGUID_NINGUNO = bytes(16)
_TAMANO_MAXIMO = 20_000


class RespuestaRechazada(ValueError):
    """The browser's answer does not prove what was asked."""


def pedir_alta(cuenta: Cuenta, *, maquina: Reloj) -> Opciones:
    """Options for making a new passkey of the account; those that it has already are excluded."""
    reto = _nuevo_reto(cuenta, PARA_ALTA, maquina)
    usuario = PublicKeyCredentialUserEntity(id=cuenta.id.bytes, name=cuenta.usuario, display_name=cuenta.usuario)
    pedido, _estado = _servidor().register_begin(
        usuario, _descriptores(cuenta), user_verification=_VERIFICADA, challenge=reto
    )
    return dict(pedido)


def pedir_uso(cuenta: Cuenta, para: str, *, maquina: Reloj) -> Opciones:
    """Options for using one of the account's passkeys for a purpose (one of ours, or the digest of what is approved)."""
    reto = _nuevo_reto(cuenta, para, maquina)
    pedido, _estado = _servidor().authenticate_begin(
        _descriptores(cuenta), user_verification=_VERIFICADA, challenge=reto
    )
    return dict(pedido)


def terminar_alta(cuenta: Cuenta, respuesta: str, *, maquina: Reloj) -> AttestedCredentialData:
    """Judge a new passkey; its challenge is consumed. Raises RespuestaRechazada."""
    datos = _leer(respuesta)
    try:
        reto = RegistrationResponse.from_dict(datos).response.client_data.challenge
        _consumir(cuenta, PARA_ALTA, reto, maquina)
        credencial = _servidor().register_complete(_estado_de(reto), datos).credential_data
    except RespuestaRechazada:
        raise
    except Exception as error:  # the library raises whatever its parsers do with bytes that anybody may send
        raise RespuestaRechazada(type(error).__name__) from error
    if credencial is None:
        raise RespuestaRechazada("no credential")
    return credencial


def comprobar(cuenta: Cuenta, respuesta: str, *, para: str, maquina: Reloj) -> LlaveAcceso:
    """Judge an assertion for a purpose; its challenge is consumed and the passkey's counter moves on.

    A counter that does not grow means that the passkey was copied: it is refused (WebAuthn §7.2.22). Raises RespuestaRechazada.
    """
    datos = _leer(respuesta)
    llaves = {bytes(llave.credencial): llave for llave in cuenta.llaves.select_for_update()}
    try:
        leida = AuthenticationResponse.from_dict(datos)
        reto = leida.response.client_data.challenge
        _consumir(cuenta, para, reto, maquina)
        usada = _servidor().authenticate_complete(
            _estado_de(reto), [_credencial(uno) for uno in llaves.values()], datos
        )
        contador = leida.response.authenticator_data.counter
    except RespuestaRechazada:
        raise
    except Exception as error:  # as above
        raise RespuestaRechazada(type(error).__name__) from error
    llave = llaves[usada.credential_id]
    if (contador or llave.contador) and contador <= llave.contador:
        raise RespuestaRechazada("the counter does not grow")
    llave.contador, llave.usada_el = contador, maquina.ahora()
    llave.save(update_fields=["contador", "usada_el"])
    return llave


def guardar(cuenta: Cuenta, credencial: AttestedCredentialData, nombre: str, *, contador: int = 0) -> LlaveAcceso:
    """Write a passkey that was judged good."""
    return LlaveAcceso.objects.create(
        cuenta=cuenta,
        nombre=nombre,
        credencial=credencial.credential_id,
        publica=cbor.encode(dict(credencial.public_key)),
        contador=contador,
    )


def _servidor() -> Fido2Server:
    sede = urlsplit(settings.CONSISTORIO_SEDE_URL)
    entidad = PublicKeyCredentialRpEntity(id=sede.hostname or "", name=settings.CONSISTORIO_ENTIDAD["nombre"])
    origen = f"{sede.scheme}://{sede.netloc}"
    return Fido2Server(
        entidad, attestation=AttestationConveyancePreference.NONE, verify_origin=lambda dicho: dicho == origen
    )


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


def _estado_de(reto: bytes) -> dict[str, object]:
    """What fido2 calls the state: we keep the challenge in our own table."""
    return {"challenge": websafe_encode(reto), "user_verification": _VERIFICADA}


def _leer(respuesta: str) -> dict[str, object]:
    try:
        datos = json.loads(respuesta) if len(respuesta) <= _TAMANO_MAXIMO else None
    except ValueError:
        datos = None
    if not isinstance(datos, dict):
        raise RespuestaRechazada("not an object")
    return datos


def _descriptores(cuenta: Cuenta) -> list[PublicKeyCredentialDescriptor]:
    ids = cuenta.llaves.values_list("credencial", flat=True)
    return [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes(uno)) for uno in ids]


def _credencial(llave: LlaveAcceso) -> AttestedCredentialData:
    publica = cbor.decode(bytes(llave.publica))
    if not isinstance(publica, Mapping):
        raise RespuestaRechazada("what is kept is no key")
    return AttestedCredentialData.create(_AAGUID_NINGUNO, bytes(llave.credencial), CoseKey.parse(publica))


def de_la_cuenta(cuenta_id: UUID) -> list[LlaveAcceso]:
    """The account's passkeys, the oldest first."""
    return list(LlaveAcceso.objects.filter(cuenta_id=cuenta_id).order_by("creada_el"))


def tiene_llave(actor: Actor) -> bool:
    """Whether who works in this session has a passkey to offer."""
    return LlaveAcceso.objects.filter(cuenta__sesiones__id=actor.sesion).exists() if actor.sesion else False
