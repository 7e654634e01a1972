"""Reads of the budget. Who may see them was asked at the door (`acceso`)."""

from consistorio.economia.presupuesto.consultas.ejecucion import (
    Capitulo,
    ejecucion,
    ejecucion_de_bolsas,
    ejecucion_de_ingresos,
    por_capitulos,
    por_capitulos_de_ingresos,
)
from consistorio.economia.presupuesto.consultas.liquidacion import (
    FilaGasto,
    FilaIngreso,
    Totales,
    liquidacion_gastos,
    liquidacion_ingresos,
    totales,
)
from consistorio.economia.presupuesto.consultas.operaciones import (
    de_aplicacion,
    de_expediente,
    lineas_con_saldo,
    operacion,
)
from consistorio.economia.presupuesto.consultas.prescripciones import prescripciones

__all__ = [
    "Capitulo",
    "FilaGasto",
    "FilaIngreso",
    "Totales",
    "de_aplicacion",
    "de_expediente",
    "ejecucion",
    "ejecucion_de_bolsas",
    "ejecucion_de_ingresos",
    "lineas_con_saldo",
    "liquidacion_gastos",
    "liquidacion_ingresos",
    "operacion",
    "por_capitulos",
    "por_capitulos_de_ingresos",
    "prescripciones",
    "totales",
]
