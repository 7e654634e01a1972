"""Sample files that are not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parents[5]


@pytest.fixture
def muestras_pdf() -> Path:
    """The folder of sample PDFs beside the checkout."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "pdf").is_dir():
            return Path(carpeta) / "pdf"
    pytest.skip("NOT RUN: the folder of sample PDFs (../shared/data/pdf) is not here")
