"""Writing and judging the file. Knows neither Django nor the database."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, BinaryIO

FORMATO = "consistorio-copia/1"
BASE = "base.dump"
MANIFIESTO = "manifiesto.json"
_CONTENIDO = re.compile(r"contenidos/([0-9a-f]{64})")
# Whatever name the town's own files have: a copy that cannot come back is no copy. Never out of the folder.
_CARPETA = re.compile(r"carpetas/((?:[^/\\\x00-\x1f]+/)*[^/\\\x00-\x1f]+)")
_TROZO = 1024 * 1024
_MANIFIESTO_MAXIMO = 256 * 1024 * 1024


@dataclass
class Manifiesto:
    """What the file says of itself. `faltan`: contents that the database names and the store did not have."""

    creada: str
    version_postgresql: int
    dump_sha256: str = ""
    filas: dict[str, int] = field(default_factory=dict)
    contenidos: int = 0
    carpetas: dict[str, str] = field(default_factory=dict)
    faltan: list[str] = field(default_factory=list)
    formato: str = FORMATO


class CopiaDanada(Exception):
    """The file is not what it says. Every problem found, one a line."""

    def __init__(self, problemas: list[str]) -> None:
        super().__init__("\n".join(problemas))
        self.problemas = problemas


class _ConHuella(io.RawIOBase):
    """Reads from another stream and hashes what passes."""

    def __init__(self, origen: IO[bytes]) -> None:
        self._origen = origen
        self.huella = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, tamano: int = -1) -> bytes:
        datos = self._origen.read(tamano)
        self.huella.update(datos)
        return datos


class Escritor:
    """Adds members in order; the caller renames the finished file into place."""

    def __init__(self, fichero: Path) -> None:
        self._tar = tarfile.open(fichero, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by `cerrar`

    def anadir(self, nombre: str, flujo: BinaryIO, tamano: int) -> str:
        """Add a member of exactly `tamano` bytes; returns its SHA-256 in hexadecimal. Raises OSError when it is shorter."""
        ficha = tarfile.TarInfo(nombre)
        ficha.size, ficha.mode = tamano, 0o600
        lector = _ConHuella(flujo)
        self._tar.addfile(ficha, lector)
        return lector.huella.hexdigest()

    def cerrar(self, manifiesto: Manifiesto) -> None:
        """Write the manifest and end."""
        datos = json.dumps(asdict(manifiesto), ensure_ascii=False, indent=1).encode()
        self.anadir(MANIFIESTO, io.BytesIO(datos), len(datos))
        self._tar.close()


def leer(fichero: Path, recibir: Callable[[str, IO[bytes]], object] | None = None) -> Manifiesto:
    """Read the whole file and hold it against its manifest; every byte is hashed.

    `recibir(name, stream)` is given each member but the manifest and must read it whole. Raises CopiaDanada with every
    problem; what `recibir` was given before that must then be thrown away.
    """
    problemas: list[str] = []
    huellas: dict[str, str] = {}
    manifiesto: Manifiesto | None = None
    try:
        with tarfile.open(fichero, "r|") as tar:
            for ficha in tar:
                if ficha.name in huellas or manifiesto is not None:
                    problemas.append(f"{ficha.name}: repetido o fuera de su sitio")
                    continue
                flujo = tar.extractfile(ficha) if ficha.isreg() else None
                if flujo is None or not _nombre_admitido(ficha.name):
                    problemas.append(f"{ficha.name}: no debería estar aquí")
                    continue
                if ficha.name == MANIFIESTO:
                    manifiesto = _leer_manifiesto(flujo)
                else:
                    huellas[ficha.name] = _leer_miembro(ficha.name, flujo, recibir)
    except (tarfile.TarError, EOFError, ValueError, TypeError) as error:
        problemas.append(f"el fichero está dañado o cortado: {error}")
    if manifiesto is None:
        raise CopiaDanada([*problemas, "falta el manifiesto: la copia no se terminó"])
    problemas += _comparar(manifiesto, huellas)
    if problemas:
        raise CopiaDanada(problemas)
    return manifiesto


def _nombre_admitido(nombre: str) -> bool:
    carpeta = _CARPETA.fullmatch(nombre)
    if carpeta:
        return not {".", ".."}.intersection(carpeta.group(1).split("/"))
    return nombre in (BASE, MANIFIESTO) or _CONTENIDO.fullmatch(nombre) is not None


def _leer_manifiesto(flujo: IO[bytes]) -> Manifiesto:
    manifiesto = Manifiesto(**json.loads(flujo.read(_MANIFIESTO_MAXIMO)))
    if manifiesto.formato != FORMATO:
        mensaje = f"formato desconocido: {manifiesto.formato}"
        raise ValueError(mensaje)
    return manifiesto


def _leer_miembro(nombre: str, flujo: IO[bytes], recibir: Callable[[str, IO[bytes]], object] | None) -> str:
    lector = _ConHuella(flujo)
    if recibir is not None:
        recibir(nombre, lector)  # type: ignore[arg-type]  # it only reads
    while lector.read(_TROZO):
        pass
    return lector.huella.hexdigest()


def _comparar(manifiesto: Manifiesto, huellas: dict[str, str]) -> list[str]:
    problemas = []
    if huellas.get(BASE) != manifiesto.dump_sha256:
        problemas.append(f"{BASE}: su contenido no es el que dice el manifiesto")
    contenidos = {h.group(1): huella for nombre, huella in huellas.items() if (h := _CONTENIDO.fullmatch(nombre))}
    problemas += [f"contenidos/{sha}: alterado" for sha, huella in contenidos.items() if sha != huella]
    if len(contenidos) != manifiesto.contenidos:
        problemas.append(f"hay {len(contenidos)} contenidos y el manifiesto dice {manifiesto.contenidos}")
    carpetas = {nombre.partition("/")[2]: h for nombre, h in huellas.items() if nombre.startswith("carpetas/")}
    distintas = {n for n in {*carpetas, *manifiesto.carpetas} if carpetas.get(n) != manifiesto.carpetas.get(n)}
    return problemas + [f"carpetas/{nombre}: falta, sobra o está alterado" for nombre in sorted(distintas)]
