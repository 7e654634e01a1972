"""`consistorio plazo` as people call it: result, explanation, exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consistorio.cli.__main__ import ejecutar


@pytest.fixture
def inhabiles(tmp_path: Path) -> Path:
    fichero = tmp_path / "sede.csv"
    fichero.write_text("# sede\n2026-12-07\r\n2026-12-08\n\n2026-12-25\n", encoding="utf-8")
    return fichero


def plazo(capsys: pytest.CaptureFixture[str], *argumentos: object) -> tuple[int, str, str]:
    try:
        codigo = ejecutar(["plazo", *map(str, argumentos)])
    except SystemExit as salida:
        codigo = int(str(salida.code))
    texto = capsys.readouterr()
    return codigo, texto.out, texto.err


def test_la_ultima_linea_es_la_fecha_y_encima_va_el_porque(inhabiles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = plazo(capsys, "--desde", "2026-11-23", "--dias-habiles", 10, "--inhabiles", inhabiles)
    lineas = salida.splitlines()
    assert (codigo, lineas[-1]) == (0, "2026-12-09")
    assert "No cuenta el lunes 7 de diciembre de 2026" in salida


@pytest.mark.parametrize(
    ("opciones", "vence"),
    [
        (["--desde", "2026-11-27T23:00", "--horas", 2], "2026-11-30T01:00"),
        (["--desde", "2026-11-21", "--meses", 1], "2026-12-21"),
        (["--desde", "2026-11-21", "--meses", 1, "--registro"], "2026-12-23"),
        (["--desde", "2026-12-15", "--dias-naturales", 10], "2026-12-28"),
        (["--desde", "2024-02-29T10:00", "--anios", 1], "2025-02-28"),
    ],
)
def test_todas_las_unidades(
    inhabiles: Path, capsys: pytest.CaptureFixture[str], opciones: list[object], vence: str
) -> None:
    codigo, salida, _ = plazo(capsys, *opciones, "--inhabiles", inhabiles)
    assert (codigo, salida.splitlines()[-1]) == (0, vence)


def test_json(inhabiles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    codigo, salida, _ = plazo(capsys, "--desde", "2026-11-23", "--meses", 1, "--inhabiles", inhabiles, "--json")
    resultado = json.loads(salida)
    assert (codigo, resultado["vence"]) == (0, "2026-12-23")
    assert resultado["pasos"][0]["fecha"] == "2026-11-23"


def test_el_fichero_del_interesado_se_ignora_con_registro(
    inhabiles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    residencia = tmp_path / "residencia.csv"
    residencia.write_text("2026-11-24\n", encoding="utf-8")
    base = ["--desde", "2026-11-23", "--dias-habiles", 1, "--inhabiles", inhabiles]
    assert plazo(capsys, *base, "--inhabiles-interesado", residencia)[1].splitlines()[-1] == "2026-11-25"
    con_registro = plazo(capsys, *base, "--inhabiles-interesado", tmp_path / "no-existe.csv", "--registro")
    assert con_registro[1].splitlines()[-1] == "2026-11-24"


def test_una_linea_mala_se_nombra(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    malo = tmp_path / "malo.csv"
    malo.write_text("2026-12-08\n08/12/2026\n2026-12-25,Navidad\n", encoding="utf-8")
    codigo, salida, errores = plazo(capsys, "--desde", "2026-11-23", "--meses", 1, "--inhabiles", malo)
    assert (codigo, salida) == (2, "")
    assert "línea 2" in errores
    assert "08/12/2026" in errores
    assert "línea 3" in errores


@pytest.mark.parametrize(
    "opciones",
    [
        ["--desde", "2026-11-23", "--dias-habiles", 0],
        ["--desde", "2026-11-23", "--dias-habiles", -1],
        ["--desde", "2026-11-23", "--horas", 2],
        ["--desde", "2026-11-23T10:00", "--horas", 25],
        ["--desde", "2026-02-30", "--meses", 1],
        ["--desde", "2026-11-23T24:30", "--meses", 1],
        ["--desde", "20261123", "--meses", 1],
        ["--desde", "2026-11-23"],
        ["--desde", "2026-11-23", "--meses", 1, "--anios", 1],
        ["--desde", "2026-11-23", "--meses", "uno"],
        ["--desde", "2026-11-23", "--anios", 9000],
        ["--meses", 1],
    ],
)
def test_mal_uso(inhabiles: Path, capsys: pytest.CaptureFixture[str], opciones: list[object]) -> None:
    codigo, salida, errores = plazo(capsys, *opciones, "--inhabiles", inhabiles)
    assert (codigo, salida) == (2, "")
    assert errores


def test_un_fichero_que_no_esta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ausente = tmp_path / "no.csv"
    codigo, _, errores = plazo(capsys, "--desde", "2026-11-23", "--meses", 1, "--inhabiles", ausente)
    assert codigo == 2
    assert "no.csv: no existe." in errores
    assert "es una carpeta" in plazo(capsys, "--desde", "2026-11-23", "--meses", 1, "--inhabiles", tmp_path)[2]
