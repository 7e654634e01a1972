"""One telling of the story for the whole session, whoever asks for it, also when several workers share the tests."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys

import pytest

from .entradas import programa
from .entrega import RAIZ, Entrega, sin_base

HECHA = "entrega-hecha"


@pytest.fixture(scope="session")
def entrega(tmp_path_factory: pytest.TempPathFactory) -> Entrega:
    """What `./consistorio recorrido DIR --entrada F` leaves (a file that is refused). The first worker that asks tells the story; the others wait."""
    comun = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        comun = comun.parent
    carpeta, hecha = comun / "recorrido" / "sal", comun / "recorrido" / HECHA
    carpeta.parent.mkdir(exist_ok=True)
    with (comun / "recorrido.lock").open("w") as cerrojo:
        fcntl.flock(cerrojo, fcntl.LOCK_EX)
        if not hecha.exists():
            trae = ["--entrada", str(programa(carpeta.parent))]
            orden = [sys.executable, "-m", "consistorio.cli", "recorrido", str(carpeta), *trae]
            hecho = subprocess.run(
                orden, check=False, cwd=RAIZ, env=sin_base(), capture_output=True, text=True, timeout=550
            )
            hecha.write_text(hecho.stdout + hecho.stderr if hecho.returncode else "", "utf-8")
    fallo = hecha.read_text("utf-8")
    assert not fallo, f"the story did not end:\n{fallo[-4000:]}"
    return Entrega(carpeta)
