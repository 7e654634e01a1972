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

from consistorio.cli import siembra
from consistorio.cli.procesos import PROCESOS, elegir_puertos
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.navegador import Navegador, Pagina
from consistorio.cli.recorrido.personas import CONTRASENA, Ciudadano
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.base.rutas import RAIZ

pytestmark = pytest.mark.lento
# How long to wait before giving up: a machine that does other things too is not a demo that fails.
PACIENCIA = 600


def entorno_de_la_demo(var: Path) -> dict[str, str]:
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO", "DJANGO", "DATABASE"))}
    return {**limpio, "CONSISTORIO_VAR": str(var), "PYTHONPATH": str(RAIZ / "src")}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    orden = [sys.executable, "-m", "consistorio.cli", "demo", "--puerto", "18000"]
    proceso = subprocess.Popen(
        orden, env=entorno_de_la_demo(tmp_path), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
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


def entra(sede: str, usuario: str, var: Path) -> Navegador:
    """A member of the staff who has logged in as the demo says: its password, and the code that it tells."""
    orden = [sys.executable, "-m", "consistorio.cli", "demo", "--codigo", usuario]
    dicho = subprocess.run(orden, check=True, env=entorno_de_la_demo(var), stdout=subprocess.PIPE, text=True)
    navegador = Navegador(sede)
    clave = navegador.enviar(
        navegador.ir("/acceso/empleados/"), {"usuario": usuario, "contrasena": CONTRASENA}, boton="Continuar"
    )
    navegador.enviar(clave, {"codigo": dicho.stdout.strip()}, boton="Continuar")
    return navegador


def filas(pagina: Pagina) -> list[str]:
    return [" ".join(fila.text_content().split()) for fila in pagina.arbol.xpath("//main//table/tbody/tr")]


def mirar_los_casos_de_ejemplo(sede: str, var: Path) -> None:
    """What the demo says that there is, where its people look for it."""
    organo = entra(sede, "carmen", var)
    (por_firmar,) = filas(organo.ir("/escritorio/portafirmas/"))
    assert "Resolución" in por_firmar
    pueblo = Pueblo(var, {"CONSISTORIO_SEDE_URL": sede}, siembra.leer(var / "demo" / "sembrado.json"))
    assert "Expedientes de ejemplo:" in pueblo.siembra["historias"]
    assert "  un reparo con discrepancia, que resuelve la Alcaldía (Isabel)" in pueblo.siembra["control"]
    # They signed what there is to see: only the command knows which of their codes were used
    jefa, interventora = (entra(sede, usuario, var) for usuario in ("marta", "teresa"))
    casos = filas(jefa.ir("/escritorio/expedientes/"))
    assert len([fila for fila in casos if "/LIC/" in fila]) == 4
    (por_fiscalizar,) = filas(interventora.ir("/escritorio/?ver=sin_asignar"))
    assert "Fiscalizar el gasto" in por_fiscalizar
    juan = Ciudadano(pueblo, "22222222J")
    juan.entrar()
    assert juan.notificacion_pendiente() is not None


def test_arranca_todo_sirve_paginas_y_ctrl_c_lo_para_todo(demo: tuple[subprocess.Popen[str], Path]) -> None:
    proceso, var = demo
    esperar_a(var / "demo" / "estado.json", proceso)
    estado = json.loads((var / "demo" / "estado.json").read_text())
    for pagina in ("/", "/tramites/licencia-obra-menor/", "/acceso/", "/acceso/empleados/"):
        assert responde(estado["web"] + pagina) == 200, pagina
    mirar_los_casos_de_ejemplo(estado["web"], var)
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
