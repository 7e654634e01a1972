"""Starts the processes of a town, keeps them alive and stops them. Used by `demo` and by the stories."""

from __future__ import annotations

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .procesos import Proceso

ESPERA_MAXIMA = 60.0
SEGUNDOS_PARA_PARAR = 25.0
_PR_SET_PDEATHSIG = 1


def _morir_con_el_padre() -> None:
    """In the child, before its program: be told to stop when the supervisor dies, even if it was killed (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class _EnMarcha:
    proceso: Proceso
    hijo: subprocess.Popen[bytes]
    desde: float
    espera: float = 2.0
    vuelve_a_las: float | None = None


class Supervisor:
    """The processes of one town. As a context manager it stops them all at the end."""

    def __init__(
        self,
        procesos: Sequence[Proceso],
        puertos: Mapping[str, int],
        *,
        entorno: Mapping[str, str],
        var: Path,
        avisar: Callable[[str], None] = lambda texto: None,
    ) -> None:
        self.procesos = tuple(procesos)
        self.puertos = dict(puertos)
        self.entorno = dict(entorno)
        self.var = var
        self.bitacoras = var / "bitacoras"
        self.avisar = avisar
        self._hijos: dict[str, _EnMarcha] = {}

    def __enter__(self) -> Supervisor:
        return self

    def __exit__(self, *detalles: object) -> None:
        self.parar()

    def arrancar(self, nombre: str) -> None:
        """Start one process, whose output goes to `<name>.log`."""
        proceso = next(p for p in self.procesos if p.nombre == nombre)
        self.bitacoras.mkdir(parents=True, exist_ok=True)
        with (self.bitacoras / f"{nombre}.log").open("ab") as bitacora:
            hijo = subprocess.Popen(
                proceso.argumentos(self.puertos, self.var),
                env=self.entorno,
                stdin=subprocess.DEVNULL,
                stdout=bitacora,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops the rest in order
                preexec_fn=_morir_con_el_padre,  # noqa: PLW1509 - this process has a single thread
            )
        anterior = self._hijos.get(nombre)
        self._hijos[nombre] = _EnMarcha(proceso, hijo, time.monotonic(), anterior.espera if anterior else 2.0)

    def arrancar_todos(
        self, *, esperar_a: Sequence[str] = (), entretanto: Callable[[], object] = lambda: None
    ) -> list[str]:
        """Start them all; returns the names of those that should be ready and are not (of `esperar_a` only, if said).

        Those that people wait for (with a port) come first; the rest when these are ready, so as not to slow them down. `entretanto` is
        done while the first ones load.
        """
        for proceso in self.procesos:
            if proceso.desvio is not None and not proceso.tras:
                self.arrancar(proceso.nombre)
        entretanto()
        for proceso in self.procesos:
            if proceso.tras:
                self.esperar_listos(solo=proceso.tras)
                self.arrancar(proceso.nombre)
        faltan = self.esperar_listos(solo=esperar_a)
        for proceso in self.procesos:
            if proceso.desvio is None and not proceso.tras:
                self.arrancar(proceso.nombre)
        return faltan

    def esperar_listos(self, segundos: float = 60, *, solo: Sequence[str] = ()) -> list[str]:
        """Wait until each one that has a port (of `solo`, if said) is ready; returns the names of those that are not.

        One that has ended is not waited for.
        """
        limite = time.monotonic() + segundos
        faltan = [p for p in self.procesos if p.desvio is not None and (not solo or p.nombre in solo)]
        while faltan and time.monotonic() < limite:
            faltan = [p for p in faltan if not self._listo(p)]
            if all(p.nombre in self._hijos and self._hijos[p.nombre].hijo.poll() is not None for p in faltan):
                break
            time.sleep(0.05)
        return [p.nombre for p in faltan]

    def _listo(self, proceso: Proceso) -> bool:
        puerto = self.puertos[proceso.nombre]
        return _escucha(puerto) and (not proceso.pagina or _responde(puerto, proceso.pagina))

    def pid(self, nombre: str) -> int:
        """Its process number (to stop it by hand in a story)."""
        return self._hijos[nombre].hijo.pid

    def vigilar(self, seguir: Callable[[], bool]) -> None:
        """While `seguir()`, start again what ends, waiting longer each time (2 s to a minute)."""
        while seguir():
            for nombre in list(self._hijos):
                self._revivir(self._hijos[nombre])
            time.sleep(0.25)

    def _revivir(self, uno: _EnMarcha) -> None:
        codigo = uno.hijo.poll()
        ahora = time.monotonic()
        if codigo is None:
            if ahora - uno.desde > ESPERA_MAXIMA:
                uno.espera = 2.0
        elif uno.vuelve_a_las is None:
            uno.vuelve_a_las = ahora + uno.espera
            self.avisar(
                f"«{uno.proceso.nombre}» ha terminado (código {codigo}); vuelve a arrancar en {uno.espera:.0f} s. "
                f"Bitácora: {self.bitacoras / (uno.proceso.nombre + '.log')}"
            )
        elif ahora >= uno.vuelve_a_las:
            uno.espera = min(uno.espera * 2, ESPERA_MAXIMA)
            self.arrancar(uno.proceso.nombre)

    def parar_uno(self, nombre: str) -> None:
        """Stop one and forget it."""
        uno = self._hijos.pop(nombre, None)
        if uno is not None:
            _terminar([uno.hijo])

    def parar(self) -> None:
        """Stop all, the last started first."""
        _terminar([uno.hijo for uno in reversed(self._hijos.values())])
        self._hijos.clear()


def _terminar(hijos: Sequence[subprocess.Popen[bytes]]) -> None:
    for hijo in hijos:
        if hijo.poll() is None:
            hijo.terminate()
    limite = time.monotonic() + SEGUNDOS_PARA_PARAR
    for hijo in hijos:
        try:
            hijo.wait(max(0.1, limite - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(hijo.pid, signal.SIGKILL)
            hijo.wait(10)


def _escucha(puerto: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as enchufe:
        enchufe.settimeout(1)
        return enchufe.connect_ex(("127.0.0.1", puerto)) == 0


def _responde(puerto: int, pagina: str) -> bool:
    """Whether a page answers: a server listens seconds before it has loaded what it serves."""
    conexion = http.client.HTTPConnection("127.0.0.1", puerto, timeout=ESPERA_MAXIMA)
    try:
        conexion.request("GET", pagina, headers={"Host": f"localhost:{puerto}"})
        return conexion.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        conexion.close()
