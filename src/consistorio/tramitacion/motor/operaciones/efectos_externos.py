"""The act that asks another administration: signed by who handles the case (LPACAP 79; LRJSP 141)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones import externas
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo
from consistorio.tramitacion.motor.operaciones.flujo import exigir


class ActoConsulta(ClaseActo):
    """A question to another administration, or the notice that a court is waited for."""

    codigo = "consulta"
    nombre = gettext_lazy("Consulta a otra Administración")
    accion = "consultar"
    origen = "consulta"
    tipo_tarea = "consulta"
    fase = "instruccion"
    abre_el_tramite = True

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It leaves by the registry, and its task waits for the answer."""
        exigir(expediente, "consulta")
        externas.pedir_consulta(
            tarea,
            expediente,
            documento_id=acto.documento_id,
            clase=acto.datos["clase"],
            destinatario_id=UUID(acto.datos["destinatario"]),
            asunto=acto.datos["asunto"],
            precepto=acto.datos["precepto"],
            dias=acto.datos["dias"],
            suspende=acto.datos["suspende"],
            canal=acto.datos["canal"],
            lleva_id=UUID(acto.datos["lleva"]) if acto.datos.get("lleva") else None,
            vinculante=tarea.datos.get("vinculante") is True,
            actor=actor,
            reloj=reloj,
        )
