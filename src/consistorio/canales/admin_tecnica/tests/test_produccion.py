"""Under production settings nothing of the demo starts: neither its authority, its simulators, its people nor its clock."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.lento

FUENTES = Path(__file__).parents[4]
PRODUCCION = {
    "DJANGO_SETTINGS_MODULE": "consistorio.conf.produccion",
    "CONSISTORIO_CLAVE_SECRETA": "x" * 60,
    "CONSISTORIO_REGULACION_CSV": "Ordenanza de pruebas",
}
PREPARAR = (
    "import django; django.setup(); from consistorio.plataforma.calendario.reloj import reloj_de_la_casa as reloj\n"
)
ASEGURAR = (
    "from pathlib import Path; from consistorio.integraciones.pki_demo.autoridad import asegurar\n"
    "from django.conf import settings\n"
    "asegurar(Path('pki'), entorno=settings.CONSISTORIO_ENTORNO, direccion='', entidad='', nif_entidad='')"
)


def correr(orden: list[str], carpeta: Path, ajustes: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run this Python with those settings; what does not refuse at once is killed after five minutes, and fails."""
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO_", "DJANGO_"))}
    entorno = {
        **limpio,
        "PYTHONPATH": str(FUENTES),
        "CONSISTORIO_VAR": str(carpeta),
        "DATABASE_URL": "postgresql:///nada",
        **ajustes,
    }
    return subprocess.run(
        [sys.executable, *orden], env=entorno, capture_output=True, text=True, timeout=300, check=False, cwd=carpeta
    )


@pytest.mark.parametrize("ajustes", [PRODUCCION, {"CONSISTORIO_PRODUCTO": "1"}], ids=["ajustes", "producto"])
@pytest.mark.parametrize(
    ("modulo", "argumentos"),
    [
        ("consistorio.integraciones.pki_demo.servidor", ["--carpeta", "pki", "--puerto", "0"]),
        (
            "consistorio.integraciones.clave.simulador",
            ["--carpeta", "c", "--puerto", "0", "--sede", "http://localhost"],
        ),
        ("consistorio.integraciones.correo.simulador", ["--puerto", "0"]),
        ("consistorio.integraciones.antivirus.simulador", ["0"]),
        ("consistorio.cli.siembra", ["sembrado.json"]),
        ("consistorio.cli", ["demo"]),
    ],
)
def test_no_arranca_en_produccion(modulo: str, argumentos: list[str], ajustes: dict[str, str], tmp_path: Path) -> None:
    hecho = correr(["-m", modulo, *argumentos], tmp_path, ajustes)
    assert hecho.returncode != 0
    assert "producción" in hecho.stderr
    assert "Traceback" not in hecho.stderr
    assert not (tmp_path / "pki").exists()
    assert not (tmp_path / "sembrado.json").exists()


SE_NIEGAN = {
    "from consistorio.plataforma.calendario.reloj import mover_reloj; mover_reloj(reloj().ahora())": "reloj oficial",
    "from consistorio.plataforma.organizacion.demostracion import sembrar; sembrar(reloj=reloj())": "demostración",
    "from consistorio.plataforma.organizacion.demostracion import codigo_actual; codigo_actual('eva')": "demostración",
    ASEGURAR: "demostración",
}
# One process tries them all, and tells how each ended
PROBAR = """
import json, sys
for orden in json.loads(sys.argv[1]):
    try:
        exec(orden)
        print(json.dumps(["", ""]))
    except Exception as error:
        print(json.dumps([type(error).__name__, str(error)]))
"""


def test_lo_de_la_demostracion_se_niega_en_produccion(tmp_path: Path) -> None:
    hecho = correr(["-c", PREPARAR + PROBAR, json.dumps(list(SE_NIEGAN))], tmp_path, PRODUCCION)
    assert hecho.returncode == 0, hecho.stderr
    dichos = [json.loads(linea) for linea in hecho.stdout.splitlines()]
    for (error, dicho), (orden, texto) in zip(dichos, SE_NIEGAN.items(), strict=True):
        assert error == "NoPermitido", orden
        assert texto in dicho, orden
    assert list(tmp_path.iterdir()) == []


def test_sin_clave_secreta_no_hay_produccion(tmp_path: Path) -> None:
    hecho = correr(["-m", "consistorio.cli", "trabajador"], tmp_path, {**PRODUCCION, "CONSISTORIO_CLAVE_SECRETA": ""})
    assert hecho.returncode == 3
    assert "CONSISTORIO_CLAVE_SECRETA: falta" in hecho.stderr
