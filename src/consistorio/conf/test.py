"""Tests: like the demo, on databases cloned from a template."""

from __future__ import annotations

from consistorio.conf.demo import *  # noqa: F403

CONSISTORIO_ENTORNO = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
