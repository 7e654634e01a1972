"""The town under proof: its own PostgreSQL with fsync, its pages, its workers, its simulators and whoever loads it; and how they die."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from consistorio.cli import siembra
from consistorio.cli.demo import entorno_del_pueblo
from consistorio.cli.procesos import PROCESOS, Proceso, elegir_puertos
from consistorio.cli.supervisor import Supervisor
from consistorio.plataforma.base.cluster import Cluster
from consistorio.plataforma.base.conexion import conexion_a
from consistorio.plataforma.base.rutas import RAIZ

SOBRAN = frozenset({"certificado", "confianza", "trabajador", "barridos"})
TRABAJADORES = ("trabajador-1", "trabajador-2")
PUERTO = 31_000


def _trabajador(nombre: str) -> Proceso:
    return Proceso(nombre, ["consistorio.cli", "trabajador", "--nombre", nombre])


class Pueblo:
    """A town of `carpeta`. `usar()` first; `cerrar()` at the end, whatever happens."""

    def __init__(self, carpeta: Path) -> None:
        self.var = carpeta
        self.cluster = Cluster(carpeta / "pg")
        self.procesos = [*(p for p in PROCESOS if p.existe and p.nombre not in SOBRAN), *map(_trabajador, TRABAJADORES)]
        # Certificates name the port of their authority: a town that goes on keeps its own
        apunte = carpeta / "puertos.json"
        antes = json.loads(apunte.read_bytes()) if apunte.exists() else {}
        self.puertos = elegir_puertos(self.procesos, PUERTO + os.getpid() % 200 * 100, antes)
        self.cargadores: dict[str, subprocess.Popen[bytes]] = {}
        self._ordenes: dict[str, list[str]] = {}

    def usar(self) -> None:
        """Make the database, fill it as the demo does and start every process."""
        self.var.mkdir(parents=True, exist_ok=True)
        (self.var / "puertos.json").write_text(json.dumps(self.puertos), "utf-8")
        self.cluster.usar()
        os.environ["CONSISTORIO_VAR"] = str(self.var)
        os.environ["DATABASE_URL"] = self.url
        os.environ["DJANGO_SETTINGS_MODULE"] = "consistorio.conf.demo"
        self.entorno = entorno_del_pueblo(self.procesos, self.puertos, self.var)
        self.entorno["PYTHONPATH"] = os.pathsep.join([str(RAIZ / "src"), str(RAIZ)])
        self.orden("consistorio.cli", "actualizar")
        self.orden("consistorio.cli.siembra", str(self.sembrado))
        self.supervisor = Supervisor(self.procesos, self.puertos, entorno=self.entorno, var=self.var)
        faltan = self.supervisor.arrancar_todos()
        if faltan:
            raise RuntimeError(f"did not start: {', '.join(faltan)}")

    @property
    def url(self) -> str:
        """Of its database."""
        return conexion_a(self.cluster).url()

    @property
    def sembrado(self) -> Path:
        """What the sowing announces."""
        return self.var / "demo" / "sembrado.json"

    @property
    def siembra(self) -> dict[str, list[str]]:
        """The lines of the sowing."""
        return siembra.leer(self.sembrado)

    def orden(self, modulo: str, *argumentos: str, bien: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """Run a command of this town to its end. Raises RuntimeError with its output when it ends badly."""
        orden = [sys.executable, "-m", modulo, *argumentos]
        hecho = subprocess.run(orden, check=False, env=self.entorno, cwd=RAIZ, capture_output=True, text=True)
        if hecho.returncode not in bien:
            raise RuntimeError(f"{' '.join(orden)}: {hecho.returncode}\n{hecho.stdout[-2000:]}{hecho.stderr[-4000:]}")
        return hecho

    def cargar(self, nombre: str, *orden: str) -> None:
        """Start a process that loads the town (again, if it died)."""
        self._ordenes[nombre] = list(orden)
        with (self.var / f"{nombre}.log").open("ab") as bitacora:
            self.cargadores[nombre] = subprocess.Popen(
                [sys.executable, "-m", *orden], env=self.entorno, cwd=RAIZ, stdout=bitacora, stderr=subprocess.STDOUT
            )

    def revivir(self) -> bool:
        """Start again the loaders that were killed; whether some goes on. Raises RuntimeError when one ends badly by itself."""
        for nombre, hijo in list(self.cargadores.items()):
            codigo = hijo.poll()
            if codigo == -signal.SIGKILL:
                self.cargar(nombre, *self._ordenes[nombre])
            elif codigo:
                fin = (self.var / f"{nombre}.log").read_text("utf-8", "replace")[-3000:]
                raise RuntimeError(f"{nombre} ended with {codigo}\n{fin}")
        return any(hijo.poll() is None for hijo in self.cargadores.values())

    def matar(self, quien: str, cual: int) -> str:
        """Kill one of that kind with -9 and have it started again; says who it was, or "" when none was alive."""
        return MATADORES[quien](self, cual)

    def _matar_escritor(self, cual: int) -> str:
        vivos = [n for n, hijo in sorted(self.cargadores.items()) if n.startswith("escritor") and hijo.poll() is None]
        if not vivos:
            return ""
        nombre = vivos[cual % len(vivos)]
        self.cargadores[nombre].kill()
        return nombre

    def _matar_trabajador(self, cual: int) -> str:
        return self._matar_proceso(TRABAJADORES[cual % len(TRABAJADORES)])

    def _matar_web(self, cual: int) -> str:
        return self._matar_proceso("web")

    def _matar_proceso(self, nombre: str) -> str:
        """With all its children; it is started again at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.supervisor.pid(nombre), signal.SIGKILL)
        self.supervisor.parar_uno(nombre)
        self.supervisor.arrancar(nombre)
        return nombre

    def _matar_hijo_de_web(self, cual: int) -> str:
        """A process of the pages, whose parent must make another."""
        hijos = _hijos(self.supervisor.pid("web"))
        return _matar(hijos[cual % len(hijos)], "child of web") if hijos else ""

    def _matar_conexion(self, cual: int) -> str:
        """A process of PostgreSQL that attends somebody: PostgreSQL throws out all the others and recovers."""
        postmaster = self.postmaster()
        atienden = [pid for pid in _hijos(postmaster) if b"consistorio" in _orden(pid)] if postmaster else []
        return _matar(atienden[cual % len(atienden)], "backend") if atienden else ""

    def _matar_postgres(self, cual: int) -> str:
        postmaster = self.postmaster()
        if postmaster is None:
            return ""
        nombre = _matar(postmaster, "postmaster")
        time.sleep(random.Random(cual).uniform(0, 1.5))  # for how long nobody can write
        self.cluster.dejar()
        self.cluster.usar()
        return nombre

    def postmaster(self) -> int | None:
        """Its number, from the file that PostgreSQL writes."""
        try:
            return int((self.cluster.datos / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None

    def parar_procesos(self) -> None:
        """In order, as a person stops a town: the database stays."""
        for nombre in (*TRABAJADORES, "web"):
            self.supervisor.parar_uno(nombre)

    def cerrar(self) -> None:
        """Stop everything that is left."""
        for hijo in self.cargadores.values():
            if hijo.poll() is None:
                hijo.kill()
                hijo.wait()
        if hasattr(self, "supervisor"):
            self.supervisor.parar()
        self.cluster.dejar()


def _matar(pid: int, que: str) -> str:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return f"{que} {pid}"
    return ""


def _hijos(pid: int) -> list[int]:
    try:
        return sorted(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except FileNotFoundError:
        return []


def _orden(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


MATADORES: dict[str, Callable[[Pueblo, int], str]] = {
    "escritor": Pueblo._matar_escritor,
    "trabajador": Pueblo._matar_trabajador,
    "web": Pueblo._matar_web,
    "hijo_de_web": Pueblo._matar_hijo_de_web,
    "conexion": Pueblo._matar_conexion,
    "postgres": Pueblo._matar_postgres,
}
