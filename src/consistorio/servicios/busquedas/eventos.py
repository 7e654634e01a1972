"""Facts of the searches and views that are kept: that they are, never what they look for."""

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


@evento("vista.guardada", _("Se guardó una vista de una lista"))
@dato
class SeGuardoVista:
    """Somebody keeps how they look at a list; `unidad_id`: for whom too."""

    vista_id: UUID
    empleado_id: UUID
    lista: str
    unidad_id: UUID | None


@evento("vista.renombrada", _("Se cambió el nombre de una vista guardada"))
@dato
class VistaRenombrada:
    """Its name is another."""

    vista_id: UUID
    empleado_id: UUID


@evento("vista.primera", _("Se eligió con qué vista se abre una lista"))
@dato
class SeEligioPrimera:
    """A list opens with a view, or with none (`vista_id` empty), for somebody."""

    empleado_id: UUID
    lista: str
    vista_id: UUID | None


@evento("vista.borrada", _("Se borró una vista guardada"))
@dato
class VistaBorrada:
    """It is kept no more."""

    vista_id: UUID
    empleado_id: UUID
