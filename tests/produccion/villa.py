"""A town that is not the example's: the settings of a real production, with certificates of an authority of its own."""

from __future__ import annotations

import datetime
import json
import os
import secrets
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from consistorio.plataforma.base.rutas import RAIZ


def entorno_de_produccion(carpeta: Path, url: str, **cambios: str) -> dict[str, str]:
    """Environment of a process of that town; its files are made in `carpeta`. `cambios` replace a variable, "" removes it."""
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO_", "DJANGO_", "DATABASE_"))}
    certificados(carpeta)
    sede = carpeta / "sede.json"
    sede.write_text(json.dumps({"direccion": "Calle Real, 3, 45001 Toledo", "titular": "Ayuntamiento de Valdeprueba"}))
    entorno = {
        **limpio,
        "PYTHONPATH": str(RAIZ / "src"),
        "CONSISTORIO_PRODUCTO": "1",
        "CONSISTORIO_VAR": str(carpeta / "var"),
        "CONSISTORIO_CLAVE_SECRETA": secrets.token_urlsafe(60),
        "DATABASE_URL": url,
        "CONSISTORIO_HOSTS": "sede.valdeprueba.es",
        "CONSISTORIO_SEDE_URL": "https://sede.valdeprueba.es",
        "CONSISTORIO_SEDE_FICHERO": str(sede),
        "CONSISTORIO_ENTIDAD_NOMBRE": "Ayuntamiento de Valdeprueba",
        "CONSISTORIO_REGULACION_CSV": "Ordenanza de administración electrónica, art. 12",
        "CONSISTORIO_ENTIDAD_DIR3": "L01450029",
        "CONSISTORIO_ENTIDAD_NIF": "P4500200C",
        "CONSISTORIO_SMTP_SERVIDOR": "correo.valdeprueba.es",
        "CONSISTORIO_SMTP_REMITENTE": "Ayuntamiento de Valdeprueba <avisos@valdeprueba.es>",
        "CONSISTORIO_SELLO_CLAVE": str(carpeta / "sello.key"),
        "CONSISTORIO_SELLO_CERTIFICADO": str(carpeta / "sello.pem"),
        "CONSISTORIO_CONFIANZA": str(carpeta / "confianza"),
        "CONSISTORIO_TSA_URL": "https://tsa.prestador.es/tsa",
        **cambios,
    }
    return {k: v for k, v in entorno.items() if v}


def certificados(carpeta: Path) -> None:
    """A seal and a root of an authority that is not the demo's."""
    clave = ec.generate_private_key(ec.SECP256R1())
    nombre = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Prestador de ensayo")])
    ahora = datetime.datetime.now(datetime.UTC)
    certificado = (
        x509.CertificateBuilder()
        .subject_name(nombre)
        .issuer_name(nombre)
        .public_key(clave.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ahora)
        .not_valid_after(ahora + datetime.timedelta(days=30))
        .sign(clave, hashes.SHA256())
    )
    (carpeta / "confianza").mkdir(exist_ok=True)
    pem = certificado.public_bytes(serialization.Encoding.PEM)
    for fichero in ("sello.pem", "confianza/raiz.pem"):
        (carpeta / fichero).write_bytes(pem)
    (carpeta / "sello.key").write_bytes(
        clave.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
