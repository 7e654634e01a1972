"""WebAuthn level 3 over the library fido2: what is asked of the browser and how its answer is judged. Slow to load: imported where it
is used. Challenges, purposes and what is kept are of `llaves`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

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

from consistorio.plataforma.identidad.llaves import Opciones, RespuestaRechazada
from consistorio.plataforma.identidad.models import Cuenta, LlaveAcceso

_VERIFICADA = UserVerificationRequirement.REQUIRED
_AAGUID_NINGUNO = bytes(16)
Consumir = Callable[[bytes], None]


def opciones_de_alta(cuenta: Cuenta, reto: bytes) -> Opciones:
    """For making a new passkey; those that the account has already are excluded."""
    usuario = PublicKeyCredentialUserEntity(id=cuenta.id.bytes, name=cuenta.usuario, display_name=cuenta.usuario)
    pedido, _estado = _servidor().register_begin(
        usuario, _descriptores(cuenta), user_verification=_VERIFICADA, challenge=reto
    )
    return dict(pedido)


def opciones_de_uso(cuenta: Cuenta, reto: bytes) -> Opciones:
    """For using one of the account's passkeys."""
    pedido, _estado = _servidor().authenticate_begin(
        _descriptores(cuenta), user_verification=_VERIFICADA, challenge=reto
    )
    return dict(pedido)


def juzgar_alta(datos: Mapping[str, object], consumir: Consumir) -> tuple[bytes, bytes]:
    """Identifier and public key (COSE) of a new passkey. `consumir` spends the challenge. Raises RespuestaRechazada."""
    try:
        reto = RegistrationResponse.from_dict(datos).response.client_data.challenge
        consumir(reto)
        credencial = _servidor().register_complete(_estado_de(reto), datos).credential_data
    except RespuestaRechazada:
        raise
    except Exception as error:  # the library raises whatever its parsers do with bytes that anybody may send
        raise RespuestaRechazada(type(error).__name__) from error
    if credencial is None:
        raise RespuestaRechazada("no credential")
    return credencial.credential_id, cbor.encode(dict(credencial.public_key))


def juzgar_uso(datos: Mapping[str, object], llaves: Sequence[LlaveAcceso], consumir: Consumir) -> tuple[bytes, int]:
    """Identifier of the passkey that answered, and its counter. `consumir` spends the challenge. Raises RespuestaRechazada."""
    try:
        leida = AuthenticationResponse.from_dict(datos)
        reto = leida.response.client_data.challenge
        consumir(reto)
        usada = _servidor().authenticate_complete(_estado_de(reto), [_credencial(uno) for uno in llaves], datos)
        return usada.credential_id, leida.response.authenticator_data.counter
    except RespuestaRechazada:
        raise
    except Exception as error:  # as above
        raise RespuestaRechazada(type(error).__name__) from error


def _servidor() -> Fido2Server:
    sede = urlsplit(settings.CONSISTORIO_SEDE_URL)
    entidad = PublicKeyCredentialRpEntity(id=sede.hostname or "", name=settings.CONSISTORIO_ENTIDAD["nombre"])
    origen = f"{sede.scheme}://{sede.netloc}"
    return Fido2Server(
        entidad, attestation=AttestationConveyancePreference.NONE, verify_origin=lambda dicho: dicho == origen
    )


def _estado_de(reto: bytes) -> dict[str, object]:
    """What fido2 calls the state: we keep the challenge in our own table."""
    return {"challenge": websafe_encode(reto), "user_verification": _VERIFICADA}


def _descriptores(cuenta: Cuenta) -> list[PublicKeyCredentialDescriptor]:
    ids = cuenta.llaves.values_list("credencial", flat=True)
    return [PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=bytes(uno)) for uno in ids]


def _credencial(llave: LlaveAcceso) -> AttestedCredentialData:
    publica = cbor.decode(bytes(llave.publica))
    if not isinstance(publica, Mapping):
        raise RespuestaRechazada("what is kept is no key")
    return AttestedCredentialData.create(_AAGUID_NINGUNO, bytes(llave.credencial), CoseKey.parse(publica))
