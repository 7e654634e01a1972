"""Facts of the catalogue."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("catalogo.modelo.cargado", _("Se ha cargado un modelo de tramitación"))
@dato
class ModeloCargado:
    """A version of a model was loaded."""

    modelo_id: UUID
    codigo: str
    numero: int
    huella: str


@evento("catalogo.version.cargada", _("Se ha cargado una versión de un procedimiento"))
@dato
class VersionCargada:
    """A version of a procedure was loaded, still to be published."""

    version_id: UUID
    procedimiento: str
    numero: int
    huella: str


@evento("catalogo.version.publicada", _("Se ha publicado una versión de un procedimiento"))
@dato
class VersionPublicada:
    """A version was published; the one before it, if any, was withdrawn."""

    version_id: UUID
    procedimiento: str
    numero: int
    anterior_id: UUID | None


@evento("catalogo.version.retirada", _("Se ha retirado un procedimiento"))
@dato
class VersionRetirada:
    """A version was withdrawn: no new cases start with it; those running go on."""

    version_id: UUID
    procedimiento: str


@evento("catalogo.area.asignada", _("Se ha dicho qué unidad responde de un área"))
@dato
class AreaAsignada:
    """An area of the definitions was given to a unit."""

    area: str
    unidad_id: UUID
