"""Reading content."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.flujos import leer_hasta
from consistorio.plataforma.almacen.deposito import deposito, temporal
from consistorio.plataforma.almacen.models import Contenido, EstadoAntivirus, EstadoSubida, Subida
from consistorio.plataforma.almacen.reglas import legible

# What is ever read whole; the rest is read as a stream, or worked with on disk
CABE_EN_MEMORIA = 64 * 1024 * 1024
_TROZO = 1024 * 1024


@contextmanager
def abrir(de: str | Contenido, *, aunque_en_cuarentena: bool = False) -> Iterator[BinaryIO]:
    """The bytes of a content, by its hash or its row, as a binary stream from the start.

    Raises NoEncontrado; Conflicto when it is in quarantine (unless the caller says that it must read it all the same: export,
    verification, the antivirus itself, the house that adds to what it made; then its row is not asked for).
    """
    if not aunque_en_cuarentena:
        _exigir_limpio(de)
    flujo = deposito().abrir(de.sha256 if isinstance(de, Contenido) else de)
    try:
        yield flujo
    finally:
        flujo.close()


def _exigir_limpio(de: str | Contenido) -> None:
    contenido = de if isinstance(de, Contenido) else Contenido.objects.only("estado_antivirus").filter(pk=de).first()
    if contenido is None:
        raise NoEncontrado(_("No existe ese contenido."))
    if contenido.estado_antivirus == EstadoAntivirus.CUARENTENA:
        raise Conflicto(
            _("Este archivo está en cuarentena porque contiene código dañino."),
            que_hacer=_("Pida a quien lo presentó que lo aporte de nuevo sin ese código."),
        )


@contextmanager
def copia_de_trabajo(de: str | Contenido) -> Iterator[Path]:
    """A temporary file with the bytes of a content, to write on; removed at the end, unless it was moved into the store. Raises as
    `abrir`."""
    with temporal() as fichero:
        with abrir(de, aunque_en_cuarentena=True) as flujo, fichero.open("xb") as copia:
            fichero.chmod(0o600)
            shutil.copyfileobj(flujo, copia, _TROZO)
        yield fichero


def leer(sha256: str) -> bytes:
    """The whole content in memory, of what the house made and is small. Raises NoEncontrado, and Conflicto over 64 MB."""
    with abrir(sha256, aunque_en_cuarentena=True) as flujo:
        datos = leer_hasta(flujo, CABE_EN_MEMORIA)
    if datos is None:
        raise Conflicto(
            _("El archivo pasa de %(m)s: se guarda y se descarga entero, pero aquí no se puede trabajar con él.")
            % {"m": legible(CABE_EN_MEMORIA)},
            que_hacer=_("Descárguelo y divídalo en partes más pequeñas, o trabaje con él en su equipo."),
        )
    return datos


def pendientes_de_analizar() -> QuerySet[Contenido]:
    """What waits for the antivirus, oldest first."""
    return Contenido.objects.filter(estado_antivirus=EstadoAntivirus.PENDIENTE).order_by("guardado")


def por_reanalizar(*, firmas: str, desde: datetime) -> QuerySet[Contenido]:
    """What other signatures than `firmas` found clean and was stored since that moment, newest first."""
    juzgados = Contenido.objects.filter(estado_antivirus=EstadoAntivirus.LIMPIO).exclude(firmas_antivirus="")
    return juzgados.filter(guardado__gte=desde).exclude(firmas_antivirus=firmas).order_by("-guardado")


def subidas_caducadas(*, en: datetime) -> QuerySet[Subida]:
    """Uploads still open past their expiry, oldest first."""
    return Subida.objects.filter(estado=EstadoSubida.ABIERTA, caduca__lte=en).order_by("caduca")
