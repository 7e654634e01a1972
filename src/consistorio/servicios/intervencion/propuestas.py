"""What a proposal that changes does to its control. The case's row is locked by the caller."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion import operaciones
from consistorio.servicios.intervencion.eventos import FiscalizacionLiberada
from consistorio.servicios.intervencion.models import Fiscalizacion, Reparo
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones import avanzar, cancelar, reabrir, terminacion_aceptada
from consistorio.tramitacion.motor.operaciones.flujo import se_necesita


def atender(expediente: Expediente, *, huella: str, sentido: str, actor: Actor, reloj: Reloj) -> None:
    """The proposal says something else. One that spends and was not examined as it is now goes to Intervención; one that spends nothing waits
    for nobody. A reparo that is not settled goes on by its own way.

    Writes: Fiscalizacion, Reparo, Tarea. Emits: intervencion.fiscalizacion.pedida, intervencion.fiscalizacion.liberada.
    """
    exigir_transaccion()
    for tarea in _tareas_de(expediente):
        fiscalizacion = Fiscalizacion.objects.select_for_update().filter(tarea=tarea).first()
        if not _gasta(tarea, expediente, sentido):
            if fiscalizacion is not None and (tarea.abierta or _quedo_por_ver(fiscalizacion)):
                _liberar(fiscalizacion, tarea, expediente, sentido=sentido, actor=actor, reloj=reloj)
        elif fiscalizacion is None:
            reabrir(tarea, actor=actor, reloj=reloj)
            operaciones.pedir_segun_definicion(tarea, expediente, actor=actor, reloj=reloj)
        elif _falta_verla(fiscalizacion, tarea, huella):
            operaciones.pedir_otra_vez(fiscalizacion, expediente, actor=actor, reloj=reloj)


def exigir_examinada(expediente: Expediente) -> None:
    """Assert that what is going to be decided is what Intervención examined, where it spends. Raises FaseIncompatible."""
    tareas = _tareas_de(expediente)
    if not tareas:
        return
    propuesta = operaciones.ultima_propuesta(expediente)
    for tarea in tareas:
        if not _gasta(tarea, expediente, propuesta.sentido):
            continue
        fiscalizacion = Fiscalizacion.objects.filter(tarea=tarea).first()
        if fiscalizacion is not None and (tarea.abierta or fiscalizacion.huella != propuesta.huella):
            raise FaseIncompatible(
                _("Intervención no ha fiscalizado lo que se decide, tal como está escrito ahora."),
                que_hacer=_(
                    "Si es una enmienda de la sesión, anote que se retira o que queda sobre la mesa, y por qué. "
                    "La propuesta se escribe entonces con la enmienda, y se fiscaliza antes de decidirla."
                ),
            )


def _tareas_de(expediente: Expediente) -> list[Tarea]:
    tareas = list(
        Tarea.objects.select_for_update(of=("self",))
        .select_related("unidad")
        .filter(expediente=expediente, tipo="fiscalizacion")
        .order_by("id")
    )
    for tarea in tareas:
        tarea.expediente = expediente
    return tareas


def _gasta(tarea: Tarea, expediente: Expediente, sentido: str) -> bool:
    return not terminacion_aceptada(expediente) and se_necesita(tarea, expediente, sentido=sentido)


def _falta_verla(fiscalizacion: Fiscalizacion, tarea: Tarea, huella: str) -> bool:
    if fiscalizacion.estado == Fiscalizacion.Estado.PENDIENTE:
        return not tarea.abierta
    if fiscalizacion.huella == huella:
        return False
    return not fiscalizacion.reparos.filter(estado__in=operaciones.POR_RESOLVER).exists()


def _quedo_por_ver(fiscalizacion: Fiscalizacion) -> bool:
    """Whether its task was closed before anybody looked, or with a reparo to settle, as when somebody withdraws."""
    pendiente = fiscalizacion.estado == Fiscalizacion.Estado.PENDIENTE
    return pendiente or fiscalizacion.reparos.filter(estado__in=operaciones.POR_RESOLVER).exists()


def _liberar(
    fiscalizacion: Fiscalizacion, tarea: Tarea, expediente: Expediente, *, sentido: str, actor: Actor, reloj: Reloj
) -> None:
    fiscalizacion.estado, fiscalizacion.huella = Fiscalizacion.Estado.SIN_GASTO, ""
    fiscalizacion.save(update_fields=["estado", "huella"])
    reparos = list(fiscalizacion.reparos.select_for_update(of=("self",)).filter(estado__in=operaciones.POR_RESOLVER))
    for reparo in reparos:
        reparo.estado, reparo.terminado_el = Reparo.Estado.DECAIDO, reloj.ahora()
        reparo.save(update_fields=["estado", "terminado_el"])
    hecho = FiscalizacionLiberada(expediente.id, fiscalizacion.id, sentido)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[fiscalizacion, *reparos])
    for suya in (*(operaciones.tarea_de(UUID(str(reparo.tarea_id)), expediente) for reparo in reparos), tarea):
        if suya.abierta:
            cancelar(suya, actor=actor, reloj=reloj)
    avanzar(expediente, actor=actor, reloj=reloj)
