"""The bench: a PostgreSQL of its own with fsync, a town in it, clocks for time and for processors, and several processes at once.

The process that directs (`__main__`) keeps the server and the simulators; each measurement runs in a process of its own, on a clone of the
town, and finds all this through its environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from benchmarks.cifras import percentil

RAIZ = Path(__file__).resolve().parents[1]
TIC = os.sysconf("SC_CLK_TCK")


@dataclass
class Gasto:
    """What a stretch of work cost, in seconds: on the wall, of our processors, of PostgreSQL's. `tiempos`: of each piece; `pasos`: of what was named
    inside it (`paso`), added up; `memoria`: the most that one of its processes held, in MiB, when they were other processes."""

    pared: float = 0.0
    cpu: float = 0.0
    cpu_pg: float = 0.0
    tiempos: list[float] = field(default_factory=list)
    pasos: dict[str, float] = field(default_factory=dict)
    memoria: float = 0.0

    def por(self, cuantos: int) -> dict[str, float]:
        """Milliseconds for each of so many, as `Cifra` calls them."""
        return {clave: round(1000 * getattr(self, clave) / cuantos, 2) for clave in ("pared", "cpu", "cpu_pg")}

    @property
    def procesador(self) -> float:
        """Ours and PostgreSQL's."""
        return self.cpu + self.cpu_pg

    def ms(self, tanto: float) -> float:
        """A percentile of the pieces, in milliseconds."""
        return round(1000 * percentil(self.tiempos, tanto), 1)


def cpu_del_servidor(postmaster: int) -> float:
    """Seconds of processor of PostgreSQL since it started: of the server, of those who attend somebody, and of those that ended."""
    hijos = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    tics = sum(_tics(postmaster, 11, 15)) + sum(sum(_tics(int(hijo), 11, 13)) for hijo in hijos)
    return tics / TIC


def cpu_de(pid: int) -> float:
    """Seconds of processor of a process and of its children, alive or ended."""
    hijos = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_tics(pid, 11, 15)) / TIC + sum(cpu_de(int(hijo)) for hijo in hijos)


def _tics(pid: int, desde: int, hasta: int) -> list[int]:
    try:
        campos = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(campo) for campo in campos[desde:hasta]]


def memoria_mayor(pid: int | str = "self") -> float:
    """The most that a process has held since it began its program, in MiB (`ru_maxrss` also counts what its parent held)."""
    lineas = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(linea.split()[1]) for linea in lineas if linea.startswith("VmHWM")) / 1024


@dataclass(frozen=True)
class Banco:
    """What a measurement works with. `escala`: how much of it, by name; see `cuanto`."""

    var: Path
    postmaster: int
    pequeno: bool
    opciones: Mapping[str, str]

    @classmethod
    def del_entorno(cls) -> Banco:
        """As the director left it."""
        dicho: dict[str, Any] = json.loads(os.environ["BANCO"])
        return cls(Path(dicho["var"]), dicho["postmaster"], dicho["pequeno"], dicho["opciones"])

    def cuanto(self, normal: int, pequeno: int) -> int:
        """How many: fewer where it is only to be seen that it works."""
        return pequeno if self.pequeno else normal

    @contextmanager
    def gasto(self, *pids: int) -> Iterator[Gasto]:
        """Measure what is done inside. `pids`: processes whose work counts as ours, with their children."""
        hecho = Gasto()
        antes = self._relojes(pids)
        try:
            yield hecho
        finally:
            hecho.pared, hecho.cpu, hecho.cpu_pg = (b - a for a, b in zip(antes, self._relojes(pids), strict=True))

    def _relojes(self, pids: Sequence[int]) -> tuple[float, float, float]:
        hijos = os.times()  # the processes that this one made, and that ended
        cpu = time.process_time() + hijos.children_user + hijos.children_system + sum(cpu_de(pid) for pid in pids)
        return time.monotonic(), cpu, cpu_del_servidor(self.postmaster)

    def aviso(self, texto: str) -> None:
        """A line for whoever waits."""
        print(f"  {texto}", file=sys.stderr, flush=True)


@contextmanager
def pieza(gasto: Gasto) -> Iterator[None]:
    """One piece of a stretch."""
    empieza = time.perf_counter()
    yield
    gasto.tiempos.append(time.perf_counter() - empieza)


@contextmanager
def paso(gasto: Gasto, *funciones: tuple[Any, str, str]) -> Iterator[None]:
    """Have what some functions of the product take, each given as its module, its name there and the name of the step, added to `pasos`. A step that calls another one counts it too."""
    antes = [(modulo, nombre, getattr(modulo, nombre)) for modulo, nombre, _que in funciones]
    for modulo, nombre, que in funciones:
        setattr(modulo, nombre, _cronometrada(getattr(modulo, nombre), que, gasto))
    try:
        yield
    finally:
        for modulo, nombre, funcion in antes:
            setattr(modulo, nombre, funcion)


def _cronometrada(funcion: Callable[..., Any], que: str, gasto: Gasto) -> Callable[..., Any]:
    @wraps(funcion)
    def medida(*args: Any, **con: Any) -> Any:
        empieza = time.perf_counter()
        try:
            return funcion(*args, **con)
        finally:
            gasto.pasos[que] = gasto.pasos.get(que, 0.0) + time.perf_counter() - empieza

    return medida


def a_la_vez(
    banco: Banco, obra: str, encargos: Sequence[Mapping[str, object]], *, entorno: Mapping[str, str] | None = None
) -> Gasto:
    """The function `module:name` in one process for each errand, all begun at once; it gets `(banco, errand)` and a `salida` to wait for.

    The function is a generator: what it does before its only `yield` is not measured, what follows is; each time that it sends back
    from `Gasto.tiempos` is a piece, and `pasos` are added up. `entorno`: what they find in their environment besides that of this process.
    """
    hijos = [
        subprocess.Popen(
            [sys.executable, "-m", "benchmarks.obrero", obra, json.dumps(encargo)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=RAIZ,
            env=os.environ | dict(entorno or {}),
        )
        for encargo in encargos
    ]
    for hijo in hijos:
        if hijo.stdout is None or hijo.stdout.readline().strip() != "listo":
            raise SystemExit(f"{obra} did not start")
    antes_pg, empieza = cpu_del_servidor(banco.postmaster), time.monotonic()
    for hijo in hijos:
        if hijo.stdin is not None:
            hijo.stdin.write("ya\n")
            hijo.stdin.flush()
    hecho = Gasto()
    for hijo in hijos:
        salida, _ = hijo.communicate()
        if hijo.returncode:
            raise SystemExit(f"{obra} ended with {hijo.returncode}")
        suyo = json.loads(salida.splitlines()[-1])
        hecho.cpu += suyo["cpu"]
        hecho.tiempos += suyo["tiempos"]
        hecho.memoria = max(hecho.memoria, suyo["memoria"])
        for que, segundos in suyo["pasos"].items():
            hecho.pasos[que] = hecho.pasos.get(que, 0.0) + segundos
    hecho.pared = time.monotonic() - empieza
    hecho.cpu_pg = cpu_del_servidor(banco.postmaster) - antes_pg
    return hecho
