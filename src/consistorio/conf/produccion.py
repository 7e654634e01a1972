"""Production: the town's own database, secrets from the environment, no demo material of any kind."""

from __future__ import annotations

import os

from consistorio.conf.base import *  # noqa: F403

CONSISTORIO_ENTORNO = "produccion"
SECRET_KEY = os.environ["CONSISTORIO_CLAVE_SECRETA"]
CONSISTORIO_REGULACION_CSV = os.environ["CONSISTORIO_REGULACION_CSV"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
