"""The hands that sign: whoever holds a private key and can apply it, in software or in a device.

Every signature format (PAdES, CAdES, XAdES, RFC 3161) asks the same of a hand: its certificate, its chain and the signature
over some bytes with SHA-256. Keys are parsed once, when the hand is made.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.textos import gettext as _


class Algoritmo(Enum):
    """How a hand signs. The value is the signature's URI in XML (RFC 6931)."""

    RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
    ECDSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"


class Mano(Protocol):
    """Something that signs in the name of the holder of a certificate."""

    @property
    def certificado(self) -> x509.Certificate:
        """The signer's certificate."""
        ...

    @property
    def cadena(self) -> tuple[x509.Certificate, ...]:
        """The issuers from the signer's upwards, the root possibly left out."""
        ...

    @property
    def algoritmo(self) -> Algoritmo:
        """How it signs."""
        ...

    def firmar(self, datos: bytes) -> bytes:
        """The signature over `datos` (hashed here with SHA-256); ECDSA in DER. Raises ServicioNoDisponible in a device's absence."""
        ...


Clave = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class ManoSoftware:
    """A key in memory."""

    certificado: x509.Certificate
    cadena: tuple[x509.Certificate, ...]
    clave: Clave = field(repr=False)

    @property
    def algoritmo(self) -> Algoritmo:
        """RSA PKCS#1 v1.5 or ECDSA, with SHA-256."""
        return Algoritmo.RSA_SHA256 if isinstance(self.clave, rsa.RSAPrivateKey) else Algoritmo.ECDSA_SHA256

    def firmar(self, datos: bytes) -> bytes:
        """The signature over `datos`."""
        if isinstance(self.clave, rsa.RSAPrivateKey):
            return self.clave.sign(datos, padding.PKCS1v15(), hashes.SHA256())
        return self.clave.sign(datos, ec.ECDSA(hashes.SHA256()))


def algoritmo_de(certificado: x509.Certificate) -> Algoritmo:
    """How the key of a certificate signs here. Raises DatosIncorrectos on keys that are neither RSA nor elliptic."""
    clave = certificado.public_key()
    if isinstance(clave, rsa.RSAPublicKey):
        return Algoritmo.RSA_SHA256
    if isinstance(clave, ec.EllipticCurvePublicKey):
        return Algoritmo.ECDSA_SHA256
    raise DatosIncorrectos(_("El certificado usa un tipo de clave que no se admite: debe ser RSA o de curva elíptica."))


def mano_de_p12(contenido: bytes, contrasena: str) -> ManoSoftware:
    """A hand from a PKCS#12 file. Raises DatosIncorrectos when the password or the content does not serve."""
    try:
        clave, certificado, otros = pkcs12.load_key_and_certificates(contenido, contrasena.encode() or None)
    except ValueError as error:
        raise DatosIncorrectos(
            _("No se puede abrir el fichero del certificado."),
            que_hacer=_("Compruebe que es un fichero .p12 o .pfx y que la contraseña es la suya."),
        ) from error
    except UnsupportedAlgorithm as error:
        raise DatosIncorrectos(
            _("El fichero del certificado usa un cifrado antiguo que no se admite."),
            que_hacer=_("Vuelva a exportarlo desde su navegador o sistema con cifrado AES de 256 bits."),
        ) from error
    if certificado is None or not isinstance(clave, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise DatosIncorrectos(_("El fichero no contiene un certificado con su clave privada."))
    return ManoSoftware(certificado, ordenar_cadena(certificado, otros), clave)


def mano_de_pem(
    clave_pem: bytes, certificado_pem: bytes, cadena_pem: bytes = b"", contrasena: bytes | None = None
) -> ManoSoftware:
    """A hand from PEM texts. Raises DatosIncorrectos."""
    clave = serialization.load_pem_private_key(clave_pem, contrasena)
    if not isinstance(clave, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise DatosIncorrectos(_("La clave no es RSA ni de curva elíptica."))
    certificado = x509.load_pem_x509_certificate(certificado_pem)
    otros = x509.load_pem_x509_certificates(cadena_pem) if cadena_pem.strip() else []
    return ManoSoftware(certificado, ordenar_cadena(certificado, otros), clave)


def ordenar_cadena(certificado: x509.Certificate, otros: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Those of `otros` that issued `certificado`, upwards, in order, each once."""
    cadena: list[x509.Certificate] = []
    actual = certificado
    while actual.issuer != actual.subject:
        emisor = next((c for c in otros if c.subject == actual.issuer and c not in cadena), None)
        if emisor is None:
            break
        cadena.append(emisor)
        actual = emisor
    return tuple(cadena)


def huella(certificado: x509.Certificate) -> str:
    """SHA-256 of the certificate's DER, in hex: its name in our tables."""
    return hashlib.sha256(certificado.public_bytes(serialization.Encoding.DER)).hexdigest()
