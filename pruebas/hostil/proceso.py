"""Runs cases in a child with its memory and processor time limited, so that what breaks the child is told and not suffered."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe

MEMORIA = 384 * 1024 * 1024  # bytes that a case may take, over what the process had
SEGUNDOS = 30  # of processor that a case may take


@dataclass(frozen=True)
class Resultado:
    """What became of a case. `fallo`: what broke, "" when the input was refused or taken; `dicho`: the answer of the parser.

    `segundos` of processor; `memoria`: bytes of the highest mark of the child so far, over what it began with.
    """

    caso: int
    fallo: str
    dicho: str
    segundos: float
    memoria: int


def correr(casos: Iterable[int], hacer: Callable[[int], str], *, memoria: int = MEMORIA) -> Iterator[Resultado]:
    """Each case in turn. A child that dies leaves a result that says so, and another goes on with the next case."""
    pendientes = iter(casos)
    caso = next(pendientes, None)
    while caso is not None:
        nuestro, suyo = Pipe()
        hijo = os.fork()
        if hijo == 0:
            nuestro.close()
            _atender(suyo, hacer, memoria)
        suyo.close()
        while caso is not None:
            nuestro.send(caso)
            try:
                yield nuestro.recv()
            except EOFError:
                _pid, estado = os.waitpid(hijo, 0)
                yield Resultado(caso, _muerte(estado), "", 0.0, 0)
                caso = next(pendientes, None)
                break
            caso = next(pendientes, None)
        else:
            nuestro.send(None)
            os.waitpid(hijo, 0)
        nuestro.close()


def _muerte(estado: int) -> str:
    if os.WIFSIGNALED(estado):
        numero = signal.Signals(os.WTERMSIG(estado))
        return f"the process died of {numero.name}" + (f" after {SEGUNDOS} s" if numero is signal.SIGXCPU else "")
    return f"the process ended with {os.WEXITSTATUS(estado)}"


def _atender(tuberia: Connection, hacer: Callable[[int], str], memoria: int) -> None:
    base = _tamano()
    resource.setrlimit(resource.RLIMIT_AS, (base + memoria, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    antes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while (caso := _siguiente(tuberia)) is not None:
        gastado = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(gastado) + SEGUNDOS + 1, resource.RLIM_INFINITY))
        fallo, dicho = "", ""
        try:
            dicho = hacer(caso)
        except MemoryError:
            fallo = f"MemoryError over {memoria // 2**20} MB{_donde()}"
        except BaseException as error:  # whatever it is: this is what is looked for
            fallo = f"{type(error).__name__}: {str(error)[:160]}{_donde()}"
        maximo = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        tuberia.send(Resultado(caso, fallo, dicho, time.process_time() - gastado, (maximo - antes) * 1024))
    os._exit(0)


def _siguiente(tuberia: Connection) -> int | None:
    recibido: int | None = tuberia.recv()
    return recibido


def _donde() -> str:
    """The last line of the product in the trace."""
    marcos = traceback.extract_tb(sys.exc_info()[2])
    propios = [m for m in marcos if "consistorio" in m.filename and "/.venv/" not in m.filename]
    return f" [{propios[-1].name}:{propios[-1].lineno} → {marcos[-1].name}]" if propios else ""


def _tamano() -> int:
    with open("/proc/self/statm", encoding="ascii") as estado:
        return int(estado.read().split()[0]) * resource.getpagesize()
