"""`instalar` with a town's own files, on an empty database."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Protocol

import pytest

from consistorio.plataforma.base.rutas import RAIZ
from consistorio.plataforma.calendario.models import PublicacionCalendario
from consistorio.plataforma.organizacion.models import Empleado, Rol, Unidad
from consistorio.tramitacion.catalogo.consultas import publicados, unidad_de_area
from consistorio.tramitacion.catalogo.models import Area, Modelo

pytestmark = pytest.mark.lento
DATOS = RAIZ / "src" / "consistorio" / "plataforma"
PROCEDIMIENTOS = RAIZ / "src" / "consistorio" / "tramitacion" / "catalogo" / "datos"
NACIONAL = DATOS / "calendario/datos/nacional-2026.csv"


class Base(Protocol):
    entorno: dict[str, str]


def instalar(base: Base, var: Path, *argumentos: str) -> subprocess.CompletedProcess[str]:
    orden = [sys.executable, "-m", "consistorio.cli", "instalar", "--json", *argumentos]
    entorno = {**base.entorno, "CONSISTORIO_VAR": str(var)}
    return subprocess.run(orden, check=False, env=entorno, capture_output=True, text=True, timeout=120)


def pueblo(carpeta: Path) -> Path:
    """The organisation and roles of the example in one file."""
    organizacion = json.loads((DATOS / "organizacion/datos/villaejemplo.json").read_text("utf-8"))
    roles = json.loads((DATOS / "organizacion/datos/roles.json").read_text("utf-8"))
    fichero = carpeta / "pueblo.json"
    fichero.write_text(json.dumps({**organizacion, **roles}), "utf-8")
    return fichero


def test_carga_todo_de_una_vez_y_repetirlo_no_cambia_nada(base_propia: Base, tmp_path: Path) -> None:
    areas = tmp_path / "areas.csv"
    areas.write_text("area;unidad;nombre\natencion;LA0009990;Atención\nurbanismo;LA0009986;\n", "utf-8")
    argumentos = [
        *("--organizacion", str(pueblo(tmp_path)), "--calendario", str(NACIONAL)),
        *("--procedimientos", str(PROCEDIMIENTOS), "--areas", str(areas)),
    ]
    hecho = instalar(base_propia, tmp_path / "var", *argumentos)
    assert hecho.returncode == 0, hecho.stderr
    resultado = json.loads(hecho.stdout)
    assert resultado["calendarios"] == 1
    assert resultado["unidades"] == Unidad.objects.count() > 0
    assert resultado["empleados"] == Empleado.objects.count() > 0
    assert len({c["contrasena"] for c in resultado["cuentas"]}) == len(resultado["cuentas"]) > 0
    assert resultado["procedimientos"] == publicados().count() > 0
    assert unidad_de_area("urbanismo", en=date(2026, 11, 2)).dir3 == "LA0009986"
    sin_unidad = Area.objects.exclude(codigo__in=["atencion", "urbanismo"]).values_list("codigo", flat=True)
    assert resultado["areas_sin_unidad"] == sorted(sin_unidad) != []
    assert "Áreas sin unidad" in hecho.stderr
    otra_vez = json.loads(instalar(base_propia, tmp_path / "var", *argumentos).stdout)
    cuentas = ("calendarios", "unidades", "empleados", "areas", "procedimientos")
    assert [otra_vez[k] for k in (*cuentas, "cuentas")] == [0, 0, 0, 0, 0, []]


def test_los_errores_de_todos_los_ficheros_salen_juntos_y_no_se_carga_nada(base_propia: Base, tmp_path: Path) -> None:
    """Each kind of file has a fault of its own; one good file among them is not loaded either."""
    roles = {"roles": [{"codigo": "raro", "nombre": "Raro", "permisos": ["no.existe"]}]}
    unidades = [{"dir3": "LA0000001", "nombre": "Cabecera", "desde": "2026-01-01"}]
    puestos = [{"codigo": "p1", "nombre": "Uno", "unidad": "LA0000001", "roles": ["ninguno"]}]
    (tmp_path / "pueblo.json").write_text(json.dumps({**roles, "unidades": unidades, "puestos": puestos}), "utf-8")
    (tmp_path / "local.csv").write_text("# ambito: local\n2026-99-99;Fiesta\n", "utf-8")
    (tmp_path / "areas.csv").write_text("area;unidad\nAtención;LA0000001\nobras;\n", "utf-8")
    definiciones = tmp_path / "procedimientos"
    definiciones.mkdir()
    for fichero in PROCEDIMIENTOS.glob("*.json"):
        (definiciones / fichero.name).write_bytes(fichero.read_bytes())
    (definiciones / "roto.json").write_text("{", "utf-8")
    (definiciones / "vacio.json").write_text('{"clase": "procedimiento", "codigo": "vacio", "serie": "x"}', "utf-8")
    hecho = instalar(
        base_propia,
        tmp_path / "var",
        *("--organizacion", str(tmp_path / "pueblo.json"), "--calendario", str(tmp_path / "local.csv")),
        *("--calendario", str(NACIONAL), "--areas", str(tmp_path / "areas.csv")),
        *("--procedimientos", str(definiciones)),
    )
    assert hecho.returncode == 1
    dichos = (
        *("«no.existe» no existe", "No hay ningún rol «ninguno»", "«2026-99-99» no es una fecha", "«# anio: …»"),
        *("areas.csv, línea 2", "areas.csv, línea 3", "roto.json", "vacio.json: serie"),
    )
    assert [d for d in dichos if d not in hecho.stderr] == []
    resultado = json.loads(hecho.stdout)
    assert resultado["hecho"] is False
    todos = " ".join(f"{p['donde']}: {p['mensaje']}" for p in resultado["problemas"])
    assert [d for d in dichos if d not in todos] == []
    assert not any(m.objects.exists() for m in (Unidad, Rol, PublicacionCalendario, Modelo))


def test_un_area_de_una_unidad_que_nadie_trae_no_se_carga(base_propia: Base, tmp_path: Path) -> None:
    (tmp_path / "areas.csv").write_text("area;unidad\nobras;LA0000009\n", "utf-8")
    hecho = instalar(base_propia, tmp_path / "var", "--areas", str(tmp_path / "areas.csv"))
    assert (hecho.returncode, "No hay ninguna unidad «LA0000009»" in hecho.stderr) == (1, True)
    hecho = instalar(
        base_propia,
        tmp_path / "var",
        *("--organizacion", str(pueblo(tmp_path)), "--areas", str(tmp_path / "areas.csv")),
    )
    assert (hecho.returncode, Unidad.objects.count()) == (1, 0)
    assert instalar(base_propia, tmp_path / "var", "--organizacion", str(tmp_path / "no-existe")).returncode == 2
