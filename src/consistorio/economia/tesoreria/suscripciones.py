"""What this room does on facts of the signatures: enqueue, so that locks are always taken in the order of the house."""

from __future__ import annotations

from consistorio.economia.tesoreria.documentos import ARQUEO, RELACION
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """A list of payments or an act of arqueo was signed, or came back."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == RELACION:
        encolar("tesoreria.recoger_relacion", relacion_id=identificador)
    elif clase == ARQUEO:
        encolar("tesoreria.recoger_arqueo", arqueo_id=identificador)
