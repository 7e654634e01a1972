"""What this room does on facts of others."""

from __future__ import annotations

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


def _rendicion(hecho: HechoAnotado) -> str:
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    return identificador if clase == "rendicion" else ""


@suscrito("firma.circuito.completado")
def circuito_completado(hecho: HechoAnotado) -> None:
    """A settlement or a Cuenta General has all its signatures."""
    if identificador := _rendicion(hecho):
        encolar("cierre.recoger_firma", rendicion_id=identificador)


@suscrito("firma.circuito.devuelto")
def circuito_devuelto(hecho: HechoAnotado) -> None:
    """Somebody sent one back."""
    if identificador := _rendicion(hecho):
        encolar("cierre.recoger_devolucion", rendicion_id=identificador)
