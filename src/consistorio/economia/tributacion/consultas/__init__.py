"""Reads of this room. Who may see them was asked at the door (`acceso`)."""

from consistorio.economia.tributacion.consultas.libros import (
    apunte_de,
    libro,
    totales_del_libro,
    va_con_su_iva,
)
from consistorio.economia.tributacion.consultas.modelos import (
    anteriores,
    calcular,
    dias_con_algo,
    es_mensual,
    ha_cambiado,
    presentadas,
    ultima,
)
from consistorio.economia.tributacion.consultas.retenciones import sin_detallar

__all__ = [
    "anteriores",
    "apunte_de",
    "calcular",
    "dias_con_algo",
    "es_mensual",
    "ha_cambiado",
    "libro",
    "presentadas",
    "sin_detallar",
    "totales_del_libro",
    "ultima",
    "va_con_su_iva",
]
