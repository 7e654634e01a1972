"""What this room does on facts of others. On those of the signatures it enqueues, so that locks are always taken in the order of the house."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.resoluciones import operaciones, revisiones


def _partes(hecho: HechoAnotado) -> tuple[str, str, str]:
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    return clase, identificador, str(hecho.datos.get("documento_id", ""))


@suscrito("firma.circuito.completado")
def circuito_completado(hecho: HechoAnotado) -> None:
    """Every signature of something of ours is there."""
    clase, identificador, documento_id = _partes(hecho)
    if clase == "resolucion":
        encolar("resoluciones.recoger_firma", resolucion_id=identificador, documento_id=documento_id)
    elif clase == "asunto_sesion":
        encolar("resoluciones.recoger_asunto", asunto_id=identificador)
    elif clase == "certificado_resolucion":
        encolar("resoluciones.recoger_certificado", certificado_id=identificador)


@suscrito("firma.circuito.devuelto")
def circuito_devuelto(hecho: HechoAnotado) -> None:
    """Somebody sent back a resolution of ours."""
    clase, identificador, documento_id = _partes(hecho)
    if clase == "resolucion":
        encolar("resoluciones.recoger_devolucion", resolucion_id=identificador, documento_id=documento_id)
    elif clase == "asunto_sesion":
        encolar("resoluciones.recoger_asunto_devuelto", asunto_id=identificador, documento_id=documento_id)


@suscrito("expediente.cerrado")
def expediente_cerrado(hecho: HechoAnotado) -> None:
    """A review is over: its unit does not read any more the case that it reviewed. Who closes it holds its lock."""
    revisiones.terminar_lectura(UUID(str(hecho.datos["expediente_id"])), momento=hecho.momento)


@suscrito("expediente.unidad.cambiada")
def unidad_cambiada(hecho: HechoAnotado) -> None:
    """Who answers now for a review reads what it reviews."""
    revisiones.pasar_lectura(UUID(str(hecho.datos["expediente_id"])), actor=hecho.actor, reloj=hecho.reloj)


@suscrito("motor.decision.sin_efecto")
def decision_sin_efecto(hecho: HechoAnotado) -> None:
    """The book of a resolution that stands no more says it, and what a review had declared falls with it. The engine holds the lock of the case."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == "resolucion":
        operaciones.sin_efecto(UUID(identificador), actor=hecho.actor, reloj=hecho.reloj)
