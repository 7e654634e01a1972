"""The private cluster, with real servers and real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from consistorio.plataforma.base.cluster import LONGITUD_MAXIMA_DEL_SOCKET, Cluster
from consistorio.plataforma.base.conexion import conexion_a
from consistorio.plataforma.base.privilegios import elegir_modo

pytestmark = pytest.mark.lento

USAR = """
import sys
from pathlib import Path
from consistorio.plataforma.base.cluster import Cluster
Cluster(Path(sys.argv[1]), duradero=False).usar()
print("listo", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    uno = Cluster(tmp_path / "pueblo d'Ávila", duradero=False)
    yield uno
    uno.dejar()
    uno.borrar()


def proceso(cluster: Cluster) -> subprocess.Popen[str]:
    """Another process that uses it until its stdin is closed."""
    entorno = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    orden = [sys.executable, "-c", USAR, str(cluster.carpeta)]
    return subprocess.Popen(orden, env=entorno, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def leer(hijo: subprocess.Popen[str]) -> str:
    assert hijo.stdout is not None
    return hijo.stdout.readline()


def preguntar(cluster: Cluster) -> str:
    with psycopg.connect(conexion_a(cluster).url()) as sesion:
        fila = sesion.execute("SELECT current_database()").fetchone()
    return str(fila[0]) if fila else ""


def test_se_crea_arranca_y_no_escucha_en_la_red(cluster: Cluster) -> None:
    assert not cluster.en_marcha()
    cluster.usar()
    assert preguntar(cluster) == "consistorio"
    with psycopg.connect(conexion_a(cluster).url()) as sesion:
        fila = sesion.execute("SHOW listen_addresses").fetchone()
    assert fila == ("",)
    assert cluster.carpeta_socket().stat().st_mode & 0o077 == 0
    cluster.dejar()
    assert not cluster.en_marcha()


def test_dos_que_arrancan_a_la_vez_y_el_ultimo_que_acaba_lo_para(cluster: Cluster) -> None:
    hijos = [proceso(cluster) for _ in range(3)]
    assert [leer(hijo) for hijo in hijos] == ["listo\n"] * 3
    for hijo in hijos[:2]:
        hijo.communicate()
    assert cluster.en_marcha()
    hijos[2].communicate()
    assert not cluster.en_marcha()


def test_si_quien_lo_usaba_muere_de_golpe_lo_para_el_siguiente(cluster: Cluster) -> None:
    hijo = proceso(cluster)
    leer(hijo)
    hijo.kill()
    hijo.communicate()
    assert cluster.en_marcha()
    cluster.usar()
    cluster.dejar()
    assert not cluster.en_marcha()


def test_un_numero_de_proceso_que_ya_es_de_otro_no_impide_arrancar(cluster: Cluster) -> None:
    cluster.usar()
    apunte = cluster.datos / "postmaster.pid"
    lineas = apunte.read_text().splitlines()
    os.kill(int(lineas[0]), signal.SIGKILL)
    limite = time.monotonic() + 20
    while cluster.en_marcha() and time.monotonic() < limite:
        time.sleep(0.05)
    apunte.write_text("\n".join([str(os.getppid()), *lineas[1:]]) + "\n")
    cluster.dejar()
    cluster.usar()
    assert preguntar(cluster) == "consistorio"


def test_un_camino_demasiado_largo_usa_una_carpeta_temporal_privada(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / ("x" * LONGITUD_MAXIMA_DEL_SOCKET), duradero=False)
    try:
        cluster.usar()
        temporal = cluster.carpeta_socket()
        assert not temporal.is_relative_to(tmp_path)
        assert temporal.stat().st_mode & 0o777 == 0o700
        assert preguntar(cluster) == "consistorio"
        temporal.chmod(0o755)
        assert cluster.carpeta_socket() != temporal, "a folder that others may enter is not trusted"
    finally:
        cluster.dejar()
        cluster.borrar()


def test_un_cluster_a_medio_crear_no_se_da_por_bueno(cluster: Cluster) -> None:
    (cluster.carpeta / "datos.nuevo").mkdir(parents=True)
    (cluster.carpeta / "datos.nuevo" / "PG_VERSION").write_text("15\n")
    cluster.usar()
    assert preguntar(cluster) == "consistorio"


@pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: only root changes user to run PostgreSQL")
def test_como_root_sin_espacios_de_nombres_se_usa_otro_usuario_o_se_explica(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSISTORIO_SIN_UNSHARE", "1")
    elegir_modo.cache_clear()
    cerrada = tmp_path / "cerrada"
    cerrada.mkdir(mode=0o700)
    cluster = Cluster(cerrada / "pg", duradero=False)
    padres = [carpeta.stat().st_mode for carpeta in cluster.carpeta.parents]
    try:
        with pytest.raises(Exception, match="no arranca como root"):
            cluster.usar()
        assert [carpeta.stat().st_mode for carpeta in cluster.carpeta.parents] == padres, "nobody's folder is opened"
    finally:
        cluster.dejar()
        elegir_modo.cache_clear()


def orden_de(pid: int) -> bytes:
    """Its command line; empty when it has ended (also when nobody has collected it yet)."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


def test_tras_matar_el_servidor_arranca_aunque_alguien_siguiera_en_una_consulta(cluster: Cluster) -> None:
    cluster.usar()
    sesion = psycopg.connect(conexion_a(cluster).url(), autocommit=True)
    ocupado = sesion.info.backend_pid
    # Busy without looking up: it does not learn that its server is gone
    consulta = b"SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 100000000) b"
    sesion.pgconn.send_query(consulta)
    sesion.pgconn.flush()
    while b"SELECT" not in orden_de(ocupado):
        time.sleep(0.02)
    os.kill(int((cluster.datos / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    cluster.dejar()
    try:
        assert orden_de(ocupado), "it would prove nothing"
        cluster.usar()
        assert preguntar(cluster) == "consistorio"
        assert not orden_de(ocupado), "it is still there, beside the new server"
    finally:
        if orden_de(ocupado):
            os.kill(ocupado, signal.SIGQUIT)
        sesion.close()


def test_un_servidor_arrancado_con_otro_nombre_de_la_carpeta_se_deja_en_paz(cluster: Cluster, tmp_path: Path) -> None:
    cluster.usar()
    enlace = tmp_path / "enlace"
    enlace.symlink_to(cluster.carpeta)
    otro = Cluster(enlace, duradero=False)
    with psycopg.connect(conexion_a(cluster).url()) as sesion:
        otro.usar()
        try:
            assert sesion.execute("SELECT 1").fetchone() == (1,)
            assert otro.en_marcha()
        finally:
            otro.dejar()
