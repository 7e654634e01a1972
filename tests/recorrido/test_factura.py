"""The story of the invoice by its command: each figure that it checks, and what it leaves in its folder of a case that nobody filed."""

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
    fichero, carpeta = tmp_path / "informe.json", tmp_path / "sal"
    orden = [sys.executable, "-m", "consistorio.cli", "recorrido", str(carpeta), "--historia", "factura"]
    orden += ["--informe", str(fichero)]
    hecho = subprocess.run(orden, check=False, cwd=RAIZ, env=sin_base(), capture_output=True, text=True, timeout=900)
    assert hecho.returncode == 0, f"the story did not end:\n{hecho.stderr[-4000:]}"
    informe = json.loads(fichero.read_text("utf-8"))
    assert informe["bien"]
    assert {una["punto"] for una in informe["comprobaciones"]} == set(range(1, FINAL + 1))
    hallado = {(una["punto"], una["que"], una["hallado"]) for una in informe["comprobaciones"]}
    for dice in (
        (1, "un céntimo de menos", "La diferencia es 0,01 €."),
        (1, "disponible", "15.000,00"),
        (1, "cuenta 400", "-8.000,00"),
        (2, "disponible", "2.900,00"),
        (2, "otra retención de 3.000", "Faltan 100,00 €"),
        (3, "disponible", "3.384,00"),
        (4, "su estado para FACe", "1300"),
        (5, "su estado para FACe", "2600"),
        (6, "la tiene quien suple", "sí"),
        (8, "el fichero", "<CtrlSum>10176.00</CtrlSum>"),
        (8, "modelo 111, casilla 09", "1.440,00"),
        (8, "reloj: Desde que entró", "43 días"),
        (8, "reloj: Pago", "25 días"),
        (9, "Obligaciones reconocidas", "71.616,00"),
        (9, "Pagos", "63.616,00"),
        (9, "remanente de crédito, en total", "28384.00"),
        (9, "VII. Remanente para gastos generales ajustado", "147.174,00"),
        (10, "cuenta 401", "-8.000,00"),
        (10, "cuenta 413", "0,00"),
        (FINAL, "verificar las cuentas", "0"),
    ):
        assert dice in hallado, dice
    assert sorted(tmp_path.iterdir()) == [fichero, carpeta]
    resumen = json.loads((carpeta / "resumen.json").read_text("utf-8"))
    assert (resumen["registro"], resumen["historia"]) == (None, "factura"), "the town hall began it: nothing was filed"
    assert resumen["expediente"]["numero"]
    for nombre in ("eni/expediente.xml", "bitacora.jsonl", "cabecera.json", "prueba_inclusion.json", "base.dump"):
        assert (carpeta / nombre).stat().st_size, nombre
    assert not (carpeta / "justificante.pdf").exists()
