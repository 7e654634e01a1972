"""Sample schemas that are not part of this repository."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from consistorio.servicios.archivo.eni.esquemas import hay_esquemas
from consistorio.servicios.conftest import Sembradas
from consistorio.tramitacion.tests.factories import RelojMovil, sembrar_pueblo

RAIZ = Path(__file__).resolve().parents[5]


@pytest.fixture
def esquemas() -> str:
    """The folder of official schemas beside the checkout."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if hay_esquemas(carpeta):
            return carpeta
    pytest.skip("NOT RUN: the folder of official ENI schemas (CONSISTORIO_ESQUEMAS or ../shared/data) is not here")


@pytest.fixture(scope="module")
def pueblo_de_septiembre(sembradas: Sembradas) -> Iterator[None]:
    """The tests of this module work in the example town, as of the night of `RelojMovil`."""
    with sembradas.clonada("tramitacion", lambda: sembrar_pueblo(RelojMovil())):
        yield
