"""Use cases of the taxes that the town hall declares."""

from consistorio.economia.tributacion.acciones.compensar import compensar, deshacer_compensacion
from consistorio.economia.tributacion.acciones.declarar import pagar_declaracion, presentar
from consistorio.economia.tributacion.acciones.iva import (
    abrir_sector,
    anular_expedida,
    anular_recibida,
    deshacer_liquidacion,
    deshacer_regularizacion,
    fijar_prorrata,
    liquidar_iva,
    regularizar_prorrata,
    repercutir,
    soportar,
)
from consistorio.economia.tributacion.acciones.retenciones import detallar_retencion

__all__ = [
    "abrir_sector",
    "anular_expedida",
    "anular_recibida",
    "compensar",
    "deshacer_compensacion",
    "deshacer_liquidacion",
    "deshacer_regularizacion",
    "detallar_retencion",
    "fijar_prorrata",
    "liquidar_iva",
    "pagar_declaracion",
    "presentar",
    "regularizar_prorrata",
    "repercutir",
    "soportar",
]
