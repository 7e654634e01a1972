"""The demo as a person starts it: processes, ports, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from consistorio.cli.procesos import PROCESOS, elegir_puertos
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.base.rutas import RAIZ

pytestmark = pytest.mark.lento
# How long to wait before giving up: a machine that does other things too is not a demo that fails.
PACIENCIA = 600


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO", "DJANGO", "DATABASE"))}
    entorno = {**limpio, "CONSISTORIO_VAR": str(tmp_path), "PYTHONPATH": str(RAIZ / "src")}
    orden = [sys.executable, "-m", "consistorio.cli", "demo", "--puerto", "18000"]
    proceso = subprocess.Popen(orden, env=entorno, stderr=subprocess.PIPE, text=True, start_new_session=True)
    yield proceso, tmp_path
    if proceso.poll() is None:
        proceso.kill()
    proceso.communicate()


def esperar_a(fichero: Path, proceso: subprocess.Popen[str]) -> None:
    limite = time.monotonic() + PACIENCIA
    while not fichero.exists():
        assert proceso.poll() is None, "the demo ended by itself"
        assert time.monotonic() < limite, "the demo did not start in time"
        time.sleep(0.2)


def responde(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=PACIENCIA) as respuesta:
            return int(respuesta.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_arranca_todo_sirve_paginas_y_ctrl_c_lo_para_todo(demo: tuple[subprocess.Popen[str], Path]) -> None:
    proceso, var = demo
    esperar_a(var / "demo" / "estado.json", proceso)
    estado = json.loads((var / "demo" / "estado.json").read_text())
    for pagina in ("/", "/tramites/licencia-obra-menor/", "/acceso/", "/acceso/empleados/"):
        assert responde(estado["web"] + pagina) == 200, pagina
    proceso.send_signal(signal.SIGINT)
    _salida, errores = proceso.communicate(timeout=PACIENCIA)
    assert proceso.returncode == 0
    assert estado["web"] in errores
    assert not (var / "pg" / "datos" / "postmaster.pid").exists()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(estado["web"], timeout=2)


def test_lo_que_muere_vuelve_a_arrancar_y_los_puertos_ocupados_se_evitan(tmp_path: Path) -> None:
    procesos = [p for p in PROCESOS if p.nombre == "correo"]
    puertos = elegir_puertos(procesos, 18100)
    entorno = {**os.environ, "PYTHONPATH": str(RAIZ / "src"), "CONSISTORIO_VAR": str(tmp_path)}
    entorno.pop("CONSISTORIO_PRODUCTO", None)
    entorno["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.demo"
    avisos: list[str] = []
    with Supervisor(procesos, puertos, entorno=entorno, var=tmp_path, avisar=avisos.append) as supervisor:
        assert supervisor.arrancar_todos() == []
        assert elegir_puertos(procesos, 18100)["correo"] != puertos["correo"]
        primero = supervisor.pid("correo")
        os.kill(primero, signal.SIGKILL)
        limite = time.monotonic() + PACIENCIA
        supervisor.vigilar(lambda: supervisor.pid("correo") == primero and time.monotonic() < limite)
        assert supervisor.pid("correo") != primero
        assert supervisor.esperar_listos() == []
        ultimo = supervisor.pid("correo")
    assert avisos
    assert not Path(f"/proc/{ultimo}").exists()


def test_la_demostracion_y_sus_simuladores_no_arrancan_en_produccion(tmp_path: Path) -> None:
    entorno = {
        **os.environ,
        "PYTHONPATH": str(RAIZ / "src"),
        "CONSISTORIO_PRODUCTO": "1",
        "CONSISTORIO_VAR": str(tmp_path),
    }
    entorno.pop("DJANGO_SETTINGS_MODULE", None)
    for orden in (["consistorio.cli", "demo"], ["consistorio.integraciones.correo.simulador", "--puerto", "18200"]):
        hecho = subprocess.run(
            [sys.executable, "-m", *orden], check=False, env=entorno, capture_output=True, timeout=PACIENCIA
        )
        assert hecho.returncode == 3
    assert list(tmp_path.iterdir()) == []
