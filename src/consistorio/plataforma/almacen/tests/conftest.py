"""Sample files that are not part of this repository; the places where the store's tests keep their bytes."""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from consistorio.integraciones.antivirus.simulador import Simulador
from consistorio.plataforma.almacen.deposito import _remoto
from consistorio.plataforma.puertos.conexion import _crear

REGION = "eu-south-2"
RAIZ = Path(__file__).resolve().parents[5]


@pytest.fixture
def muestras_pdf() -> Path:
    """The folder of sample PDFs beside the checkout."""
    for carpeta in (os.environ.get("CONSISTORIO_ESQUEMAS", ""), str(RAIZ.parent / "shared" / "data")):
        if carpeta and (Path(carpeta) / "pdf").is_dir():
            return Path(carpeta) / "pdf"
    pytest.skip("NOT RUN: the folder of sample PDFs (../shared/data/pdf) is not here")


@dataclass(frozen=True)
class ServidorS3:
    """A server of S3 in a process of its own that checks signatures, and who may use it."""

    extremo: str
    clave: str
    secreto: str
    proceso: subprocess.Popen[bytes]


def _puerto_libre() -> int:
    with socket.socket() as enchufe:
        enchufe.bind(("127.0.0.1", 0))
        return int(enchufe.getsockname()[1])


def _arrancar_s3() -> ServidorS3:
    """Start the server. Its first three requests, which make the only user, go unsigned; every other one needs a signature."""
    puerto = _puerto_libre()
    proceso = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(puerto)],
        env={**os.environ, "INITIAL_NO_AUTH_ACTION_COUNT": "3"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    extremo = f"http://127.0.0.1:{puerto}"
    for _intento in range(600):
        with socket.socket() as enchufe:
            if enchufe.connect_ex(("127.0.0.1", puerto)) == 0:
                break
        if proceso.poll() is not None:
            pytest.fail("the S3 server ended")
        time.sleep(0.1)  # a process that starts: nothing tells when it listens
    boto3 = importlib.import_module("boto3")  # seconds, which only the tests of S3 pay
    iam = boto3.client(
        "iam", endpoint_url=extremo, region_name=REGION, aws_access_key_id="nadie", aws_secret_access_key="nada"
    )
    iam.create_user(UserName="consistorio")
    llave = iam.create_access_key(UserName="consistorio")["AccessKey"]
    permiso = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
    iam.put_user_policy(UserName="consistorio", PolicyName="cubos", PolicyDocument=permiso)
    return ServidorS3(extremo, llave["AccessKeyId"], llave["SecretAccessKey"], proceso)


def _parar(servidor: ServidorS3) -> None:
    servidor.proceso.terminate()
    servidor.proceso.wait(timeout=30)


@pytest.fixture(scope="session")
def _s3_de_la_corrida() -> Iterator[ServidorS3]:
    if importlib.util.find_spec("moto") is None or importlib.util.find_spec("flask_cors") is None:
        pytest.skip("NOT RUN: the S3 server of the tests (moto, flask-cors) is not installed")
    servidor = _arrancar_s3()
    yield servidor
    _parar(servidor)


@pytest.fixture
def cubo(_s3_de_la_corrida: ServidorS3, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServidorS3]:
    """An empty bucket, in which the store keeps its contents during the test."""
    servidor = _s3_de_la_corrida
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", servidor.clave)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", servidor.secreto)
    nombre = f"contenidos-{uuid4().hex[:12]}"
    importlib.import_module("boto3").client("s3", endpoint_url=servidor.extremo, region_name=REGION).create_bucket(
        Bucket=nombre, CreateBucketConfiguration={"LocationConstraint": REGION}
    )
    settings.CONSISTORIO_ALMACEN = {
        "clase": "consistorio.plataforma.almacen.s3.AlmacenS3",
        "opciones": {"cubo": nombre, "extremo": servidor.extremo, "region": REGION, "estilo": "path"},
    }
    _remoto.cache_clear()
    yield servidor
    _remoto.cache_clear()


@pytest.fixture(params=["disco", "ficheros", pytest.param("s3", marks=pytest.mark.lento)])
def donde(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> str:
    """Each place where contents may lie: the local disk, a storage of Django's, a server of S3 over HTTP."""
    settings.CONSISTORIO_VAR = tmp_path
    if request.param == "ficheros":
        settings.CONSISTORIO_ALMACEN = {
            "clase": "django.core.files.storage.FileSystemStorage",
            "opciones": {"location": str(tmp_path / "remoto")},
        }
    elif request.param == "s3":
        request.getfixturevalue("cubo")
    return str(request.param)


@pytest.fixture
def servidor(settings: Settings, donde: str) -> Iterator[Simulador]:
    """An antivirus that answers, with the store in each of its places."""
    with Simulador() as simulador:
        simulador.arrancar()
        settings.CONSISTORIO_CLAMD = simulador.direccion
        settings.CONSISTORIO_PUERTOS = {"antivirus": "consistorio.integraciones.antivirus.clamd.Clamd"}
        _crear.cache_clear()
        yield simulador
        simulador.shutdown()
    _crear.cache_clear()
