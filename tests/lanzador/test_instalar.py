"""`instalar` with a town's own files, on an empty database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from consistorio.plataforma.base.rutas import RAIZ
from consistorio.plataforma.organizacion.models import Empleado, Unidad

pytestmark = pytest.mark.lento
DATOS = RAIZ / "src" / "consistorio" / "plataforma"


class Base(Protocol):
    entorno: dict[str, str]


def instalar(base: Base, var: Path, *argumentos: str) -> subprocess.CompletedProcess[str]:
    orden = [sys.executable, "-m", "consistorio.cli", "instalar", "--json", *argumentos]
    entorno = {**base.entorno, "CONSISTORIO_VAR": str(var)}
    return subprocess.run(orden, check=False, env=entorno, capture_output=True, text=True, timeout=120)


def test_carga_la_organizacion_y_el_calendario_y_repetirlo_no_cambia_nada(base_propia: Base, tmp_path: Path) -> None:
    organizacion = json.loads((DATOS / "organizacion/datos/villaejemplo.json").read_text("utf-8"))
    roles = json.loads((DATOS / "organizacion/datos/roles.json").read_text("utf-8"))
    fichero = tmp_path / "pueblo.json"
    fichero.write_text(json.dumps({**organizacion, **roles}), "utf-8")
    argumentos = ["--organizacion", str(fichero), "--calendario", str(DATOS / "calendario/datos/nacional-2026.csv")]
    hecho = instalar(base_propia, tmp_path / "var", *argumentos)
    assert hecho.returncode == 0, hecho.stderr
    resultado = json.loads(hecho.stdout)
    assert resultado["calendarios"] == 1
    assert resultado["unidades"] == Unidad.objects.count() > 0
    assert resultado["empleados"] == Empleado.objects.count() > 0
    assert len({c["contrasena"] for c in resultado["cuentas"]}) == len(resultado["cuentas"]) > 0
    otra_vez = json.loads(instalar(base_propia, tmp_path / "var", *argumentos).stdout)
    assert [otra_vez[k] for k in ("calendarios", "unidades", "empleados", "cuentas")] == [0, 0, 0, []]


def test_un_fichero_con_errores_no_carga_nada_y_los_dice_todos(base_propia: Base, tmp_path: Path) -> None:
    malo = tmp_path / "malo.json"
    malo.write_text(json.dumps({"unidades": [{"dir3": "X", "nombre": ""}, {"dir3": "Y", "nombre": ""}]}), "utf-8")
    hecho = instalar(base_propia, tmp_path / "var", "--organizacion", str(malo))
    assert hecho.returncode == 1
    assert "X" in hecho.stderr
    assert "Y" in hecho.stderr
    assert Unidad.objects.count() == 0
    assert instalar(base_propia, tmp_path / "var", "--organizacion", str(tmp_path / "no-existe")).returncode == 2
