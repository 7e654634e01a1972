"""The forger's tools, from docs/verificacion alone: canonical bytes, fingerprints of rows, the tree, and a seal as good as the organ's."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from pruebas import arbol


def momento(cuando: datetime) -> str:
    """An instant as the log writes it."""
    return cuando.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def bytes_de(objeto: object) -> bytes:
    """Canonical JSON."""
    return json.dumps(_llano(objeto), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _llano(objeto: object) -> object:
    if isinstance(objeto, datetime):
        return momento(objeto)
    if isinstance(objeto, date):
        return objeto.isoformat()
    if isinstance(objeto, UUID | Decimal):
        return str(objeto)
    if isinstance(objeto, bytes):
        return objeto.hex()
    if isinstance(objeto, dict):
        return {clave: _llano(valor) for clave, valor in objeto.items()}
    return [_llano(valor) for valor in objeto] if isinstance(objeto, list) else objeto


def huella_de_fila(fila: dict[str, object], libres: Sequence[str]) -> str:
    """The fingerprint of a row: its columns that hold something, but for those of which no fact answers."""
    llenas = {columna: valor for columna, valor in fila.items() if valor and columna not in libres}
    return hashlib.sha256(bytes_de(llenas)).hexdigest()


def nodos(hojas: Sequence[bytes]) -> Iterator[tuple[int, int, bytes]]:
    """Every complete subtree of level one or more."""
    nivel, fila = 0, list(hojas)
    while len(fila) > 1:
        nivel += 1
        fila = [arbol.nodo(fila[i], fila[i + 1]) for i in range(0, len(fila) - 1, 2)]
        yield from ((nivel, lugar, valor) for lugar, valor in enumerate(fila))


class OtroSello:
    """A key whose certificate says what that of the organ says, under a root that the judge trusts: the organ's key in wrong hands."""

    def __init__(self, cabecera: bytes, carpeta: Path) -> None:
        firma = base64.b64decode(json.loads(cabecera)["firma"])
        orden = ["openssl", "pkcs7", "-inform", "DER", "-print_certs"]
        pem = subprocess.run(orden, input=firma, check=True, capture_output=True).stdout
        suyo = next(c for c in x509.load_pem_x509_certificates(pem) if not _es_autoridad(c))
        ahora, nombre = datetime.now(UTC), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Otra raíz")])
        clave_raiz, clave = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        raiz = _certificado(nombre, nombre, clave_raiz, ahora).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.raiz_pem = raiz.sign(clave_raiz, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        hecho = _certificado(suyo.subject, nombre, clave, ahora)
        for extension in suyo.extensions:
            if not isinstance(
                extension.value,
                x509.AuthorityKeyIdentifier
                | x509.SubjectKeyIdentifier
                | x509.AuthorityInformationAccess
                | x509.CRLDistributionPoints,
            ):
                hecho = hecho.add_extension(extension.value, critical=extension.critical)
        privada = clave.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._par = carpeta / "otro_sello.pem"
        self._par.write_bytes(
            privada + hecho.sign(clave_raiz, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
        )

    def firmar(self, datos: bytes) -> str:
        """Detached CAdES in base64."""
        orden = [
            "openssl",
            "cms",
            "-sign",
            "-cades",
            "-binary",
            "-md",
            "sha256",
            "-outform",
            "DER",
            "-signer",
            str(self._par),
        ]
        return base64.b64encode(subprocess.run(orden, input=datos, check=True, capture_output=True).stdout).decode()


def _es_autoridad(certificado: x509.Certificate) -> bool:
    try:
        return certificado.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _certificado(
    sujeto: x509.Name, emisor: x509.Name, clave: rsa.RSAPrivateKey, ahora: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(sujeto)
        .issuer_name(emisor)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora - timedelta(days=400))
        .not_valid_after(ahora + timedelta(days=400))
    )
