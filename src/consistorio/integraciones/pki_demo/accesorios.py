"""pytest fixtures for every room that signs: a house with its seal, roots and authorities, all real, on this machine.

`conftest.py` at the root names this module in `pytest_plugins`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from consistorio.documental.firma import casa
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.organizacion import demostracion


@pytest.fixture(scope="session")
def servidor_pki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servidor]:
    """The demo authority in a thread of this process, with certificates of its own (about a second)."""
    with pki_de_pruebas(tmp_path_factory.mktemp("pki")) as servidor:
        yield servidor


@pytest.fixture
def casa_que_firma(servidor_pki: Servidor, settings: LazySettings, tmp_path: Path) -> Iterator[Servidor]:
    """Settings of a house that can seal, sign, time-stamp and validate. `.averias` breaks its authorities; mended at the end."""
    pki = servidor_pki.pki
    settings.CONSISTORIO_SELLO = {
        "clave": str(pki.carpeta / "sello.key"),
        "certificado": str(pki.carpeta / "sello.pem"),
    }
    settings.CONSISTORIO_CONFIANZA = str(pki.carpeta / "confianza")
    settings.CONSISTORIO_TSA_URL = f"{servidor_pki.url}/tsa"
    settings.CONSISTORIO_SECRETO_FIRMA = str(tmp_path / "firma.clave")
    settings.CONSISTORIO_VAR = tmp_path
    servidor_pki.averias = {}
    casa.olvidar()
    yield servidor_pki
    servidor_pki.averias = {}


@pytest.fixture
def personal_que_firma(db: None, casa_que_firma: Servidor) -> Servidor:
    """The demo's organisation, each with a signing key in custody. `demostracion.codigo_actual(user)` gives their codes."""
    demostracion.sembrar(reloj=RelojSistema())
    certificar_personal(casa_que_firma.pki, reloj=RelojSistema())
    return casa_que_firma
