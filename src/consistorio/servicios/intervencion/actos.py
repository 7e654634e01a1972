"""The acts of the control: the result, signed by who examines; the answer of the unit; and the decision of the president (TRLRHL 215-217)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Importe
from consistorio.servicios.intervencion import operaciones
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite, Tarea
from consistorio.tramitacion.motor.operaciones.clase_acto import ClaseActo
from consistorio.tramitacion.motor.operaciones.efectos import registrar_clase
from consistorio.tramitacion.motor.operaciones.flujo import exigir


@registrar_clase
class ActoFiscalizacion(ClaseActo):
    """The result of Intervención: signed by who examines (TRLRHL 214, 215)."""

    codigo = "fiscalizacion"
    nombre = gettext_lazy("Resultado de la fiscalización")
    accion = "fiscalizar"
    origen = "fiscalizacion"
    tipo_tarea = "fiscalizacion"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """It counts for the proposal that was examined, also when it is that of a second decision, which silence made due (24.3.a)."""
        exigir(expediente, "libre")
        fiscalizacion = Fiscalizacion.objects.select_for_update().get(tarea=tarea)
        operaciones.registrar(
            fiscalizacion,
            expediente,
            documento_id=acto.documento_id,
            resultado=acto.datos["resultado"],
            importe=Importe.de(acto.datos["importe"]),
            aplicacion=acto.datos["aplicacion"],
            causas=acto.datos["causas"],
            huella=acto.datos["huella"],
            respuestas=acto.datos.get("requisitos", ()),
            actor=actor,
            reloj=reloj,
        )


def reparo_de(acto: ActoTramite, expediente: Expediente) -> Reparo:
    """The reparo that an act is about, locked."""
    return (
        Reparo.objects.select_for_update(of=("self",))
        .select_related("fiscalizacion")
        .get(id=UUID(acto.datos["reparo"]), fiscalizacion__expediente=expediente)
    )


@registrar_clase
class ActoAceptacion(ClaseActo):
    """The unit accepts a reparo and says how it is mended: signed by who handles the case."""

    codigo = "aceptacion_reparo"
    nombre = gettext_lazy("Aceptación del reparo")
    accion = "aceptar_reparo"
    origen = "reparo"
    tipo_tarea = "reparo"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """Intervención examines the proposal again."""
        reparo = reparo_de(acto, expediente)
        operaciones.aceptar(reparo, expediente, documento_id=acto.documento_id, actor=actor, reloj=reloj)


@registrar_clase
class ActoDiscrepancia(ClaseActo):
    """The unit does not accept a reparo, with its reasons (RD 424/2017 15): signed by who handles the case."""

    codigo = "discrepancia"
    nombre = gettext_lazy("Discrepancia con el reparo")
    accion = "discrepar"
    origen = "reparo"
    tipo_tarea = "reparo"
    tarea_propia = False

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The president or the Pleno settles it."""
        operaciones.discrepar(
            reparo_de(acto, expediente),
            expediente,
            documento_id=acto.documento_id,
            resuelve=acto.datos["resuelve"],
            actor=actor,
            reloj=reloj,
        )


@registrar_clase
class ActoDecision(ClaseActo):
    """The president settles the discrepancy, which may not be delegated (TRLRHL 217.1): the post of the Alcaldía signs."""

    codigo = "resolucion_discrepancia"
    nombre = gettext_lazy("Resolución de la discrepancia")
    accion = "resolver_discrepancia"
    origen = "reparo"
    tipo_tarea = "reparo"
    tarea_propia = False
    organo = "alcaldia"

    def surtir(self, acto: ActoTramite, tarea: Tarea, expediente: Expediente, *, actor: Actor, reloj: Reloj) -> None:
        """The procedure goes on, or the reparo stands."""
        operaciones.resolver(
            reparo_de(acto, expediente),
            expediente,
            documento_id=acto.documento_id,
            levanta=acto.datos["levanta"],
            actor=actor,
            reloj=reloj,
        )
