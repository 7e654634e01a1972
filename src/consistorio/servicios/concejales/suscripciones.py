"""What this room does on facts of others."""

from __future__ import annotations

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.concejales.operaciones import REFERENCIA


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """What is signed about a request was signed, or came back: enqueue, so that locks are always taken in the order of the house."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == REFERENCIA:
        firmado = hecho.tipo == "firma.circuito.completado"
        encolar("concejales.recoger_escrito", escrito_id=identificador, firmado=firmado)
