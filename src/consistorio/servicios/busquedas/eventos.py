"""Facts of the searches that are kept: that they are, never what they look for."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("busqueda.guardada", _("Se guardó una búsqueda"))
@dato
class SeGuardoBusqueda:
    """Somebody keeps a search; `unidad_id`: for whom too."""

    busqueda_id: UUID
    empleado_id: UUID
    unidad_id: UUID | None


@evento("busqueda.borrada", _("Se borró una búsqueda guardada"))
@dato
class BusquedaBorrada:
    """It is kept no more."""

    busqueda_id: UUID
    empleado_id: UUID
