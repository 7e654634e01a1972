"""Production: the town's own database, secrets from the environment, no demo material of any kind."""

from __future__ import annotations

from consistorio.conf.base import *  # noqa: F403

CONSISTORIO_ENTORNO = "produccion"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_HSTS_SECONDS = 31_536_000
# The proxy runs on this machine unless said otherwise: `servir` listens here alone, or on a socket
CONSISTORIO_PROXIES = CONSISTORIO_PROXIES or ["127.0.0.1", "::1", "socket"]  # noqa: F405
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
