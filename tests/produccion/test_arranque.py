"""Production starts with a town's own settings, and refuses whatever is of the example, saying everything at once."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

import psycopg
import pytest

from consistorio.cli.procesos import libre
from consistorio.integraciones.pki_demo.pruebas import pki_de_pruebas
from tests.produccion.villa import entorno_de_produccion

pytestmark = pytest.mark.lento


class Base(Protocol):
    url: str


def correr(entorno: dict[str, str], *orden: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *orden], check=False, env=entorno, capture_output=True, text=True, timeout=120
    )


def puerto_libre() -> int:
    return next(p for p in range(18400, 18500) if libre(p))


def pedir(puerto: int, ruta: str, **cabeceras: str) -> tuple[int, str]:
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=30)
    conexion.request("GET", ruta, headers={nombre.replace("_", "-"): valor for nombre, valor in cabeceras.items()})
    respuesta = conexion.getresponse()
    return respuesta.status, respuesta.read().decode()


def latidos(url: str) -> set[tuple[str, bool]]:
    """The heartbeats of the town, once there is one."""
    limite = time.monotonic() + 30
    with psycopg.connect(url) as conexion:
        while True:
            filas = conexion.execute("SELECT origen, bien FROM incidencias_latido").fetchall()
            if filas or time.monotonic() > limite:
                return set(filas)
            time.sleep(0.2)


def test_with_the_towns_own_settings_it_serves_and_only_by_its_name(base_propia: Base, tmp_path: Path) -> None:
    puerto = puerto_libre()
    orden = [sys.executable, "-m", "consistorio.cli", "servir", "--puerto", str(puerto)]
    with (tmp_path / "servir.log").open("w") as bitacora:
        proceso = subprocess.Popen(
            orden, env=entorno_de_produccion(tmp_path, base_propia.url), stdout=bitacora, stderr=subprocess.STDOUT
        )
    try:
        limite = time.monotonic() + 90
        while libre(puerto):
            assert proceso.poll() is None, (tmp_path / "servir.log").read_text()
            assert time.monotonic() < limite
            time.sleep(0.2)
        estado, pagina = pedir(puerto, "/", Host="sede.valdeprueba.es", X_Forwarded_Proto="https")
        assert (estado, "Ayuntamiento de Valdeprueba" in pagina) == (200, True)
        assert pedir(puerto, "/", Host="otra.es", X_Forwarded_Proto="https")[0] == 400
        assert latidos(base_propia.url) == {("web", True)}  # it watches itself from its first minute
    finally:
        proceso.send_signal(signal.SIGTERM)
        assert proceso.wait(60) == 0


@pytest.mark.parametrize(
    "orden",
    [
        ("consistorio.cli", "servir", "--puerto", "18399"),
        ("consistorio.cli", "trabajador"),
        ("consistorio.cli", "instalar"),
        ("consistorio.cli", "actualizar"),
        ("consistorio.integraciones.certificado.confianza", "--socket", "cert.sock"),
    ],
    ids=lambda orden: orden[-1] if orden[0].endswith("confianza") else orden[1],
)
def test_with_nothing_said_every_process_refuses_and_lists_everything(
    orden: tuple[str, ...], base_propia: Base, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    vacio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO_", "DJANGO_", "DATABASE_"))}
    completo = entorno_de_produccion(tmp_path, base_propia.url)
    minimo = {k: completo[k] for k in ("PYTHONPATH", "CONSISTORIO_PRODUCTO", "CONSISTORIO_VAR", "DATABASE_URL")}
    hecho = correr({**vacio, **minimo}, *orden)
    assert hecho.returncode == 3, hecho.stderr
    assert "Traceback" not in hecho.stderr
    for variable in (
        *("CLAVE_SECRETA", "ENTIDAD_NOMBRE", "ENTIDAD_DIR3", "ENTIDAD_NIF", "SEDE_URL", "HOSTS", "SEDE_FICHERO"),
        *("SMTP_SERVIDOR", "SMTP_REMITENTE", "SELLO_*", "CONFIANZA", "TSA_URL"),
    ):
        assert f"  - CONSISTORIO_{variable}: " in hecho.stderr
    assert not (tmp_path / "var" / "estatico").exists()


def test_certificates_of_the_demo_are_refused_wherever_they_stand(base_propia: Base, tmp_path: Path) -> None:
    with pki_de_pruebas(tmp_path / "pki"):
        pki = tmp_path / "pki"
    hecho = correr(
        entorno_de_produccion(
            tmp_path,
            base_propia.url,
            CONSISTORIO_SELLO_CLAVE=str(pki / "sello.key"),
            CONSISTORIO_SELLO_CERTIFICADO=str(pki / "sello.pem"),
            CONSISTORIO_CONFIANZA=str(pki / "confianza"),
        ),
        *("consistorio.cli", "trabajador"),
    )
    assert hecho.returncode == 3
    assert "CONSISTORIO_SELLO_*: es el sello de demostración" in hecho.stderr
    assert "CONSISTORIO_CONFIANZA: «raiz.pem» es de la autoridad de demostración" in hecho.stderr


def test_a_database_with_the_demos_people_is_refused(pueblo_propio: Base, tmp_path: Path) -> None:
    hecho = correr(entorno_de_produccion(tmp_path, pueblo_propio.url), "consistorio.cli", "trabajador")
    assert hecho.returncode == 3
    assert "DATABASE_URL: la base de datos es la de una demostración" in hecho.stderr


def test_a_town_module_that_moves_the_clock_and_shows_its_inside_is_refused(base_propia: Base, tmp_path: Path) -> None:
    (tmp_path / "ajustes_valdeprueba.py").write_text(
        "from consistorio.conf.produccion import *\n"
        "DEBUG = True\nCONSISTORIO_RELOJ_MOVIL = True\nCONSISTORIO_EXIGE_CUALIFICADO = False\n"
        "CONSISTORIO_PUERTOS = {**CONSISTORIO_PUERTOS, 'correo': 'consistorio.integraciones.correo.simulador.X'}\n"
    )
    entorno = entorno_de_produccion(tmp_path, base_propia.url, DJANGO_SETTINGS_MODULE="ajustes_valdeprueba")
    entorno["PYTHONPATH"] += os.pathsep + str(tmp_path)
    hecho = correr(entorno, "consistorio.cli", "manage", "check", "--deploy")
    assert hecho.returncode == 1
    for dicho in ("DEBUG", "RELOJ_MOVIL", "EXIGE_CUALIFICADO", "CONSISTORIO_PUERTOS"):
        assert dicho in hecho.stderr
    # Whatever server loads the application: it does not answer
    hecho = correr(entorno, "consistorio.conf.wsgi")
    assert hecho.returncode == 1
    assert "NoApto" in hecho.stderr
