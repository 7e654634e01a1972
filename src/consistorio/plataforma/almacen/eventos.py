"""Facts of the store."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.auditoria.eventos import evento


@evento("almacen.contenido.en_cuarentena", _("Se puso un archivo en cuarentena"))
@dataclass(frozen=True)
class ContenidoEnCuarentena:
    """Malicious code in content that is already filed: kept, not served, and its correction can be asked."""

    sha256: str
    amenaza: str


@evento("almacen.contenido.analizado", _("Se analizó un archivo y está limpio"))
@dataclass(frozen=True)
class ContenidoAnalizado:
    """Content that waited for the antivirus is clean."""

    sha256: str


@evento("almacen.subida.iniciada", _("Se empezó a subir un archivo"))
@dataclass(frozen=True)
class SubidaIniciada:
    """An upload by pieces began."""

    subida_id: UUID
    tamano: int


@evento("almacen.subida.completada", _("Se terminó de subir un archivo"))
@dataclass(frozen=True)
class SubidaCompletada:
    """The last piece came and the content was accepted."""

    subida_id: UUID
    sha256: str


@evento("almacen.subida.rechazada", _("Se rechazó un archivo subido"))
@dataclass(frozen=True)
class SubidaRechazada:
    """The last piece came and the content was refused (virus, password, type)."""

    subida_id: UUID


@evento("almacen.subida.cancelada", _("Se canceló la subida de un archivo"))
@dataclass(frozen=True)
class SubidaCancelada:
    """Whoever was uploading gave it up, or it expired."""

    subida_id: UUID
