"""Tests: like the demo, on databases cloned from a template."""

from __future__ import annotations

from consistorio.conf.demo import *  # noqa: F403
from consistorio.plataforma.base.conexion import conexion_de_pruebas

CONSISTORIO_ENTORNO = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Which of the server's databases is said by the fixtures of conftest.py.
DATABASES = {alias: conexion_de_pruebas().con_nombre("postgres").ajustes_django() for alias in ("default", "accesos")}
# Never collected: tests see the sources, not what an earlier demo left.
STATIC_ROOT = VAR / "estatico-pruebas"  # noqa: F405
# Each test trusts whom its fixtures say: never the authority of the demo that ran in this checkout, which is another one.
CONSISTORIO_CONFIANZA = str(VAR / "confianza-pruebas")  # noqa: F405
# Nor its identity provider: Cl@ve is there for the tests that start one.
CONSISTORIO_CLAVE = {**CONSISTORIO_CLAVE, "metadatos": str(VAR / "clave-pruebas" / "idp.xml")}  # noqa: F405
