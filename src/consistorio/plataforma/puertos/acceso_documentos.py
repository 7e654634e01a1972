"""Port: which documents may this actor see? Answered by whoever files documents (cases, notifications); default deny.

Wired in `CONSISTORIO_PUERTOS["acceso_documentos"]`: one class, or several joined by `ReglasSumadas`.
"""

from __future__ import annotations

from typing import Protocol, runtime_checkable
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from consistorio.nucleo.actor import Actor
from consistorio.plataforma.puertos.conexion import conectado


@runtime_checkable
class AccesoDocumentos(Protocol):
    """The rule of access to documents."""

    def visibles(self, actor: Actor) -> Q:
        """A condition on the model `documentos.Documento` (by subquery, bounded) true for what the actor may see.

        `Q(pk__in=[])` says none.
        """
        ...

    def expediente_de(self, documento_id: UUID) -> UUID | None:
        """The case to which a read of this document is charged in the access log, if any."""
        ...


class SinAcceso:
    """The default: nobody sees anything through a case."""

    def visibles(self, actor: Actor) -> Q:
        """Nothing."""
        return Q(pk__in=[])

    def expediente_de(self, documento_id: UUID) -> UUID | None:
        """None."""
        return None


def acceso_documentos() -> AccesoDocumentos:
    """The rule wired in the settings; nobody when none is."""
    if not settings.CONSISTORIO_PUERTOS.get("acceso_documentos"):
        return SinAcceso()
    return conectado("acceso_documentos", AccesoDocumentos)
