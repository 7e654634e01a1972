"""Where the bytes lie: local disk (default) or any storage of Django's, such as S3 through django-storages.

Both take a finished temporary file whose hash is already known, and never overwrite.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from io import BufferedRandom
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile
from typing import BinaryIO, Protocol
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible


class Deposito(Protocol):
    """A place for content by hash."""

    def admitir(self, temporal: Path, sha256: str) -> None:
        """Take a finished file; afterwards the temporary one is gone and the bytes are safe on disk or remote.

        Raises ServicioNoDisponible; then the temporary file is still there and nothing is half-written.
        """
        ...

    def abrir(self, sha256: str) -> BinaryIO:
        """The bytes, to be read from the start. Raises NoEncontrado, ServicioNoDisponible."""
        ...

    def contiene(self, sha256: str) -> bool:
        """Whether the bytes are here. Raises ServicioNoDisponible."""
        ...

    def dejar(self, temporal: Path, nombre: str) -> None:
        """Keep a finished file for a while under a name, until it is taken away; another of that name gives way. It is no content: nothing
        vouches for it, and copies of the town leave it out. Raises as `admitir`."""
        ...

    def recoger(self, nombre: str) -> BinaryIO:
        """What was left under that name, to be read from the start. Raises NoEncontrado, ServicioNoDisponible."""
        ...

    def retirar(self, nombre: str) -> None:
        """Take it away, if it is there. Raises ServicioNoDisponible."""
        ...


DE_PASO = "de_paso"  # the folder of what is kept only for a while


def camino(sha256: str) -> str:
    """Relative place of a content: two levels of folders, so that none grows without bound."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def asegurar(carpeta: Path) -> None:
    """Flush a folder's entries to disk."""
    descriptor = os.open(carpeta, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


SIN_SITIO = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EIO})


@contextmanager
def avisando_sin_sitio(*, que_hacer: str = "") -> Iterator[None]:
    """A disk that is full, broken or cannot be written is told as what it is; `que_hacer`: where nobody sends anything. Raises
    ServicioNoDisponible."""
    try:
        yield
    except OSError as error:
        if error.errno not in SIN_SITIO:
            raise
        raise ServicioNoDisponible(
            _("Ahora no se puede guardar: el almacén de documentos no tiene sitio o no admite escritura."),
            que_hacer=que_hacer
            or _("No se ha guardado nada de lo que acaba de enviar. Vuelva a intentarlo más tarde."),
        ) from error


_aplazadas: ContextVar[set[Path] | None] = ContextVar("_aplazadas", default=None)


@contextmanager
def en_tanda() -> Iterator[None]:
    """Around what stores many files at once: the folders where they appear are flushed at the end, each one once. Until then none of them may be
    told to be safe. Raises ServicioNoDisponible."""
    carpetas = set[Path]()
    testigo = _aplazadas.set(carpetas)
    try:
        yield
    finally:
        _aplazadas.reset(testigo)
    with avisando_sin_sitio():
        for carpeta in sorted(carpetas):
            asegurar(carpeta)


class DepositoLocal:
    """Files under a folder of this machine. A file appears whole or not at all: flushed, then renamed, then its folder flushed."""

    def __init__(self, raiz: Path) -> None:
        self.raiz = raiz

    def admitir(self, temporal: Path, sha256: str) -> None:
        """See `Deposito`. The temporary file is on the file system of the store, or it cannot be renamed into it."""
        with avisando_sin_sitio():
            self._admitir(temporal, sha256)

    def _admitir(self, temporal: Path, sha256: str) -> None:
        destino = self.raiz / camino(sha256)
        if destino.exists():
            temporal.unlink()
        else:
            destino.parent.mkdir(parents=True, exist_ok=True)
            with temporal.open("rb") as fichero:
                os.fsync(fichero.fileno())
            temporal.chmod(0o440)
            temporal.replace(destino)
        # Also when they were there: whoever brought them may not have come so far yet
        carpetas = (destino.parent, destino.parent.parent, self.raiz, self.raiz.parent)
        aplazadas = _aplazadas.get()
        if aplazadas is not None:
            aplazadas.update(carpetas)
            return
        for carpeta in carpetas:
            asegurar(carpeta)

    def abrir(self, sha256: str) -> BinaryIO:
        """See `Deposito`."""
        try:
            return (self.raiz / camino(sha256)).open("rb")
        except FileNotFoundError as error:
            raise NoEncontrado(_("El contenido no está en el almacén.")) from error

    def contiene(self, sha256: str) -> bool:
        """See `Deposito`."""
        return (self.raiz / camino(sha256)).exists()

    @property
    def _de_paso(self) -> Path:
        return self.raiz.parent / DE_PASO

    def dejar(self, temporal: Path, nombre: str) -> None:
        """See `Deposito`."""
        with avisando_sin_sitio():
            self._de_paso.mkdir(parents=True, exist_ok=True, mode=0o700)
            temporal.replace(self._de_paso / nombre)

    def recoger(self, nombre: str) -> BinaryIO:
        """See `Deposito`."""
        try:
            return (self._de_paso / nombre).open("rb")
        except FileNotFoundError as error:
            raise NoEncontrado(_("Ese archivo ya no está.")) from error

    def retirar(self, nombre: str) -> None:
        """See `Deposito`."""
        with avisando_sin_sitio():
            borrar(self._de_paso / nombre)


