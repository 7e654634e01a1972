"""Facts of the requests of change. Their chain is `mejora:<uuid>`."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("mejora.pedida", _("Se ha pedido un cambio en un procedimiento"))
@dato
class MejoraPedida:
    """A unit asked for a change. `huella`: SHA-256 of what it says."""

    peticion_id: UUID
    procedimiento_id: UUID
    unidad_id: UUID
    huella: str


@evento("mejora.comentada", _("Se ha escrito un mensaje sobre una petición de cambio"))
@dato
class MejoraComentada:
    """Somebody of either side said something."""

    peticion_id: UUID
    mensaje_id: UUID


@evento("mejora.decidida", _("Se ha aceptado o rechazado una petición de cambio"))
@dato
class MejoraDecidida:
    """The area accepted it, or did not. `estado`: aceptada or rechazada."""

    peticion_id: UUID
    estado: str


@evento("mejora.enlazada", _("Se ha dicho qué borrador o versión lleva un cambio pedido"))
@dato
class MejoraEnlazada:
    """The draft, and then the version, that carries the change; both None when neither does any more."""

    peticion_id: UUID
    borrador_id: UUID | None
    version_id: UUID | None


@evento("mejora.hecha", _("Se ha publicado la versión con un cambio pedido"))
@dato
class MejoraHecha:
    """The version that carries the change is published: who asked is told."""

    peticion_id: UUID
    version_id: UUID


@evento("mejora.vista", _("Quien pidió un cambio ha visto lo nuevo"))
@dato
class MejoraVista:
    """Who asked says that they have seen what was new."""

    peticion_id: UUID
