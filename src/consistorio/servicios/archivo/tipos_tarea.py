"""The kind of task that ends a case."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.servicios.archivo.operaciones import situacion_de
from consistorio.servicios.archivo.reglas import impedimentos
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea


@tipo_tarea("cierre")
class Cierre(TipoTarea):
    """Closing: nothing left to do, index signed (LPACAP 17 and 70)."""

    nombre = gettext_lazy("Cierre")

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Close, or why not yet."""
        motivos = tuple(self.impedimentos(tarea))
        return (AccionPosible("cerrar_expediente", _("Cerrar el expediente"), principal=True, impedimentos=motivos),)

    def impedimentos(self, tarea: Tarea) -> Sequence[str]:
        """Everything still open in the case."""
        return impedimentos(situacion_de(tarea.expediente))
