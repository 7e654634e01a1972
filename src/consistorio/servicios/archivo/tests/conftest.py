"""Sample schemas that are not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from consistorio.servicios.archivo.eni.esquemas import hay_esquemas

RAIZ = Path(__file__).resolve().parents[5]


@pytest.fixture
def esquemas() -> str:
    """The folder of official schemas beside the checkout."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if hay_esquemas(carpeta):
            return carpeta
    pytest.skip("NOT RUN: the folder of official ENI schemas (CONSISTORIO_ESQUEMAS or ../shared/data) is not here")
