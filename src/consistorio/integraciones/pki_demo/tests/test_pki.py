"""The demo authority: refuses production, keeps what it made, and openssl believes its answers."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from consistorio.integraciones.pki_demo.autoridad import asegurar
from consistorio.integraciones.pki_demo.servidor import Servidor
from consistorio.nucleo.errores import NoPermitido


def test_it_refuses_to_exist_in_production(tmp_path: Path) -> None:
    with pytest.raises(NoPermitido):
        asegurar(tmp_path / "pki", entorno="produccion", direccion="http://x", entidad="A", nif_entidad="P9999900E")
    assert not (tmp_path / "pki").exists()


@pytest.mark.parametrize(
    "entorno", [{"CONSISTORIO_PRODUCTO": "1"}, {"DJANGO_SETTINGS_MODULE": "consistorio.conf.produccion"}]
)
def test_its_process_refuses_to_start_in_production(tmp_path: Path, entorno: dict[str, str]) -> None:
    orden = [
        sys.executable,
        "-m",
        "consistorio.integraciones.pki_demo.servidor",
        "--carpeta",
        str(tmp_path / "pki"),
        "--puerto",
        "1",
    ]
    hecho = subprocess.run(
        orden, check=False, capture_output=True, timeout=60, env={**os.environ, **entorno, "PYTHONPATH": os.pathsep.join(sys.path)}
    )  # fmt: skip
    assert hecho.returncode != 0
    assert not (tmp_path / "pki" / "raiz.key").exists()


def test_a_second_start_keeps_every_certificate_and_nobody_else_reads_the_keys(servidor_pki: Servidor) -> None:
    carpeta = servidor_pki.pki.carpeta
    antes = {f: f.read_bytes() for f in carpeta.rglob("*.pem")}
    asegurar(carpeta, entorno="test", direccion=servidor_pki.url, entidad="Otra", nif_entidad="P9999900E")
    assert {f: f.read_bytes() for f in carpeta.rglob("*.pem")} == antes
    assert all(stat.S_IMODE(f.stat().st_mode) == 0o600 for f in carpeta.rglob("*.key"))


@pytest.mark.parametrize(("codigo", "estado"), [("12345678Z", "good"), ("revocado", "revoked")])
def test_openssl_believes_its_ocsp_and_its_list(
    servidor_pki: Servidor, codigo: str, estado: str, tmp_path: Path
) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("NOT RUN: openssl is not installed")
    servidor_pki.averias = {}
    pki = servidor_pki.pki
    orden = [
        "openssl", "ocsp", "-issuer", pki.carpeta / "emisora.pem", "-cert", pki.carpeta / "ciudadania" / f"{codigo}.pem",
        "-url", f"{servidor_pki.url}/ocsp", "-CAfile", pki.carpeta / "raiz.pem", "-verify_other", pki.carpeta / "emisora.pem", "-no_nonce",
    ]  # fmt: skip
    hecho = subprocess.run([str(p) for p in orden], check=False, capture_output=True, text=True)
    assert "Response verify OK" in hecho.stderr, hecho.stderr
    assert f": {estado}" in hecho.stdout
    for nombre in ("raiz", "emisora"):
        tmp_path.joinpath("lista").write_bytes(requests.get(f"{servidor_pki.url}/crl/{nombre}.crl", timeout=5).content)
        orden = [
            "openssl",
            "crl",
            "-inform",
            "DER",
            "-in",
            tmp_path / "lista",
            "-CAfile",
            pki.carpeta / f"{nombre}.pem",
            "-noout",
        ]
        assert (
            "verify OK" in subprocess.run([str(p) for p in orden], check=False, capture_output=True, text=True).stderr
        )


@pytest.mark.parametrize("cuerpo", [b"", b"basura", b"\x30\x03\x02\x01\x01"])
def test_nonsense_gets_an_answer_of_the_protocol(servidor_pki: Servidor, cuerpo: bytes) -> None:
    servidor_pki.averias = {}
    for camino, tipo in (("tsa", "application/timestamp-reply"), ("ocsp", "application/ocsp-response")):
        respuesta = requests.post(f"{servidor_pki.url}/{camino}", data=cuerpo, timeout=5)
        assert respuesta.headers["Content-Type"] == tipo
        assert respuesta.status_code == 200


def test_breakdowns_are_ordered_and_mended(servidor_pki: Servidor) -> None:
    requests.put(f"{servidor_pki.url}/averia", json={"tsa": "caida"}, timeout=5)
    assert requests.post(f"{servidor_pki.url}/tsa", data=b"", timeout=5).status_code == 503
    requests.put(f"{servidor_pki.url}/averia", json={}, timeout=5)
    assert requests.post(f"{servidor_pki.url}/tsa", data=b"", timeout=5).status_code == 200
