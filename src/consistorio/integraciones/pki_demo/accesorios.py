"""pytest fixtures for every room that signs: a house with its seal, roots and authorities, all real, on this machine.

`conftest.py` at the root names this module in `pytest_plugins`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import LazySettings
from django.test import override_settings

from consistorio.documental.firma import casa
from consistorio.documental.firma.models import CertificadoEmpleado
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.integraciones.pki_demo.siembra import certificar_personal
from consistorio.nucleo.reloj import RelojSistema
from consistorio.plataforma.organizacion import demostracion
from consistorio.plataforma.organizacion.models import Empleado


class Sembradas(Protocol):
    """What the house's fixture offers."""

    def clonada(self, sembrado: str, sembrar: Callable[[], None]) -> AbstractContextManager[str]:
        """Work in a clone of that sowing."""


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


@pytest.fixture(scope="session")
def dar_claves(servidor_pki: Servidor) -> Callable[[], None]:
    """For a sowing: the demo's staff get keys under a secret that `personal_que_firma` knows."""

    def dar() -> None:
        with override_settings(CONSISTORIO_SECRETO_FIRMA=str(_secreto(servidor_pki))):
            _con_claves(servidor_pki)

    return dar


@pytest.fixture(scope="module")
def personal_sembrado(sembradas: Sembradas, dar_claves: Callable[[], None]) -> Iterator[None]:
    """The tests of this module work where the demo's staff already have their keys. Sown once a process, whose PKI it is."""
    with sembradas.clonada(f"personal_{os.getpid()}", dar_claves):
        yield


@pytest.fixture
def personal_que_firma(db: None, casa_que_firma: Servidor, tmp_path: Path) -> Servidor:
    """The demo's organisation, each with a signing key in custody. `demostracion.codigo_actual(user)` gives their codes.

    With `personal_sembrado`, or another sowing that gave keys, they are there already.
    """
    if _secreto(casa_que_firma).exists():
        shutil.copy(_secreto(casa_que_firma), tmp_path / "firma.clave")
    if not CertificadoEmpleado.objects.exists():  # else they were sown
        _con_claves(casa_que_firma)
    return casa_que_firma


def _secreto(servidor: Servidor) -> Path:
    """The secret under which the keys of a sowing are kept."""
    return servidor.pki.carpeta / "firma-de-pruebas.clave"


def _con_claves(servidor: Servidor) -> None:
    if not Empleado.objects.exists():
        demostracion.sembrar(reloj=RelojSistema())
    certificar_personal(servidor.pki, reloj=RelojSistema())
