"""`contabilidad ejecutar`: what is refused is told with its reason, and the rest goes on."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from consistorio.cli import contabilidad
from consistorio.cli.salida import HECHO, MAL_USO, NO
from consistorio.economia.presupuesto.tests.test_ejemplo import EJEMPLO

# Step -> what is changed in it, and why it is refused
CAMBIOS: dict[int, tuple[dict[str, object], str]] = {
    3: ({"importe": "60000.01"}, "Faltan 0,01 €: la bolsa de vinculación de 1621.22700 tiene 60.000,00 €"),
    4: ({}, "La operación 3, sobre la que va, no se contabilizó."),
    6: ({"financiacion": "87010"}, "El remanente de tesorería no financia esta modificación (TRLRHL 177)."),
    7: ({"importe": "12000.01"}, "Faltan 0,01 €: la bolsa de vinculación de 920.22000 tiene 12.000,00 €"),
    8: ({"importe": "-1"}, "El importe son euros y céntimos, y mayor que cero."),
    9: ({"aplicacion": "920.12001"}, "La aplicación 920.12001 no está en el presupuesto de 2025."),
    10: ({}, "Elija la operación de la que sigue."),
    12: ({"importe": "32000.01"}, "Faltan 0,01 €: a la operación ADO 2025/1 le quedan 32.000,00 €."),
    13: ({"concepto": "IRPFF"}, "No hay un concepto no presupuestario en uso con el código IRPFF."),
    14: ({"fecha": "2025-02-30"}, "La operación no se entiende"),
}


def _leer(*argumentos: str) -> argparse.Namespace:
    analizador = argparse.ArgumentParser()
    contabilidad.configurar(analizador)
    return analizador.parse_args(argumentos)


def test_what_is_refused_is_told_and_the_rest_goes_on(
    libro: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pasos = [{**paso, **CAMBIOS.get(paso["n"], ({}, ""))[0]} for paso in EJEMPLO["operaciones"][:14]]
    pasos = [paso for paso in pasos if paso["n"] != 5]
    guion, informe = tmp_path / "operaciones.json", tmp_path / "informe.json"
    guion.write_text(json.dumps([*pasos, {"n": 15, "fecha": "2025-05-05", "tipo": "OTRA"}]), "utf-8")
    assert contabilidad.ejecutar(_leer("ejecutar", str(guion), "--informe", str(informe))) == NO
    dicho: dict[str, Any] = json.loads(informe.read_text("utf-8"))
    assert dicho["hechas"] == [1, 2, 11]
    assert dicho["sin_atender"] == [{"n": 15, "tipo": "OTRA"}]
    porque = {una["n"]: [p["mensaje"] for p in una["problemas"]] or [una["mensaje"]] for una in dicho["rechazadas"]}
    assert porque.keys() == CAMBIOS.keys()
    for n, (_cambio, razon) in CAMBIOS.items():
        assert porque[n][0].startswith(razon), porque[n]
    assert dicho["totales"]["obligaciones"] == "32000.00"
    assert "3 operaciones contabilizadas, 10 rechazadas." in capsys.readouterr().out
    guion.write_text("{", "utf-8")
    assert contabilidad.ejecutar(_leer("ejecutar", str(guion))) == MAL_USO


def test_a_budget_alone_is_played(libro: None, tmp_path: Path) -> None:
    guion = tmp_path / "operaciones.json"
    guion.write_text(json.dumps({"operaciones": EJEMPLO["operaciones"][:2]}), "utf-8")
    assert contabilidad.ejecutar(_leer("ejecutar", str(guion))) == HECHO
