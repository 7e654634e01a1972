"""What pip is told to do, uv does too; where uv has no word for it, pip itself installs."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import pytest

REQUISITOS = Path(__file__).parents[2] / "requisitos"


@pytest.fixture(scope="module")
def instalador() -> ModuleType:
    spec = importlib.util.spec_from_file_location("instalador", REQUISITOS / "instalador.py")
    assert spec is not None
    assert spec.loader is not None
    modulo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modulo)
    return modulo


def test_settings_of_pip_are_said_to_uv_and_the_nearest_wins(instalador: ModuleType) -> None:
    dichos = (
        "global.index-url='https://lejos.example/simple'\n"
        "install.index-url='https://cerca.example/simple'\n"
        "global.extra-index-url='\\nhttps://a.example/simple\\nhttps://b.example/simple'\n"
        "global.find-links='/ruedas /otras'\n"
        "download.find-links='/de-otra-orden'\n"
        "global.cert='/etc/lejos.pem'\n"
        ":env:.cert='/etc/cerca.pem'\n"
        ":env:.disable-pip-version-check='1'\n"
        "global.trusted-host='a.example'\n"
    )
    assert instalador.ajustes_de_uv(dichos) == {
        "UV_DEFAULT_INDEX": "https://cerca.example/simple",
        "UV_INDEX": "https://a.example/simple https://b.example/simple",
        "UV_FIND_LINKS": "/ruedas,/otras",
        "SSL_CERT_FILE": "/etc/cerca.pem",
        "UV_INSECURE_HOST": "a.example",
    }


@pytest.mark.parametrize("linea", ["global.client-cert='/etc/yo.pem'", ":env:.no-index='1'", "install.user='true'"])
def test_what_uv_has_no_word_for_is_left_to_pip(linea: str, instalador: ModuleType) -> None:
    assert instalador.ajustes_de_uv(f"global.index-url='https://a.example/simple'\n{linea}\n") is None


def rueda_de(carpeta: Path, nombre: str) -> Path:
    rueda = carpeta / f"{nombre}-1.0-py3-none-any.whl"
    datos = f"{nombre}-1.0.dist-info"
    with zipfile.ZipFile(rueda, "w") as fichero:
        fichero.writestr(f"{nombre}.py", "SI = True\n")
        fichero.writestr(f"{datos}/METADATA", f"Metadata-Version: 2.1\nName: {nombre}\nVersion: 1.0\n")
        fichero.writestr(f"{datos}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        fichero.writestr(f"{datos}/RECORD", "")
    return rueda


@pytest.mark.lento
def test_without_an_index_pip_installs_what_the_lock_says(
    instalador: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The settings are read from pip itself, by real process."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    ruedas = [rueda_de(tmp_path, nombre) for nombre in ("una", "otra")]
    lock = tmp_path / "dos.lock"
    lock.write_text(
        "# a comment\n"
        + "".join(
            f"{r.name.partition('-')[0]} @ {r.as_uri()} \\\n    --hash=sha256:{sha256(r.read_bytes()).hexdigest()}\n"
            for r in ruedas
        )
    )
    entorno = tmp_path / "entorno"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(entorno)], check=True)
    python = entorno / "bin" / "python"
    instalador.instalar(python, [lock], compilar=False, trabajo=tmp_path)
    subprocess.run([str(python), "-c", "import una, otra; assert una.SI and otra.SI"], check=True)
    assert "Se instala con pip" in capfd.readouterr().err
