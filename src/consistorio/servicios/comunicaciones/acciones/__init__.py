"""Use cases of the internal communications and of the daily digest."""

from consistorio.servicios.comunicaciones.acciones.acusar import acusar_recibo
from consistorio.servicios.comunicaciones.acciones.enviar import contestar, corregir, enviar
from consistorio.servicios.comunicaciones.acciones.resumen import dejar_resumen, pedir_resumen, retirar_resumen

__all__ = [
    "acusar_recibo",
    "contestar",
    "corregir",
    "dejar_resumen",
    "enviar",
    "pedir_resumen",
    "retirar_resumen",
]
