"""The story of the terrace by its command: each date and amount that it checks, and nothing besides the report is left."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from consistorio.plataforma.base.rutas import RAIZ

from .entrega import sin_base

FINAL = 11


@pytest.mark.lento
def test_the_ten_points_come_out_as_they_were_worked_out_by_hand(tmp_path: Path) -> None:
    fichero = tmp_path / "informe.json"
    orden = [sys.executable, "-m", "consistorio.cli", "recorrido", "--historia", "terraza", "--informe", str(fichero)]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, env=sin_base(), capture_output=True, text=True, timeout=550)
    assert hecho.returncode == 0, f"the story did not end:\n{hecho.stderr[-4000:]}"
    informe = json.loads(fichero.read_text("utf-8"))
    assert informe["bien"]
    assert {una["punto"] for una in informe["comprobaciones"]} == set(range(1, FINAL + 1))
    hallado = {(una["punto"], una["hallado"]) for una in informe["comprobaciones"]}
    for dice in (
        (1, "2 de junio de 2026"),
        (2, "17 de junio de 2026"),
        (4, "10 de junio de 2026"),
        (5, "27 de marzo de 2026"),
        (6, "17 de junio de 2026"),
        (7, "24 m² × 3,50 € (por metro cuadrado y mes) × 6 meses = 504,00 €"),
        (8, "Secretaría General acctal."),
        (8, "Faltaban 64 días: acababa el 17 de junio de 2026."),
        (8, "24 de abril de 2026, a las 23:59:59"),
        (8, "25 de mayo de 2026"),
        (9, "hasta el 23/06/2026"),
        (10, "El silencio ya concedió lo pedido: la resolución solo puede confirmarlo (art. 24.3.a)."),
        (FINAL, "nada"),
    ):
        assert dice in hallado
    assert list(tmp_path.iterdir()) == [fichero]
