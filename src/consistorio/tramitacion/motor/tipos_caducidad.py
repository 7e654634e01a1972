"""The kind of task in which it is said whether a procedure has lapsed (LPACAP 25.1.b, 95)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.registro_tipos import AccionPosible, TipoTarea, tipo_tarea

# The code of the task that the end of a warning opens (95.1)
ADVERTIDA = "caducidad_advertida"


@tipo_tarea("caducidad")
class TareaCaducidad(TipoTarea):
    """The declaration of a lapse. It is over when it is declared, another end is accepted or, of one that was warned of, the procedure goes on."""

    nombre = gettext_lazy("Declaración de caducidad")
    espera_la_decision = True

    def acciones(self, tarea: Tarea, actor: Actor) -> Sequence[AccionPosible]:
        """Declare it; what lapses because its party stands still may also go on (95.2, 95.4), what began of office may not (25.1.b)."""
        declarar = AccionPosible("declarar_caducidad", _("Declarar la caducidad"), principal=True)
        if tarea.codigo != ADVERTIDA:
            return (declarar,)
        return (declarar, AccionPosible("seguir_sin_caducidad", _("No declararla y seguir")))
