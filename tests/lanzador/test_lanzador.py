"""The launcher, on a copy of the project in a folder that only we may enter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.lento
RAIZ = Path(__file__).parents[2]


@pytest.fixture
def copia(tmp_path: Path) -> Path:
    """The project's files, without environment nor var/, under 0700."""
    return copiar(tmp_path)


@pytest.fixture(scope="module")
def con_entorno(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with its environment made. It compiles the house once."""
    raiz = copiar(tmp_path_factory.mktemp("lanzador"))
    (raiz / ".venv").symlink_to(Path(sys.prefix))
    return raiz


def copiar(carpeta: Path) -> Path:
    raiz = carpeta / "un sitio con espacios"
    raiz.mkdir(mode=0o700)
    shutil.copy2(RAIZ / "consistorio", raiz)
    shutil.copytree(RAIZ / "requisitos", raiz / "requisitos")
    ignorar = shutil.ignore_patterns("__pycache__", "node_modules", "vendor-build", "tests")
    shutil.copytree(RAIZ / "src", raiz / "src", ignore=ignorar)
    return raiz


def lanzar(raiz: Path, *argumentos: str, **entorno: str) -> subprocess.CompletedProcess[str]:
    limpio = {k: v for k, v in os.environ.items() if not k.startswith(("CONSISTORIO", "DJANGO", "DATABASE", "PYTHON"))}
    orden = [str(raiz / "consistorio"), *argumentos]
    return subprocess.run(
        orden, check=False, env=limpio | entorno, cwd="/", capture_output=True, text=True, timeout=300
    )


def sin_paquetes(raiz: Path) -> None:
    """A lock and a list of Debian packages that ask for nothing, so that building the environment needs no network."""
    (raiz / "requisitos" / "desarrollo.lock").write_text("# nothing\n")
    (raiz / "requisitos" / "debian.txt").write_text("# nothing\n")


def test_con_el_entorno_hecho_crea_la_base_y_la_para_al_acabar(con_entorno: Path) -> None:
    copia = con_entorno
    hecho = lanzar(
        copia, "manage", "shell", "-c", "from django.db import connection as c; c.ensure_connection(); print('sí')"
    )
    assert hecho.returncode == 0, hecho.stderr
    assert hecho.stdout.strip().endswith("sí")
    assert (copia / "var" / "pg" / "datos" / "PG_VERSION").exists()
    assert not (copia / "var" / "pg" / "datos" / "postmaster.pid").exists()
    assert copia.stat().st_mode & 0o777 == 0o700


def test_codigos_de_salida_y_ayuda_en_castellano(con_entorno: Path) -> None:
    copia = con_entorno
    assert lanzar(copia).returncode == 2
    desconocida = lanzar(copia, "inventada")
    assert desconocida.returncode == 2
    assert "No existe la orden" in desconocida.stderr
    ayuda = lanzar(copia, "demo", "--help")
    assert ayuda.returncode == 0
    assert ayuda.stdout.startswith("Uso: ./consistorio demo")
    mal = lanzar(copia, "copia")
    assert mal.returncode == 2
    assert "falta: fichero" in mal.stderr
    sin_base = lanzar(copia, "copia", str(copia / "c.tar"), DATABASE_URL="mysql://x/y")
    assert sin_base.returncode == 3
    assert "DATABASE_URL" in sin_base.stderr


def test_dos_a_la_vez_construyen_un_solo_entorno_que_dura_hasta_otro_lock(copia: Path) -> None:
    sin_paquetes(copia)
    orden = ["/bin/sh", str(copia / "consistorio")]
    hijos = [subprocess.Popen(orden, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) for _ in range(2)]
    salidas = [hijo.communicate(timeout=300)[1] for hijo in hijos]
    assert sum("Preparando .venv" in salida for salida in salidas) == 1, salidas
    sello = copia / ".venv" / "consistorio.sello"
    antes = sello.stat().st_mtime_ns
    assert "Preparando" not in lanzar(copia).stderr
    assert sello.stat().st_mtime_ns == antes
    (copia / "requisitos" / "desarrollo.lock").write_text("# otro\n")
    assert "Preparando .venv" in lanzar(copia).stderr
    (copia / ".venv" / "consistorio.sello").unlink()
    assert "Preparando .venv" in lanzar(copia).stderr


def test_un_paquete_cuyo_hash_no_es_el_del_lock_no_se_instala(copia: Path) -> None:
    sin_paquetes(copia)
    rueda = copia / "falsa-1.0-py3-none-any.whl"
    rueda.write_bytes(b"no es lo que dice el lock")
    (copia / "requisitos" / "desarrollo.lock").write_text(f"falsa @ {rueda.as_uri()} --hash=sha256:{'0' * 64}\n")
    hecho = lanzar(copia, PIP_NO_INDEX="1")
    assert hecho.returncode == 3
    assert not (copia / ".venv" / "consistorio.sello").exists()
