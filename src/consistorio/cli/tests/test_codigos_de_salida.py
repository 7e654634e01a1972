"""Exit codes by real process: 1 only when the answer is no; what could not be done is 3, wrong usage is 2."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from consistorio.plataforma.base.rutas import RAIZ

pytestmark = pytest.mark.lento
# Nobody listens on the discard port of the loopback
SIN_SERVIDOR = "postgresql://nadie@127.0.0.1:9/ninguna"
PLAZO = ["plazo", "--desde", "2026-11-23", "--dias-habiles", "10"]


def correr(*argumentos: str | Path, url: str = SIN_SERVIDOR) -> tuple[int, str]:
    hecho = proceso(*argumentos, url=url)
    return hecho.returncode, hecho.stdout + hecho.stderr


def proceso(*argumentos: str | Path, url: str = SIN_SERVIDOR) -> subprocess.CompletedProcess[str]:
    entorno = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "CONSISTORIO_"))}
    return subprocess.run(
        [sys.executable, "-m", "consistorio.cli", *map(str, argumentos)],
        check=False,
        cwd=RAIZ,
        env={**entorno, "DATABASE_URL": url, "PYTHONPATH": str(RAIZ / "src")},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    "orden", [["verificar"], ["trabajador"], ["actualizar"], ["instalar"], ["salud"], ["copia", "no-se-escribe.tar"], PLAZO]
)  # fmt: skip
def test_without_a_database_it_could_not_be_done(orden: list[str]) -> None:
    codigo, dicho = correr(*orden)
    assert codigo == 3, dicho
    assert "La base de datos no responde" in dicho
    assert "Traceback" not in dicho


def test_an_address_that_is_not_postgresql_could_not_be_used() -> None:
    codigo, dicho = correr("verificar", url="mysql://x/y")
    assert (codigo, "Traceback" in dicho) == (3, False), dicho


def test_a_trust_file_without_certificates_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "raiz.pem").write_text("esto no es un certificado")
    codigo, dicho = correr("verificar", "--ca", tmp_path / "raiz.pem")
    assert codigo == 2, dicho
    assert "ningún certificado" in dicho


@pytest.mark.parametrize("contenido", [b"esto no es un volcado", b"PGDMP\x01\x0e\x00\x04\x08\x08\x03", b""])
def test_a_dump_that_cannot_be_read_is_a_no_also_in_json(tmp_path: Path, contenido: bytes) -> None:
    (tmp_path / "base.dump").write_bytes(contenido)
    hecho = proceso("verificar", "--copia", tmp_path / "base.dump", "--json")
    assert hecho.returncode == 1, hecho.stderr
    dicho = json.loads(hecho.stdout)
    assert dicho["bien"] is False
    (hallazgo,) = dicho["hallazgos"]
    assert hallazgo["clave"] == "base.dump"
    assert "no se puede leer" in hallazgo["texto"]
    assert set(dicho) == {"bien", "hallazgos", "avisos", "cifras", "sin_sellar"}
    codigo, dicho_a_la_gente = correr("verificar", "--copia", tmp_path / "base.dump")
    assert codigo == 1
    assert dicho_a_la_gente.startswith("base.dump: no se puede leer")


def test_what_copia_writes_is_not_what_verificar_reads(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "copia.tar", "w") as tar:
        tar.add(__file__, "base.dump")
    codigo, dicho = correr("verificar", "--copia", tmp_path / "copia.tar")
    assert codigo == 2, dicho
    assert "tar -xf" in dicho
