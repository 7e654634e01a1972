"""The demo town: embedded database, test PKI, simulators, a clock that stories may move."""

from __future__ import annotations

from consistorio.conf.base import *  # noqa: F403

CONSISTORIO_ENTORNO = "demo"
CONSISTORIO_RELOJ_MOVIL = True
SECRET_KEY = SECRET_KEY or "demo-sin-valor-fuera-de-la-maquina-local"  # noqa: F405
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