class DepositoDjango:
    """Any `Storage` of Django's, such as `s3.AlmacenS3`: `CONSISTORIO_ALMACEN = {"clase": ..., "opciones": {...}}`."""

    def __init__(self, almacen: Storage) -> None:
        self.almacen = almacen

    def admitir(self, temporal: Path, sha256: str) -> None:
        """See `Deposito`. The same bytes sent twice at once end as the same object."""
        if not self.contiene(sha256):
            with temporal.open("rb") as fichero:
                self.almacen.save(camino(sha256), File(fichero))
        temporal.unlink()

    def abrir(self, sha256: str) -> BinaryIO:
        """See `Deposito`."""
        try:
            fichero: BinaryIO = self.almacen.open(camino(sha256), "rb")  # type: ignore[assignment]
        except FileNotFoundError as error:
            raise NoEncontrado(_("El contenido no está en el almacén.")) from error
        return fichero

    def contiene(self, sha256: str) -> bool:
        """See `Deposito`."""
        return self.almacen.exists(camino(sha256))

    def dejar(self, temporal: Path, nombre: str) -> None:
        """See `Deposito`."""
        self.retirar(nombre)
        with temporal.open("rb") as fichero:
            self.almacen.save(f"{DE_PASO}/{nombre}", File(fichero))
        borrar(temporal)

    def recoger(self, nombre: str) -> BinaryIO:
        """See `Deposito`."""
        try:
            fichero: BinaryIO = self.almacen.open(f"{DE_PASO}/{nombre}", "rb")  # type: ignore[assignment]
        except FileNotFoundError as error:
            raise NoEncontrado(_("Ese archivo ya no está.")) from error
        return fichero

    def retirar(self, nombre: str) -> None:
        """See `Deposito`."""
        self.almacen.delete(f"{DE_PASO}/{nombre}")


def carpeta_de_trabajo() -> Path:
    """Where what is arriving waits; on the same file system as the local store, so that renaming is atomic."""
    carpeta = Path(settings.CONSISTORIO_VAR) / "almacen" / "entrada"
    carpeta.mkdir(parents=True, exist_ok=True, mode=0o700)
    return carpeta


@contextmanager
def temporal(*, que_hacer: str = "") -> Iterator[Path]:
    """A new name in the working folder; what lies there at the end, whatever happens, is removed.

    Raises ServicioNoDisponible when it cannot be written, that says `que_hacer`.
    """
    with avisando_sin_sitio(que_hacer=que_hacer):
        fichero = carpeta_de_trabajo() / f"{uuid4().hex}.parte"
        try:
            yield fichero
        finally:
            borrar(fichero)


@contextmanager
def carpeta_temporal(*, que_hacer: str = "") -> Iterator[Path]:
    """A new folder in the working folder; it and what lies in it are removed at the end, whatever happens. Raises as `temporal`."""
    with avisando_sin_sitio(que_hacer=que_hacer):
        carpeta = carpeta_de_trabajo() / f"{uuid4().hex}.parte"
        carpeta.mkdir(mode=0o700)
        try:
            yield carpeta
        finally:
            borrar(carpeta)


def anonimo() -> BufferedRandom:
    """A file without a name in the working folder, to write and to read: it is gone when it is closed, also by a crash."""
    return TemporaryFile(dir=carpeta_de_trabajo())


def borrar(fichero: Path) -> None:
    """Remove a temporary file, or folder with what is in it, if it is still there."""
    if fichero.is_dir():
        rmtree(fichero, ignore_errors=True)
        return
    with suppress(FileNotFoundError):
        fichero.unlink()


def deposito() -> Deposito:
    """The place configured in `CONSISTORIO_ALMACEN` (None: local disk under var/)."""
    ajustes = getattr(settings, "CONSISTORIO_ALMACEN", None)
    if not ajustes:
        return DepositoLocal(Path(settings.CONSISTORIO_VAR) / "almacen" / "contenidos")
    return _remoto(str(ajustes["clase"]), tuple(sorted(ajustes.get("opciones", {}).items())))


@cache
def _remoto(clase: str, opciones: tuple[tuple[str, object], ...]) -> Deposito:
    return DepositoDjango(import_string(clase)(**dict(opciones)))


def barrer_temporales(*, mas_viejos_que: float = 86_400.0) -> int:
    """Remove temporary files and folders that a crash left behind, by age in seconds; how many."""
    limite = time.time() - mas_viejos_que
    restos = [resto for resto in carpeta_de_trabajo().glob("*.parte") if resto.stat().st_mtime < limite]
    for resto in restos:
        borrar(resto)
    return len(restos)
