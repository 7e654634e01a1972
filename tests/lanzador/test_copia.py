"""`copia` and `restaurar`: real databases, real pg_dump, real damage."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from django.db import connections, transaction

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso

pytestmark = pytest.mark.lento
CON_ESPACIOS = "Raíz de la AC (2026), copia.pem"


class Base(Protocol):
    url: str
    entorno: dict[str, str]


class Pueblo:
    """A database with something in it, and a folder of its own."""

    def __init__(self, base: Base, carpeta: Path) -> None:
        self.base = base
        self.carpeta = carpeta
        self.fichero = carpeta / "pueblo.copia"
        (carpeta / "var" / "claves").mkdir(parents=True)
        (carpeta / "var" / "claves" / "sello.key").write_text("secreto")
        (carpeta / "var" / "confianza").mkdir()
        (carpeta / "var" / "confianza" / CON_ESPACIOS).write_text("raíz")
        with transaction.atomic():
            for numero in range(3):
                registrar_acceso(Actor.sistema("prueba"), que="documento", objeto_id=str(numero), motivo="prueba")

    def orden(self, *argumentos: str, var: str = "var") -> subprocess.CompletedProcess[str]:
        entorno: Mapping[str, str] = {**self.base.entorno, "CONSISTORIO_VAR": str(self.carpeta / var)}
        orden = [sys.executable, "-m", "consistorio.cli", *argumentos]
        return subprocess.run(orden, check=False, env=entorno, capture_output=True, text=True, timeout=120)


@pytest.fixture
def pueblo(base_propia: Base, tmp_path: Path) -> Pueblo:
    return Pueblo(base_propia, tmp_path)


def borrar_accesos(url: str) -> None:
    with psycopg.connect(url) as sesion:
        sesion.execute("DROP TABLE auditoria_acceso CASCADE")


def test_lo_copiado_vuelve_entero_a_un_sitio_nuevo(pueblo: Pueblo) -> None:
    hecho = pueblo.orden("copia", str(pueblo.fichero), "--json")
    assert hecho.returncode == 0, hecho.stderr
    assert json.loads(hecho.stdout)["faltan"] == []
    assert pueblo.fichero.stat().st_mode & 0o777 == 0o600
    assert pueblo.orden("copia", str(pueblo.fichero)).returncode == 2, "never overwrites"
    assert pueblo.orden("restaurar", str(pueblo.fichero)).returncode == 1, "the database is not empty"
    borrar_accesos(pueblo.base.url)
    with llamando(pueblo.base.url) as llamadas:
        restaurado = pueblo.orden("restaurar", str(pueblo.fichero), "--reemplazar", var="otro")
    assert restaurado.returncode == 0, restaurado.stderr
    assert llamadas, "the town kept on calling its database"
    connections.close_all()  # whoever was connected to the old one was thrown out
    assert Acceso.objects.count() == 3
    assert (pueblo.carpeta / "otro" / "claves" / "sello.key").read_text() == "secreto"
    assert [f.name for f in (pueblo.carpeta / "otro" / "confianza").iterdir()] == [CON_ESPACIOS]
    assert (pueblo.carpeta / "otro" / "claves" / "sello.key").stat().st_mode & 0o777 == 0o600
    with psycopg.connect(pueblo.base.url) as sesion, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        sesion.execute("TRUNCATE supervision_intervenciontrabajo")


@contextmanager
def llamando(url: str) -> Iterator[list[int]]:
    """Somebody who connects again as soon as they are thrown out, as workers and pages do."""
    llamadas: list[int] = []
    fin = threading.Event()

    def llamar() -> None:
        while not fin.is_set():
            try:
                with psycopg.connect(url) as sesion:
                    while not fin.wait(0.05):
                        sesion.execute("SELECT 1")
                        llamadas.append(1)
            except psycopg.Error:
                fin.wait(0.005)

    hilos = [threading.Thread(target=llamar) for _vez in range(2)]
    for hilo in hilos:
        hilo.start()
    try:
        yield llamadas
    finally:
        fin.set()
        for hilo in hilos:
            hilo.join()


def _cortar(fichero: Path) -> None:
    fichero.write_bytes(fichero.read_bytes()[:-20_000])


def _cambiar_un_byte_del_volcado(fichero: Path) -> None:
    datos = bytearray(fichero.read_bytes())
    datos[2000] ^= 0x01
    fichero.write_bytes(bytes(datos))


def _anadir_un_miembro(fichero: Path) -> None:
    with tarfile.open(fichero, "a") as tar:
        tar.addfile(tarfile.TarInfo("carpetas/../../fuera"))


def _no_es_una_copia(fichero: Path) -> None:
    fichero.write_text("hola")


def test_una_copia_danada_no_toca_nada(pueblo: Pueblo) -> None:
    """Whatever the damage; that it was not damaged before is seen too."""
    entera = pueblo.carpeta / "entera.copia"
    assert pueblo.orden("copia", str(entera)).returncode == 0
    assert pueblo.orden("restaurar", str(entera), "--comprobar").returncode == 0
    for danar in (_cortar, _cambiar_un_byte_del_volcado, _anadir_un_miembro, _no_es_una_copia):
        shutil.copy2(entera, pueblo.fichero)
        danar(pueblo.fichero)
        rechazada = pueblo.orden("restaurar", str(pueblo.fichero), "--reemplazar", "--json")
        assert rechazada.returncode == 1, danar.__name__
        assert "no se ha tocado nada" in rechazada.stderr
        assert json.loads(rechazada.stdout)["restaurada"] is False
        assert json.loads(rechazada.stdout)["problemas"]
    assert pueblo.orden("restaurar", str(pueblo.fichero), "--comprobar").returncode == 1
    assert Acceso.objects.count() == 3
    assert sorted(p.name for p in (pueblo.carpeta / "var").iterdir()) == ["claves", "confianza"]
