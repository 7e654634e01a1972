"""The seal in a device: a software token behind the real PKCS#11 interface."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from consistorio.integraciones.pki_demo.autoridad import Pki

MODULO = next(
    (
        m
        for m in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")
        if Path(m).exists()
    ),
    "",
)
# In a process of its own: the library reads where its tokens are when it is loaded, once
FIRMA = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from consistorio.documental.firma.tests import cades
from consistorio.documental.firma.cms import Firmador
from consistorio.documental.firma.pkcs11 import mano_pkcs11
modulo, etiqueta, pin, certificado, salida = sys.argv[1:]
mano = mano_pkcs11(modulo=modulo, token="sello", etiqueta=etiqueta, pin=pin, certificado=Path(certificado))
Path(salida).write_bytes(cades.firmar_separada(b"acta", Firmador(mano), momento=datetime.now(UTC)))
"""


@pytest.fixture
def token(tmp_path: Path) -> dict[str, str]:
    if not MODULO or shutil.which("softhsm2-util") is None:
        pytest.skip("NOT RUN: softhsm2 is not installed")
    (tmp_path / "tokens").mkdir()
    ajustes = tmp_path / "softhsm2.conf"
    ajustes.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    entorno = {**os.environ, "SOFTHSM2_CONF": str(ajustes)}
    orden = ["softhsm2-util", "--init-token", "--free", "--label", "sello", "--pin", "1234", "--so-pin", "5678"]
    subprocess.run(orden, check=True, capture_output=True, env=entorno)
    return entorno


def firmar(
    token: dict[str, str], pki: Pki, tmp_path: Path, *, pin: str = "1234", etiqueta: str = "organo"
) -> subprocess.CompletedProcess[str]:
    orden = [
        "softhsm2-util",
        "--import",
        str(pki.carpeta / "sello.key"),
        "--token",
        "sello",
        "--label",
        "organo",
        "--id",
        "01",
        "--pin",
        "1234",
    ]
    subprocess.run(orden, check=True, capture_output=True, env=token)
    argumentos = [MODULO, etiqueta, pin, str(pki.carpeta / "sello.pem"), str(tmp_path / "cms")]
    return subprocess.run(
        [sys.executable, "-c", FIRMA, *argumentos], check=False, capture_output=True, text=True, env={**token, "PYTHONPATH": os.pathsep.join(sys.path)}
    )  # fmt: skip


def test_what_the_device_signs_verifies_with_openssl(token: dict[str, str], pki: Pki, tmp_path: Path) -> None:
    hecho = firmar(token, pki, tmp_path)
    assert hecho.returncode == 0, hecho.stderr
    tmp_path.joinpath("datos").write_bytes(b"acta")
    orden = ["openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", tmp_path / "cms", "-content", tmp_path / "datos", "-CAfile", pki.carpeta / "raiz.pem", "-purpose", "any", "-out", "/dev/null"]  # fmt: skip
    assert subprocess.run([str(p) for p in orden], check=False, capture_output=True).returncode == 0


@pytest.mark.parametrize("mal", [{"pin": "0000"}, {"etiqueta": "otra"}])
def test_without_the_right_pin_or_key_nothing_is_signed(
    token: dict[str, str], pki: Pki, tmp_path: Path, mal: dict[str, str]
) -> None:
    hecho = firmar(token, pki, tmp_path, **mal)
    assert hecho.returncode != 0
    assert "ServicioNoDisponible" in hecho.stderr
    assert not tmp_path.joinpath("cms").exists()
