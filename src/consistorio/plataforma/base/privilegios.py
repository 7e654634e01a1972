"""PostgreSQL refuses to run as root. How we run it then, without opening any directory above the project.

First choice: a user namespace (`unshare`) in which root's own files belong to an ordinary user: nothing is created,
nothing is chowned, and it works below a 0700 folder. Second choice, where namespaces are forbidden: an existing system
user, if that user can reach the folder; permissions of parent folders are never changed.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errores import BaseNoDisponible


@dataclass(frozen=True)
class Modo:
    """How to launch a PostgreSQL program: a command prefix, or a user to become."""

    nombre: str
    prefijo: tuple[str, ...] = ()
    usuario: int | None = None
    grupo: int | None = None

    def ejecutar(
        self, orden: Sequence[str], *, espera: float = 120, **entorno: str
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end with its output captured in a text (never raises on a bad exit code)."""
        return subprocess.run(
            [*self.prefijo, *orden],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=espera,
            cwd="/",
            env={**os.environ, "LC_ALL": "C", **entorno},
            user=self.usuario,
            group=self.grupo,
            extra_groups=[] if self.usuario is not None else None,
        )

    def adjudicar(self, carpeta: Path) -> None:
        """Give a folder of ours to the user that PostgreSQL runs as."""
        if self.usuario is not None and self.grupo is not None:
            os.chown(carpeta, self.usuario, self.grupo)


def _cuenta_corriente() -> pwd.struct_passwd | None:
    """An existing account that is not root: initdb looks its own name up in the table of users."""
    for nombre in ("postgres", "daemon", "nobody"):
        try:
            cuenta = pwd.getpwnam(nombre)
        except KeyError:
            continue
        if cuenta.pw_uid != 0:
            return cuenta
    return next((c for c in pwd.getpwall() if c.pw_uid != 0), None)


def _con_espacio_de_nombres(cuenta: pwd.struct_passwd) -> Modo | None:
    unshare = shutil.which("unshare")
    if not unshare or os.environ.get("CONSISTORIO_SIN_UNSHARE"):
        return None
    prefijo = (unshare, "-U", f"--map-user={cuenta.pw_uid}", f"--map-group={cuenta.pw_gid}", "--")
    modo = Modo("unshare", prefijo)
    try:
        return modo if modo.ejecutar(["true"], espera=20).returncode == 0 else None
    except (OSError, subprocess.SubprocessError):
        return None


@cache
def elegir_modo(carpeta: Path, programas: Path) -> Modo:
    """How to run the programs of `programas` upon `carpeta` (which must exist).

    Raises: BaseNoDisponible as root when neither a namespace nor another user can reach both folders.
    """
    if os.geteuid() != 0:
        return Modo("directo")
    cuenta = _cuenta_corriente()
    if cuenta is None:
        raise BaseNoDisponible("PostgreSQL no arranca como root y no hay otro usuario en la máquina.")
    candidatos = [
        _con_espacio_de_nombres(cuenta),
        Modo("usuario", usuario=cuenta.pw_uid, grupo=cuenta.pw_gid),
    ]
    for modo in candidatos:
        if modo is not None and _alcanza(modo, carpeta, programas):
            return modo
    raise BaseNoDisponible(
        f"PostgreSQL no arranca como root, y ni un espacio de nombres (unshare) ni el usuario «{cuenta.pw_name}» "
        f"llegan a {carpeta}.",
        "Ejecute el programa con un usuario corriente, o ponga la copia del programa en una carpeta que otros "
        "usuarios puedan atravesar, o indique un servidor con DATABASE_URL.",
    )


def _alcanza(modo: Modo, carpeta: Path, programas: Path) -> bool:
    try:
        return all(modo.ejecutar(["test", "-x", str(c)], espera=20).returncode == 0 for c in (carpeta, programas))
    except (OSError, subprocess.SubprocessError):
        return False
