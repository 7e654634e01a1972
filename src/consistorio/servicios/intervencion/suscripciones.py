"""What this room does on facts of others."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.intervencion import propuestas
from consistorio.servicios.intervencion.escritos import REFERENCIA
from consistorio.tramitacion.expedientes.acceso import bloquear
from consistorio.tramitacion.motor.models import Tarea


@suscrito("resolucion.redactada")
def al_cambiar_la_propuesta(hecho: HechoAnotado) -> None:
    """The result is of the proposal that was examined: one that says something else is examined again, or need not be."""
    expediente_id = UUID(str(hecho.datos["expediente_id"]))
    if _se_fiscaliza(expediente_id):
        propuestas.atender(
            bloquear(expediente_id),
            huella=str(hecho.datos["huella"]),
            sentido=str(hecho.datos["sentido"]),
            actor=hecho.actor,
            reloj=hecho.reloj,
        )


@suscrito("resolucion.numerada", "resolucion.elevada")
def al_decidir(hecho: HechoAnotado) -> None:
    """Nothing that spends is decided otherwise than as it was examined: not by a change, nor by an amendment in session. It raises."""
    expediente_id = UUID(str(hecho.datos["expediente_id"]))
    if _se_fiscaliza(expediente_id):
        propuestas.exigir_examinada(bloquear(expediente_id))


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """A document of control was signed, or came back: enqueue, so that locks are always taken in the order of the house."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == REFERENCIA:
        firmado = hecho.tipo == "firma.circuito.completado"
        encolar("intervencion.recoger_escrito", escrito_id=identificador, firmado=firmado)


def _se_fiscaliza(expediente_id: UUID) -> bool:
    return Tarea.objects.filter(expediente_id=expediente_id, tipo="fiscalizacion").exists()
