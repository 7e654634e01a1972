"""A small share of the proof of crashes (`pruebas/caidas`): writers killed with -9 and thrown out by the database, and the same judge."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from django.db import connections
from pruebas.caidas import juez
from pruebas.caidas.diario import Diario, leer
from pruebas.caidas.escritor import Escritor
from pruebas.caidas.guion import guion
from pytest_django import Settings

pytestmark = pytest.mark.lento
SEMILLA, ASIENTOS, ESCRITORES, MUERTES = 7, 45, 3, 6
FORK = multiprocessing.get_context("fork")
PACIENCIA = 120.0


class Base(Protocol):
    url: str


def escribir(diario: Path, resto: int) -> None:
    escritor = Escritor(SEMILLA, diario)
    for i in range(resto, ASIENTOS, ESCRITORES):
        escritor.asentar(i)


def soltar(carpeta: Path, resto: int) -> BaseProcess:
    """A writer, forked from this process, which has loaded the house."""
    hijo = FORK.Process(target=escribir, args=(carpeta / f"escritor-{resto}.jsonl", resto), daemon=True)
    hijo.start()
    return hijo


def acusados(carpeta: Path) -> int:
    return sum(linea["que"] == "hecho" for f in carpeta.glob("*.jsonl") for linea in leer(f))


def echar_a_todos(url: str) -> None:
    """The database ends every connection but this one."""
    with psycopg.connect(url) as sesion:
        sesion.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def cargar(url: str, carpeta: Path) -> int:
    """Write everything while the script of the seed kills; how many died."""
    connections.close_all()
    hijos = [soltar(carpeta, resto) for resto in range(ESCRITORES)]
    pendientes, muertos = list(guion(SEMILLA, asientos=ASIENTOS, muertes=MUERTES)), 0
    limite = time.monotonic() + PACIENCIA
    while any(hijo.exitcode != 0 for hijo in hijos):
        assert time.monotonic() < limite, f"seed {SEMILLA}: the writers do not end"
        if pendientes and acusados(carpeta) >= pendientes[0].tras:
            muerte = pendientes.pop(0)
            vivos = [hijo for hijo in hijos if hijo.is_alive()]
            if muerte.cual % 3 == 0:
                echar_a_todos(url)
            elif vivos:
                os.kill(vivos[muerte.cual % len(vivos)].pid or 0, signal.SIGKILL)
                muertos += 1
        for resto, hijo in enumerate(hijos):
            if hijo.exitcode == -signal.SIGKILL:
                hijos[resto] = soltar(carpeta, resto)
            assert hijo.exitcode in (None, 0, -signal.SIGKILL), f"seed {SEMILLA}: a writer ended with {hijo.exitcode}"
        time.sleep(0.01)
    return muertos


def juzgar(url: str, carpeta: Path) -> list[str]:
    with psycopg.connect(url) as sesion:
        return juzgar_en(sesion, carpeta)


def juzgar_en(sesion: juez.Sesion, carpeta: Path) -> list[str]:
    fallos: list[str] = []
    juez.juzgar_asientos(sesion, carpeta, SEMILLA, ASIENTOS, fallos, {})
    juez.juzgar_trabajos(sesion, fallos, {})
    juez.juzgar_contenidos(sesion, carpeta, fallos, {})
    juez.juzgar_cadenas(sesion, fallos, {})
    return fallos


# What the judge must say of each thing that is spoilt in the tables; no trigger stands in the way
UNO = "SELECT id FROM registro_asiento WHERE clave_idempotencia LIKE 'caidas-%' ORDER BY numero DESC LIMIT 1"
UN_TRABAJO = "SELECT min(id) FROM procrastinate_jobs WHERE task_name = 'registro.emitir_justificante'"
UN_HECHO = "cadena LIKE 'libro:%' AND seq = 3"
ESTROPICIOS = {
    "gaps or repetitions in the numbers": f"UPDATE registro_asiento SET numero = numero + 1 WHERE id = ({UNO})",
    "times against the order": f"UPDATE registro_asiento SET registrado_el = registrado_el - interval '1 day' WHERE id = ({UNO})",
    "told otherwise": f"UPDATE registro_asiento SET numero_completo = 'otro' WHERE id = ({UNO})",
    f"{ASIENTOS - 1} entries of {ASIENTOS} requests": f"DELETE FROM registro_asiento WHERE id = ({UNO})",
    "entries without one fact of theirs": f"DELETE FROM auditoria_evento WHERE {UN_HECHO}",
    "entries half written": f"DELETE FROM registro_interesadoasiento WHERE asiento_id = ({UNO})",
    "jobs left in hand of nobody": f"UPDATE procrastinate_jobs SET status = 'doing' WHERE id = ({UN_TRABAJO})",
    "failed jobs that say no reason": f"UPDATE procrastinate_jobs SET status = 'failed' WHERE id = ({UN_TRABAJO})",
    "receipts that nobody will make": f"UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = ({UN_TRABAJO})",
    "receipts asked for twice": "UPDATE procrastinate_jobs SET args = (SELECT args FROM procrastinate_jobs j WHERE j.id = "
    f"({UN_TRABAJO})) WHERE task_name = 'registro.emitir_justificante'",
    "attachments without their content": "DELETE FROM almacen_contenido",
    "breaks at 4": f"DELETE FROM auditoria_evento WHERE {UN_HECHO}",
    "is not the one that was hashed": f"UPDATE auditoria_evento SET canonico = canonico || ' ' WHERE {UN_HECHO}",
    "is not its last fact": "UPDATE auditoria_cadena SET seq = seq + 1 WHERE nombre LIKE 'libro:%'",
}


def no_visto(url: str, carpeta: Path) -> list[str]:
    """What the judge does not see of each thing spoilt, which is undone."""
    callados = []
    for dicho, orden in ESTROPICIOS.items():
        with psycopg.connect(url) as sesion:
            sesion.execute("SET LOCAL session_replication_role = replica")
            assert sesion.execute(orden.encode()).rowcount > 0, orden
            if dicho not in " ".join(juzgar_en(sesion, carpeta)):
                callados.append(dicho)
            sesion.rollback()
    return callados


def test_nada_de_lo_acusado_se_pierde_ni_se_repite_y_el_juez_lo_veria(
    pueblo_propio: Base, tmp_path: Path, settings: Settings
) -> None:
    settings.CONSISTORIO_VAR = tmp_path
    assert cargar(pueblo_propio.url, tmp_path) > 1
    assert juzgar(pueblo_propio.url, tmp_path) == [], f"seed {SEMILLA}"

    assert no_visto(pueblo_propio.url, tmp_path) == []

    primero = tmp_path / "escritor-0.jsonl"
    dicho = primero.read_text("utf-8")
    inventado = {"que": "hecho", "clave": f"caidas-{SEMILLA}-900", "numero": "x", "id": "x"}
    primero.write_text(f"{dicho}{json.dumps(inventado)}\n", "utf-8")
    assert "acknowledged and lost" in " ".join(juzgar(pueblo_propio.url, tmp_path))
    primero.write_text(f"{dicho}{json.dumps({**inventado, 'clave': f'caidas-{SEMILLA}-0'})}\n", "utf-8")
    assert "one request with two answers" in " ".join(juzgar(pueblo_propio.url, tmp_path))
    primero.write_text(dicho, "utf-8")
    fichero = next(f for f in (tmp_path / "almacen" / "contenidos").glob("*/*/*"))
    fichero.chmod(0o600)
    fichero.write_bytes(b"otra cosa")
    assert "bytes that are not those of their name" in " ".join(juzgar(pueblo_propio.url, tmp_path))
    fichero.unlink()
    assert "contents without bytes" in " ".join(juzgar(pueblo_propio.url, tmp_path))


def test_una_pagina_que_falla_por_si_sola_se_dice_y_la_que_no_tiene_base_de_datos_no(tmp_path: Path) -> None:
    diario = Diario(tmp_path / "tramitador.jsonl")
    for estado in (503, 502, 503):
        diario.fallo("https://sede.example/escritorio/", estado)
    fallos, cifras = list[str](), dict[str, object]()
    juez.juzgar_paginas(tmp_path, fallos, cifras)
    assert (fallos, cifras["paginas_que_fallaron"]) == ([], {"502": 1, "503": 2})
    diario.fallo("https://sede.example/escritorio/portafirmas/", 500)
    juez.juzgar_paginas(tmp_path, fallos, cifras)
    assert fallos == ["pages that failed by themselves (1): https://sede.example/escritorio/portafirmas/"]
