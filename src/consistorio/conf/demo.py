"""The demo town: embedded database, test PKI, simulators, a clock that stories may move."""

from __future__ import annotations

import os

from consistorio.conf.base import *  # noqa: F403

CONSISTORIO_ENTORNO = "demo"
CONSISTORIO_RELOJ_MOVIL = True
SECRET_KEY = SECRET_KEY or "demo-sin-valor-fuera-de-la-maquina-local"  # noqa: F405
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# Certificates of the demo, made at first start under var/pki and served by integraciones.pki_demo.servidor
CONSISTORIO_PKI = VAR / "pki"  # noqa: F405
CONSISTORIO_PKI_URL = f"http://127.0.0.1:{os.environ.get('CONSISTORIO_PKI_PUERTO', '8319')}"
CONSISTORIO_TSA_URL = f"{CONSISTORIO_PKI_URL}/tsa"
CONSISTORIO_CONFIANZA = str(CONSISTORIO_PKI / "confianza")
CONSISTORIO_SELLO = {"clave": str(CONSISTORIO_PKI / "sello.key"), "certificado": str(CONSISTORIO_PKI / "sello.pem")}
CONSISTORIO_SEDE_FICHERO = CONSISTORIO_SEDE_FICHERO or str(RAIZ / "src/consistorio/canales/sede/datos/villaejemplo.json")  # noqa: F405
