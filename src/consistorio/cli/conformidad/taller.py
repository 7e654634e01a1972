"""The reference validators (veraPDF, DSS) behind a small Java program: built once into `var/`, then asked in batches.

Its source and its pinned versions are in `conformidad/` of the checkout, which is never written to.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from consistorio.nucleo.dato import dato
from consistorio.plataforma.base.rutas import RAIZ, carpeta_var

FUENTES = RAIZ / "conformidad"
INSTALAR = "apt-get install --no-install-recommends default-jdk-headless maven"
PREPARAR = "./consistorio conformidad --preparar"
_PRINCIPAL = "es.consistorio.conformidad.Juez"
_MAXIMO_CONSTRUIR, _MAXIMO_JUZGAR = 540, 540


class SinJueces(Exception):
    """The judges cannot run here: why, and what would mend it."""

    def __init__(self, porque: str, que_hacer: str) -> None:
        super().__init__(porque)
        self.que_hacer = que_hacer


class RutaImposible(Exception):
    """The judges are asked one line a file, with its path: this one breaks it."""


@dato
class Peticion:
    """One question: `norma` is a part of PDF/A or PDF/UA as veraPDF calls it, or "" for the signatures of the file. `contenido`: what a
    detached signature is about."""

    norma: str
    fichero: Path
    contenido: Path | None = None

    @property
    def linea(self) -> str:
        """As the Java program reads it."""
        if self.norma:
            return f"verapdf\t{self.norma}\t{self.fichero}"
        return f"dss\t{self.fichero}" + (f"\t{self.contenido}" if self.contenido else "")


@dato
class Firma:
    """What DSS says of one signature."""

    indicacion: str
    subindicacion: str
    nivel: str
    firmante: str
    avisos: str


@dato
class Dictamen:
    """The answer: PASS, FAIL or ERROR, and why."""

    resultado: str
    motivos: tuple[str, ...] = ()
    firmas: tuple[Firma, ...] = ()


def construido() -> bool:
    """Whether the judges are there, without building anything; while somebody builds them it waits."""
    if shutil.which("java") is None:
        return False
    with _turno(fcntl.LOCK_SH):
        return _hecha(_destino()).is_file()


def preparar() -> Path:
    """The folder of the judges, built now with Maven if this version of them is not there. Raises SinJueces."""
    if shutil.which("java") is None:
        raise SinJueces("no hay Java", INSTALAR)
    with _turno(fcntl.LOCK_EX):
        return _construir(_destino())


@contextmanager
def _turno(modo: int) -> Iterator[None]:
    """One builds, and the rest wait."""
    carpeta = carpeta_var()
    carpeta.mkdir(parents=True, exist_ok=True)
    with (carpeta / "conformidad.lock").open("a") as cerrojo:
        fcntl.flock(cerrojo, modo)
        yield


def _construir(destino: Path) -> Path:
    if _hecha(destino).is_file():
        return destino
    if shutil.which("mvn") is None:
        raise SinJueces("no hay Maven", INSTALAR)
    destino.mkdir(parents=True, exist_ok=True)
    for nombre in ("pom.xml", "src"):
        _copiar(FUENTES / nombre, destino / nombre)
    try:
        hecho = subprocess.run(
            ["mvn", "-q", "-B", "package"],
            check=False,
            cwd=destino,
            capture_output=True,
            text=True,
            timeout=_MAXIMO_CONSTRUIR,
        )
    except subprocess.TimeoutExpired as error:
        raise SinJueces("Maven no ha acabado a tiempo", "Inténtelo otra vez: sigue por donde iba.") from error
    if hecho.returncode:
        dicho = [linea for linea in (hecho.stdout + hecho.stderr).splitlines() if "ERROR" in linea]
        raise SinJueces(f"Maven no ha podido: {' '.join(dicho[:2])}", "Hace falta alcanzar Maven Central, y un JDK.")
    _hecha(destino).touch()
    return destino


def juzgar(peticiones: Sequence[Peticion], *, raices: Sequence[Path], listas: Sequence[Path] = ()) -> list[Dictamen]:
    """The answers, in the order of the questions. Only `raices` are believed; `listas` is what is known of revocation, besides what
    each file carries; nobody is asked over the network. Raises SinJueces."""
    if any(c in f"{p.fichero}{p.contenido}" for p in peticiones for c in "\t\r\n"):
        raise RutaImposible("el nombre de un fichero, o el de su carpeta, lleva un tabulador o un salto de línea")
    destino = preparar()
    orden = ["java", "-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    orden += ["-cp", f"{destino}/target/conformidad-1.jar:{destino}/target/dependency/*", _PRINCIPAL]
    orden += [parte for raiz in raices for parte in ("--confianza", str(raiz))]
    orden += [parte for lista in listas for parte in ("--crl", str(lista))]
    pedido = "".join(f"{p.linea}\n" for p in peticiones)
    try:
        hecho = subprocess.run(
            orden, check=False, input=pedido, capture_output=True, text=True, encoding="utf-8", timeout=_MAXIMO_JUZGAR
        )
    except subprocess.TimeoutExpired as error:
        raise SinJueces(
            "los validadores no han acabado a tiempo", "Inténtelo con menos carga en la máquina."
        ) from error
    respuestas = hecho.stdout.split("\n")[:-1]
    if hecho.returncode or len(respuestas) != len(peticiones):
        vieja = "UnsupportedClassVersionError" in hecho.stderr
        raise SinJueces(
            f"los validadores se han parado: {hecho.stderr[-400:].strip()}",
            "Hace falta Java 17 o posterior."
            if vieja
            else "Inténtelo con «--solo», para saber cuál de los dos se para.",
        )
    return [_dictamen(respuesta) for respuesta in respuestas]


def _dictamen(linea: str) -> Dictamen:
    leido = json.loads(linea)
    return Dictamen(leido["resultado"], tuple(leido["motivos"]), tuple(Firma(**firma) for firma in leido["firmas"]))


def _destino() -> Path:
    """One folder for each version of the sources."""
    huella = hashlib.sha256()
    for fichero in sorted(f for f in FUENTES.rglob("*") if f.suffix in {".java", ".xml"}):
        huella.update(f"{fichero.relative_to(FUENTES)}\0".encode() + fichero.read_bytes())
    return carpeta_var() / "conformidad" / huella.hexdigest()[:16]


def _hecha(destino: Path) -> Path:
    return destino / "hecha"


def _copiar(origen: Path, destino: Path) -> None:
    if origen.is_dir():
        shutil.copytree(origen, destino, dirs_exist_ok=True)
    else:
        shutil.copy(origen, destino)
