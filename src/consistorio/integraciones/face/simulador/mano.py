"""A hand made on the spot, for who plays FACe where there is no authority."""

from __future__ import annotations

from datetime import timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consistorio.documental.firma.manos import ManoSoftware
from consistorio.nucleo.reloj import RelojSistema


def mano_de_prueba(nombre: str = "FACe de prueba") -> ManoSoftware:
    """An elliptic key with its own certificate, good for a day."""
    clave, ahora = ec.generate_private_key(ec.SECP256R1()), RelojSistema().ahora()
    quien = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, nombre)])
    certificado = (
        x509.CertificateBuilder()
        .subject_name(quien)
        .issuer_name(quien)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - timedelta(hours=1))
        .not_valid_after(ahora + timedelta(days=1))
        .sign(clave, hashes.SHA256())
    )
    return ManoSoftware(certificado, (), clave)
