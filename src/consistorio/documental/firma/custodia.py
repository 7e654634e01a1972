"""Wrapping of employees' keys. Pure.

KEK = HKDF-SHA256(secret file ‖ second factor's secret, salt, employee): a copy of the database lacks the file, the file lacks both, and
each person's key opens with that person's factor alone. AES-256-GCM binds the key to its certificate and its holder.
"""

from __future__ import annotations

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consistorio.documental.firma.manos import Clave
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoPermitido
from consistorio.nucleo.textos import gettext as _

MINIMO_MATERIAL = 16


@dato
class ClaveEnvuelta:
    """A key that only opens with the file and the factor."""

    sal: bytes
    nonce: bytes
    cifrada: bytes


def envolver(clave: Clave, *, secreto: bytes, material: bytes, empleado: UUID, huella: str) -> ClaveEnvuelta:
    """Lock a key. Raises ValueError when the second factor's secret is shorter than 16 bytes."""
    claro = clave.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    sal, nonce = os.urandom(16), os.urandom(12)
    cifrada = AESGCM(_kek(secreto, material, sal, empleado)).encrypt(nonce, claro, huella.encode())
    return ClaveEnvuelta(sal, nonce, cifrada)


def desenvolver(envuelta: ClaveEnvuelta, *, secreto: bytes, material: bytes, empleado: UUID, huella: str) -> Clave:
    """Open a key. Raises NoPermitido when the factor is another one (renewed since) or the row was tampered with."""
    try:
        kek = _kek(secreto, material, envuelta.sal, empleado)
        claro = AESGCM(kek).decrypt(envuelta.nonce, envuelta.cifrada, huella.encode())
        # It was checked before it was wrapped and nobody has touched it since: checking it again takes longer than ten signatures
        clave = serialization.load_der_private_key(claro, None, unsafe_skip_rsa_key_validation=True)
    except (InvalidTag, ValueError) as error:
        raise NoPermitido(
            _("Su clave de firma no se puede abrir con su segundo factor actual."),
            que_hacer=_(
                "Si ha cambiado de teléfono o de aplicación de códigos, vuelva a guardar su certificado en «Su cuenta»."
            ),
        ) from error
    if not isinstance(clave, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise NoPermitido(_("Su clave de firma es de un tipo que no se admite."))
    return clave


def _kek(secreto: bytes, material: bytes, sal: bytes, empleado: UUID) -> bytes:
    if len(material) < MINIMO_MATERIAL or len(secreto) < MINIMO_MATERIAL:
        msg = "not enough secret to wrap a key"
        raise ValueError(msg)
    derivacion = HKDF(hashes.SHA256(), 32, sal, b"consistorio firma " + empleado.bytes)
    return derivacion.derive(len(secreto).to_bytes(2) + secreto + material)
