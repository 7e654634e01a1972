"""Memory of each process of a town that has just worked, and how long each takes to start.

Proportional set size: what two processes share is shared out between them. The town has the processes of the demo but the simulators; each has
answered pages or run jobs before it is looked at.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.banco import RAIZ, Banco
from benchmarks.cifras import Cifra, percentil
from benchmarks.lecturas import _que_se_pide, pedir, servidor, sesion

ARRANQUES = {
    "Python alone": ["-c", "pass"],
    "A command of the product (`plazo --help`)": ["-m", "consistorio.cli", "plazo", "--help"],
    "Everything loaded, the database asked once (`salud`)": ["-m", "consistorio.cli", "salud"],
}


def medir(banco: Banco) -> list[Cifra]:
    """Start-ups, then a server and a worker at work."""
    return [*_arranques(banco), *_procesos(banco)]


def _arranques(banco: Banco) -> list[Cifra]:
    cifras = []
    for nombre, orden in ARRANQUES.items():
        tiempos = []
        for _vez in range(banco.cuanto(7, 2)):
            empieza = time.perf_counter()
            subprocess.run([sys.executable, *orden], check=False, cwd=RAIZ, capture_output=True)
            tiempos.append(time.perf_counter() - empieza)
        cifras.append(
            Cifra(
                que=f"Start: {nombre}",
                valor=round(percentil(tiempos, 50), 2),
                unidad="s (p50)",
                p95=round(percentil(tiempos, 95), 2),
            )
        )
    return cifras


def _procesos(banco: Banco) -> list[Cifra]:
    from benchmarks.banco import Gasto
    from benchmarks.presentar import _presentar, borradores

    cifras = []
    empieza = time.perf_counter()
    with servidor(banco) as (puerto, pid):
        cifras.append(
            Cifra(
                que="Start: the server, until its first answer",
                valor=round(time.perf_counter() - empieza, 2),
                unidad="s",
            )
        )
        _presentar(borradores(5), Gasto())
        cookie = sesion("nuria")
        for pagina in _que_se_pide("nuria")[:3]:
            pedir(puerto, cookie, pagina, clientes=8, veces=5)
        cifras += [_de(f"Server, process {i}", uno) for i, uno in enumerate(_arbol(pid), start=1)]
    trabajador = subprocess.Popen(
        [sys.executable, "-m", "consistorio.cli", "trabajador", "--nombre", "banco"],
        cwd=RAIZ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        esperar_a_los_trabajos(300)
        cifras.append(_de("Worker, after the receipts of five submissions", trabajador.pid))
    finally:
        trabajador.terminate()
        trabajador.wait(60)
    todos = [banco.postmaster, *_hijos(banco.postmaster)]
    cifras.append(
        Cifra(
            que=f"PostgreSQL, its {len(todos)} processes together",
            valor=round(sum(_kb(p, "Pss") for p in todos) / 1024, 1),
            unidad="MB (PSS)",
        )
    )
    return cifras


def esperar_a_los_trabajos(segundos: float) -> None:
    """Until nothing waits in the queue but sweeps. Raises SystemExit when it takes longer."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    limite = time.monotonic() + segundos
    while ProcrastinateJob.objects.filter(status__in=("todo", "doing")).exclude(queue_name="barridos").exists():
        if time.monotonic() > limite:
            raise SystemExit("the worker did not end what waited")
        time.sleep(0.2)


def _de(que: str, pid: int) -> Cifra:
    return Cifra(
        que=que,
        valor=round(_kb(pid, "Pss") / 1024, 1),
        unidad="MB (PSS)",
        nota=f"RSS {_kb(pid, 'Rss') / 1024:.1f} MB",
    )


def _arbol(pid: int) -> list[int]:
    return [pid, *(nieto for hijo in _hijos(pid) for nieto in _arbol(hijo))]


def _hijos(pid: int) -> list[int]:
    return [int(hijo) for hijo in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _kb(pid: int, que: str) -> int:
    lineas = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(linea.split()[1]) for linea in lineas if linea.startswith(f"{que}:"))
