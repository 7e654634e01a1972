"""What this room does on facts of the signatures: enqueue, so that locks are always taken in the order of the house."""

from __future__ import annotations

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.incidencias.acciones.ampliaciones import REFERENCIA


@suscrito("firma.circuito.completado")
def circuito_completado(hecho: HechoAnotado) -> None:
    """A decision that extends terms is signed."""
    _encolar("incidencias.recoger_firma", hecho)


@suscrito("firma.circuito.devuelto")
def circuito_devuelto(hecho: HechoAnotado) -> None:
    """A decision that extends terms came back."""
    _encolar("incidencias.recoger_devolucion", hecho)


def _encolar(trabajo: str, hecho: HechoAnotado) -> None:
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == REFERENCIA:
        encolar(trabajo, ampliacion_id=identificador)
