"""The demo town: embedded database, test PKI, simulators, a clock that stories may move."""

from __future__ import annotations

import os

from consistorio.conf.base import *  # noqa: F403

CONSISTORIO_ENTORNO = "demo"
CONSISTORIO_RELOJ_MOVIL = True
CONSISTORIO_REGULACION_CSV = CONSISTORIO_REGULACION_CSV or CONSISTORIO_REGULACION_DE_EJEMPLO  # noqa: F405
SECRET_KEY = SECRET_KEY or "demo-sin-valor-fuera-de-la-maquina-local"  # noqa: F405
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
PASSWORD_HASHERS = [
    "consistorio.plataforma.identidad.huellas.HuellaDeEjemplo",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Certificates of the demo, made at first start under var/pki and served by integraciones.pki_demo.servidor
CONSISTORIO_PKI = VAR / "pki"  # noqa: F405
CONSISTORIO_PKI_URL = os.environ.get("CONSISTORIO_PKI_URL", "http://127.0.0.1:8001")
CONSISTORIO_TSA_URL = f"{CONSISTORIO_PKI_URL}/tsa"
CONSISTORIO_CONFIANZA = str(CONSISTORIO_PKI / "confianza")
CONSISTORIO_SELLO = {"clave": str(CONSISTORIO_PKI / "sello.key"), "certificado": str(CONSISTORIO_PKI / "sello.pem")}
_EJEMPLO = RAIZ / "src/consistorio/canales/sede/datos/villaejemplo.json"  # noqa: F405
CONSISTORIO_SEDE_FICHERO = CONSISTORIO_SEDE_FICHERO or str(_EJEMPLO)  # noqa: F405

# Identification in the demo: certificates of the demo authority make no qualified statement; Cl@ve is a local simulator
CONSISTORIO_EXIGE_CUALIFICADO = False
CONSISTORIO_CERTIFICADO_URL = f"https://localhost:{os.environ.get('CONSISTORIO_CERTIFICADO_PUERTO', '8443')}"
CONSISTORIO_CLAVE = {
    "metadatos": str(VAR / "clave" / "idp.xml"),  # noqa: F405
    "clave_privada": str(VAR / "clave" / "sp.key"),  # noqa: F405
    "certificado": str(VAR / "clave" / "sp.pem"),  # noqa: F405
    "proveedor": "P9999900E_L01999998;CONSISTORIO",
}
# FACe is a local simulator, where the demo runs one; it knows the town by its seal and signs as the server of the demo
CONSISTORIO_FACE = (
    {**CONSISTORIO_FACE, **CONSISTORIO_SELLO, "servicio": str(CONSISTORIO_PKI / "servidor.pem")}  # noqa: F405
    if CONSISTORIO_FACE.get("url")  # noqa: F405
    else {}
)
# Mail of the demo goes to its own server, which delivers nothing
CONSISTORIO_SMTP = {
    **CONSISTORIO_SMTP,  # noqa: F405
    "servidor": CONSISTORIO_SMTP["servidor"] or "127.0.0.1",  # noqa: F405
    "seguridad": "ninguna",
    "remitente": CONSISTORIO_SMTP["remitente"] or "Ayuntamiento de Villaejemplo <avisos@villaejemplo.example>",  # noqa: F405
}
