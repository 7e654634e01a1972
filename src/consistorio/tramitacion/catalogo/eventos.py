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


@evento("catalogo.modelo.publicado", _("Ha entrado en vigor el modelo de tramitación de un área"))
@dato
class ModeloPublicado:
    """A version of the model of an area is in force; the one before it, if any, is replaced. The procedures that changed with it have facts of their own."""

    modelo_id: UUID
    area: str
    numero: int
    anterior_id: UUID | None


@evento("catalogo.modelo.descartado", _("Se ha descartado el modelo de un área que estaba en ensayo"))
@dato
class ModeloDescartado:
    """A version in trial was given up: it was never in force."""

    modelo_id: UUID
    area: str


@evento("catalogo.modelo.borrador_abierto", _("Se ha empezado a preparar el modelo de un área"))
@dato
class BorradorDeModeloAbierto:
    """Somebody of an area began to change its model."""

    borrador_id: UUID
    area: str
    base_id: UUID | None


@evento("catalogo.modelo.borrador_guardado", _("Se ha guardado un cambio en el modelo de un área"))
@dato
class BorradorDeModeloGuardado:
    """A change was saved. `huella`: of the layer as it is now."""

    borrador_id: UUID
    area: str
    edicion: int
    huella: str


@evento("catalogo.modelo.borrador_cerrado", _("Ha terminado la preparación del modelo de un área"))
@dato
class BorradorDeModeloCerrado:
    """It was sent to trial, as that version, or given up (None)."""

    borrador_id: UUID
    area: str
    modelo_id: UUID | None


@evento("catalogo.version.cargada", _("Se ha cargado una versión de un procedimiento"))
@dato
class VersionCargada:
    """A version of a procedure was written, in trial: it is still to be published."""

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


@evento("catalogo.version.descartada", _("Se ha descartado una versión de un procedimiento que estaba en ensayo"))
@dato
class VersionDescartada:
    """A version in trial was given up: it was never published."""

    version_id: UUID
    procedimiento: str


@evento("catalogo.legal.anotado", _("Se ha escrito un dato legal de un procedimiento"))
@dato
class ValorLegalAnotado:
    """Who answers for a legal value wrote it."""

    valor_id: UUID
    procedimiento: str
    campo: str
    huella: str


@evento("catalogo.borrador.abierto", _("Se ha empezado a preparar una versión de un procedimiento"))
@dato
class BorradorAbierto:
    """Somebody of an area began to prepare a procedure, new or over a version of it."""

    borrador_id: UUID
    procedimiento: str
    base_id: UUID | None


@evento("catalogo.borrador.guardado", _("Se ha guardado un cambio en un procedimiento en preparación"))
@dato
class BorradorGuardado:
    """A change was saved. `huella`: of the layer as it is now."""

    borrador_id: UUID
    procedimiento: str
    edicion: int
    huella: str


@evento("catalogo.borrador.cerrado", _("Ha terminado la preparación de una versión de un procedimiento"))
@dato
class BorradorCerrado:
    """It was sent to trial, as that version, or given up (None)."""

    borrador_id: UUID
    procedimiento: str
    version_id: UUID | None


@evento("catalogo.caso.guardado", _("Se ha guardado un caso de prueba de un procedimiento"))
@dato
class CasoDePruebaGuardado:
    """A made-up case that the next versions must pass."""

    caso_id: UUID
    procedimiento: str


@evento("catalogo.caso.retirado", _("Se ha retirado un caso de prueba de un procedimiento"))
@dato
class CasoDePruebaRetirado:
    """It is not asked for any more."""

    caso_id: UUID
    procedimiento: str


@evento("catalogo.area.asignada", _("Se ha dicho qué unidad responde de un área"))
@dato
class AreaAsignada:
    """An area of the definitions was given to a unit."""

    area: str
    unidad_id: UUID
