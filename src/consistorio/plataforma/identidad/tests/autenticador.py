"""A passkey made of software, which answers as a browser does: for tests without a browser, and to answer wrongly on purpose."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

FLAG = AuthenticatorData.FLAG


@dataclass
class Autenticador:
    """One credential. `contador` grows at each use; `verifica`: whether it asks for the PIN."""

    origen: str
    rp: str
    verifica: bool = True
    contador: int = 0
    clave: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def crear(self, opciones: Mapping[str, object]) -> str:
        """Answer to the options of a new passkey."""
        datos = self._cliente("webauthn.create", opciones)
        publica = ES256.from_cryptography_key(self.clave.public_key())  # type: ignore[no-untyped-call]
        credencial = AttestedCredentialData.create(bytes(16), self.id, publica)
        autenticador = AuthenticatorData.create(
            sha256(self.rp.encode()).digest(), self._banderas() | FLAG.AT, self.contador, credencial
        )
        objeto = AttestationObject.create("none", autenticador, {})
        return self._respuesta({"clientDataJSON": datos, "attestationObject": objeto})

    def usar(self, opciones: Mapping[str, object]) -> str:
        """Answer to the options of using it."""
        self.contador += 1
        datos = self._cliente("webauthn.get", opciones)
        autenticador = AuthenticatorData.create(sha256(self.rp.encode()).digest(), self._banderas(), self.contador)
        firma = self.clave.sign(autenticador + datos.hash, ec.ECDSA(hashes.SHA256()))
        return self._respuesta({"clientDataJSON": datos, "authenticatorData": autenticador, "signature": firma})

    def _banderas(self) -> AuthenticatorData.FLAG:
        return FLAG.UP | FLAG.UV if self.verifica else FLAG.UP

    def _cliente(self, tipo: str, opciones: Mapping[str, object]) -> CollectedClientData:
        dichas = opciones["publicKey"]
        assert isinstance(dichas, Mapping)
        contenido = {"type": tipo, "challenge": dichas["challenge"], "origin": self.origen, "crossOrigin": False}
        return CollectedClientData(json.dumps(contenido).encode())

    def _respuesta(self, campos: Mapping[str, bytes]) -> str:
        identificador = websafe_encode(self.id)
        response = {nombre: websafe_encode(valor) for nombre, valor in campos.items()}
        return json.dumps({"id": identificador, "rawId": identificador, "type": "public-key", "response": response})
