"""The table of processes of a demo town. To add one: a line in `PROCESOS`.

A simulator is a module run as `python -m MODULE --puerto N`; it stops on SIGTERM, keeps what it writes under
`CONSISTORIO_VAR` (`{var}` in the table; `{sockets}` is a folder for unix sockets) and refuses to start under production settings. One whose module is not there is
left out. The ports of all are chosen before any starts; every process gets `CONSISTORIO_PUERTO_<NAME>` of each, and the
variables of `entorno`, in which `{name}` stands for a port.
"""

from __future__ import annotations

import importlib.util
import socket
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from consistorio.plataforma.base.cluster import Cluster
from consistorio.plataforma.base.errores import BaseNoDisponible
from consistorio.plataforma.base.rutas import RAIZ

PUERTO_DE_LA_WEB = 8000
CIUDADANIA = RAIZ / "src/consistorio/plataforma/organizacion/datos/ciudadania.json"


@dataclass(frozen=True)
class Proceso:
    """One process. `orden`: arguments after `python -m`; `desvio`: its port is the town's base port plus this;
    `pagina`: it is ready when this page answers, and not as soon as its port listens; `tras`: those that must be ready before it starts."""

    nombre: str
    orden: Sequence[str]
    desvio: int | None = None
    entorno: Mapping[str, str] = field(default_factory=dict)
    tras: tuple[str, ...] = ()
    pagina: str = ""

    @property
    def existe(self) -> bool:
        """Is its module there?"""
        try:
            return importlib.util.find_spec(self.orden[0]) is not None
        except ModuleNotFoundError:
            return False

    def argumentos(self, puertos: Mapping[str, int], var: Path) -> list[str]:
        """The whole command."""
        sockets = Cluster(var / "pg").carpeta_socket()  # private, and short enough for a socket
        sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        return [sys.executable, "-m", *(p.format(**puertos, var=var, sockets=sockets) for p in self.orden)]


PROCESOS: tuple[Proceso, ...] = (
    Proceso(
        "web",
        ["consistorio.cli", "servir", "--puerto", "{web}"],
        desvio=0,
        entorno={"CONSISTORIO_SEDE_URL": "http://localhost:{web}"},
        pagina="/",
    ),
    Proceso(
        "pki",
        ["consistorio.integraciones.pki_demo.servidor", "--carpeta", "{var}/pki", "--puerto", "{pki}"],
        desvio=1,
        entorno={"CONSISTORIO_PKI_URL": "http://127.0.0.1:{pki}"},
    ),
    Proceso(
        "clave",
        [
            *("consistorio.integraciones.clave.simulador", "--carpeta", "{var}/clave", "--puerto", "{clave}"),
            *("--sede", "http://localhost:{web}", "--personas", str(CIUDADANIA)),
        ],
        desvio=2,
        tras=("web",),  # as slow to load as the pages, which people wait for
    ),
    Proceso(
        "correo",
        ["consistorio.integraciones.correo.simulador", "--puerto", "{correo}"],
        desvio=3,
        entorno={"CONSISTORIO_SMTP_SERVIDOR": "127.0.0.1", "CONSISTORIO_SMTP_PUERTO": "{correo}"},
    ),
    Proceso(
        "antivirus",
        ["consistorio.integraciones.antivirus.simulador", "{antivirus}"],
        desvio=5,
        entorno={"CONSISTORIO_CLAMD": "127.0.0.1:{antivirus}"},
    ),
    Proceso(
        "certificado",
        [
            *("consistorio.integraciones.certificado.frente", "--puerto", "{certificado}"),
            *("--certificado", "{var}/pki/servidor.pem", "--clave", "{var}/pki/servidor.key"),
            *("--socket", "{sockets}/cert.sock", "--autoridades", "{var}/pki/confianza"),
        ],
        desvio=4,
        entorno={"CONSISTORIO_CERTIFICADO_PUERTO": "{certificado}"},
        tras=("pki", "web"),
    ),
    Proceso(
        "face",
        [
            *("consistorio.integraciones.face.simulador", "--puerto", "{face}"),
            *("--clave", "{var}/pki/servidor.key", "--certificado", "{var}/pki/servidor.pem"),
        ],
        desvio=6,
        entorno={"CONSISTORIO_FACE_URL": "http://127.0.0.1:{face}/facturasrcf"},
        tras=("pki", "web"),
    ),
    Proceso("confianza", ["consistorio.integraciones.certificado.confianza", "--socket", "{sockets}/cert.sock"]),
    Proceso("trabajador", ["consistorio.cli", "trabajador", "--sin", "barridos", "--nombre", "trabajador"]),
    Proceso("barridos", ["consistorio.cli", "trabajador", "--colas", "barridos", "--nombre", "barridos"]),
)


def libre(puerto: int) -> bool:
    """Can we listen on that port of this machine?"""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as enchufe:
        enchufe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            enchufe.bind(("127.0.0.1", puerto))
        except OSError:
            return False
    return True


def elegir_puertos(
    procesos: Sequence[Proceso], base: int, preferidos: Mapping[str, int] | None = None
) -> dict[str, int]:
    """A free port for each process that listens: the preferred one, else the base plus its offset, else the next free.

    Raises BaseNoDisponible when there is none so high.
    """
    elegidos: dict[str, int] = {}
    for proceso in procesos:
        if proceso.desvio is None:
            continue
        candidatos = [(preferidos or {}).get(proceso.nombre, 0), *range(base + proceso.desvio, 65536, 10)]
        libres = (p for p in candidatos if p >= 1024 and p not in elegidos.values() and libre(p))
        elegido = next(libres, None)
        if elegido is None:
            raise BaseNoDisponible(f"No queda ningún puerto libre a partir del {base}.", "Diga otro con --puerto.")
        elegidos[proceso.nombre] = elegido
    return elegidos


def entorno_de(procesos: Sequence[Proceso], puertos: Mapping[str, int]) -> dict[str, str]:
    """What every process of the town must know of the others."""
    entorno = {f"CONSISTORIO_PUERTO_{nombre.upper()}": str(puerto) for nombre, puerto in puertos.items()}
    for proceso in procesos:
        entorno |= {nombre: valor.format(**puertos) for nombre, valor in proceso.entorno.items()}
    return entorno
