"""What somebody writes to other units."""

from __future__ import annotations

from uuid import UUID

from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.models import Contenido


@dato
class Fichero:
    """A file that was taken in and judged, and the name that it came with."""

    contenido: Contenido
    nombre: str


@dato
class Mensaje:
    """What is said, from which unit, and what goes with it: documents of the case, and files."""

    unidad_id: UUID
    asunto: str
    texto: str
    documentos: tuple[UUID, ...] = ()
    ficheros: tuple[Fichero, ...] = ()
