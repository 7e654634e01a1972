"""What the act that notes a standstill by a party does once it is signed (LPACAP 25.2)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import comunicaciones, paralizaciones, plazos
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo, hecha
from consistorio.tramitacion.motor.operaciones.comunicaciones import Comunicacion, comunicar
from consistorio.tramitacion.motor.operaciones.flujo import exigir
from consistorio.tramitacion.motor.reglas import CAUSA_PARALIZACION


class ActoParalizacion(ClaseActo):
    """A standstill of what began of office, by a party: signed by who handles the case."""

    codigo = paralizaciones.CLASE
    nombre = gettext_lazy("Paralización por causa de una persona interesada")
    accion = "parar_por_la_parte"
    origen = paralizaciones.CLASE
    fase = "instruccion"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It is on its way to who stops it, from whose notification the term stands still."""
        exigir(expediente, paralizaciones.CLASE)
        persona = UUID(acto.datos["persona"])
        if persona not in comunicaciones.destinatarios_de(expediente):
            raise FaseIncompatible(_("Esa persona ya no es parte en el expediente."))
        quieta = plazos.suspender(
            expediente, causa=CAUSA_PARALIZACION, referencia=acto.id, desde=None, actor=actor, reloj=reloj
        )
        if quieta is None:
            raise FaseIncompatible(_("El plazo para resolver ya terminó."))
        comunicacion = Comunicacion(
            acto.documento_id, _("El plazo se para hasta que haga lo que falta"), f"{paralizaciones.CLASE}:{acto.id}"
        )
        comunicar(expediente, comunicacion, destinatarios=[persona], actor=actor, reloj=reloj)
        hecha(acto, tarea, expediente, actor=actor, reloj=reloj)
