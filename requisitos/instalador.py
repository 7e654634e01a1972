"""Installing locks of hashes into an environment. Standard library only.

uv does it in less than half the time; pip, where uv cannot be had, where it fails, or where the settings of pip say something that uv has no
word for: whoever reaches a registry through them must reach it here too.
"""

import ast
import importlib.util
import os
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

LOCK_DE_UV = Path(__file__).with_name("instalador.lock")
MAX_PIPS = 4  # at once: the registry is somebody else's
# Settings of pip that uv also knows: the variable that says each, and what parts several values.
EQUIVALENTES = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
}
# Those that change nothing of what is installed nor from where.
INDIFERENTES = frozenset(
    {
        *("break-system-packages", "cache-dir", "disable-pip-version-check", "no-cache-dir", "no-color", "no-compile"),
        *("no-input", "no-python-version-warning", "no-warn-script-location", "prefer-binary", "progress-bar"),
        *("quiet", "require-virtualenv", "retries", "root-user-action", "verbose"),
    }
)
SECCIONES = ("global", "install", ":env:")  # the last that says something wins


def requisitos_de(lock: Path) -> list[str]:
    """Each package of a lock with its hashes, as it is written."""
    requisitos: list[str] = []
    for linea in lock.read_text("utf-8").splitlines(keepends=True):
        if linea.startswith((" ", "\t")) and requisitos:
            requisitos[-1] += linea
        elif linea.strip() and not linea.startswith("#"):
            requisitos.append(linea)
    return requisitos


def pip_del_sistema() -> Path:
    """The wheel of pip that comes with this Python, which pip can be run from. Raises OSError without it."""
    modulo = importlib.util.find_spec("ensurepip")  # Debian has it apart, in python3-venv
    suyas = Path(modulo.origin).with_name("_bundled") if modulo and modulo.origin else Path("/nonexistent")
    ruedas = sorted(Path(sysconfig.get_config_var("WHEEL_PKG_DIR") or suyas).glob("pip-*.whl"))
    if not ruedas:
        raise FileNotFoundError("este Python no trae pip (en Debian: apt-get install python3-venv)")
    return ruedas[-1]


def instalar(python: Path, locks: Sequence[Path], *, compilar: bool, trabajo: Path) -> None:
    """Install those locks exactly as written: each file must have the hash that its lock says.

    `compilar`: bytecode too. `trabajo`: an existing folder of the same file system as the environment. Raises CalledProcessError, OSError.
    """
    locks = [lock for lock in locks if requisitos_de(lock)]
    if not locks:
        return
    with tempfile.TemporaryDirectory(dir=trabajo) as donde:
        carpeta = Path(donde)
        with zipfile.ZipFile(pip_del_sistema()) as rueda:  # from the wheel itself it would be compiled at each start
            rueda.extractall(carpeta / "pip")
        pip = [str(python), str(carpeta / "pip" / "pip"), "--disable-pip-version-check"]
        if not _con_uv(python, pip, locks, compilar=compilar, carpeta=carpeta):
            print("Se instala con pip, que tarda más que uv.", file=sys.stderr, flush=True)
            _con_pip(pip, locks, compilar=compilar, carpeta=carpeta)


def _entorno() -> dict[str, str]:
    """That of pip, which is started several times."""
    return {nombre: valor for nombre, valor in os.environ.items() if nombre != "PYTHONDONTWRITEBYTECODE"}


def _con_uv(python: Path, pip: Sequence[str], locks: Sequence[Path], *, compilar: bool, carpeta: Path) -> bool:
    """Install them with uv, got for the occasion; False when that cannot be."""
    dichos = subprocess.run([*pip, "config", "list"], check=False, capture_output=True, text=True, env=_entorno())
    ajustes = None if dichos.returncode else ajustes_de_uv(dichos.stdout)
    if ajustes is None:
        return False
    traer = ["install", "--quiet", "--no-deps", "--no-compile", "--require-hashes", "--target", str(carpeta / "uv")]
    traido = subprocess.run(
        [*pip, *traer, "-r", str(LOCK_DE_UV)], check=False, env=_entorno(), stdout=sys.stderr, stderr=subprocess.DEVNULL
    )
    if traido.returncode:
        return False
    orden = [str(carpeta / "uv" / "bin" / "uv"), "pip", "install", "--quiet", "--python", str(python), "--no-deps"]
    orden += ["--require-hashes", *(["--compile-bytecode"] if compilar else [])]
    for lock in locks:
        orden += ["-r", str(lock)]
    suyos = {
        "UV_CACHE_DIR": str(carpeta / "cache"),
        "UV_INDEX_STRATEGY": "unsafe-best-match",  # as pip does; what is installed is fixed by its hash
        "UV_NO_CONFIG": "1",
        "UV_SYSTEM_CERTS": "1",
    }
    try:
        hecho = subprocess.run(orden, check=False, stdout=sys.stderr, env={**os.environ, **suyos, **ajustes})
    except OSError:  # no program for this machine in the wheel
        return False
    return hecho.returncode == 0


def ajustes_de_uv(de_pip: str) -> dict[str, str] | None:
    """What `pip config list` says, in the variables of uv; None when something there has no equivalent."""
    por_seccion: dict[str, dict[str, str]] = {seccion: {} for seccion in SECCIONES}
    for linea in de_pip.splitlines():
        nombre, igual, valor = linea.partition("=")
        seccion, _punto, clave = nombre.strip().rpartition(".")
        if igual and seccion in por_seccion:  # the rest is of other commands of pip
            por_seccion[seccion][clave] = str(ast.literal_eval(valor))
    dichos: dict[str, str] = {}
    for seccion in SECCIONES:
        dichos |= por_seccion[seccion]
    if not dichos.keys() <= EQUIVALENTES.keys() | INDIFERENTES:
        return None
    return _traducidos({clave: valor for clave, valor in dichos.items() if clave in EQUIVALENTES})


def _traducidos(dichos: Mapping[str, str]) -> dict[str, str]:
    return {EQUIVALENTES[clave][0]: EQUIVALENTES[clave][1].join(valor.split()) for clave, valor in dichos.items()}


def _con_pip(pip: Sequence[str], locks: Sequence[Path], *, compilar: bool, carpeta: Path) -> None:
    """pip spends its time reading the index, package after package: each processor takes a share, which is possible because a lock has
    nothing left to resolve."""
    orden = [*pip, "install", "--quiet", "--no-deps", "--require-hashes", *([] if compilar else ["--no-compile"])]
    requisitos = [requisito for lock in locks for requisito in requisitos_de(lock)]
    partes = max(1, min(os.cpu_count() or 1, MAX_PIPS, len(requisitos)))
    hijos = []
    for parte in range(partes):
        fichero = carpeta / f"{parte}.txt"
        fichero.write_text("".join(requisitos[parte::partes]), "utf-8")
        hijos.append(subprocess.Popen([*orden, "-r", str(fichero)], env=_entorno(), stdout=sys.stderr))
    codigos = [hijo.wait() for hijo in hijos]
    for hijo, codigo in zip(hijos, codigos, strict=True):
        if codigo:
            raise subprocess.CalledProcessError(codigo, hijo.args)
