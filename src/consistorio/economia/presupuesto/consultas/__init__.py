"""Reads of the budget. Who may see them was asked at the door (`acceso`)."""

from consistorio.economia.presupuesto.consultas.denominaciones import (
    denominaciones,
    denominaciones_por_codigo,
    denominadas,
)
from consistorio.economia.presupuesto.consultas.devengados import devengado_por_tercero, devengados, en_la_cuenta
from consistorio.economia.presupuesto.consultas.ejecucion import (
    Capitulo,
    ejecucion,
    ejecucion_de_bolsas,
    ejecucion_de_ingresos,
    por_capitulos,
    por_capitulos_de_ingresos,
)
from consistorio.economia.presupuesto.consultas.fondos import (
    cuantos_fondos_fuera_de_plazo,
    de_otro_anio,
    en_cerrados,
    fondos_de,
    fondos_fuera_de_plazo,
    obligaciones_por_pagar,
    operaciones_del_fondo,
)
from consistorio.economia.presupuesto.consultas.liquidacion import (
    FilaGasto,
    FilaIngreso,
    Totales,
    liquidacion_gastos,
    liquidacion_ingresos,
    totales,
)
from consistorio.economia.presupuesto.consultas.no_presupuestarios import (
    DelConcepto,
    lineas_del_concepto,
    no_presupuestarios,
)
from consistorio.economia.presupuesto.consultas.operaciones import (
    de_aplicacion,
    de_expediente,
    lineas_con_saldo,
    operacion,
)
from consistorio.economia.presupuesto.consultas.plurianuales import (
    Anualidad,
    FilaPlurianual,
    anualidades,
    plurianuales,
    sin_traer,
)
from consistorio.economia.presupuesto.consultas.prescripciones import prescripciones
from consistorio.economia.presupuesto.consultas.prestamos import FilaDeuda, deuda
from consistorio.economia.presupuesto.consultas.previas import por_revisar, previas_visibles_para
from consistorio.economia.presupuesto.consultas.remanentes import (
    financiacion_de_remanentes,
    obligatorios_sin_incorporar,
    remanentes,
)

__all__ = [
    "Anualidad",
    "Capitulo",
    "DelConcepto",
    "FilaDeuda",
    "FilaGasto",
    "FilaIngreso",
    "FilaPlurianual",
    "Totales",
    "anualidades",
    "cuantos_fondos_fuera_de_plazo",
    "de_aplicacion",
    "de_expediente",
    "de_otro_anio",
    "denominaciones",
    "denominaciones_por_codigo",
    "denominadas",
    "deuda",
    "devengado_por_tercero",
    "devengados",
    "ejecucion",
    "ejecucion_de_bolsas",
    "ejecucion_de_ingresos",
    "en_cerrados",
    "en_la_cuenta",
    "financiacion_de_remanentes",
    "fondos_de",
    "fondos_fuera_de_plazo",
    "lineas_con_saldo",
    "lineas_del_concepto",
    "liquidacion_gastos",
    "liquidacion_ingresos",
    "no_presupuestarios",
    "obligaciones_por_pagar",
    "obligatorios_sin_incorporar",
    "operacion",
    "operaciones_del_fondo",
    "plurianuales",
    "por_capitulos",
    "por_capitulos_de_ingresos",
    "por_revisar",
    "prescripciones",
    "previas_visibles_para",
    "remanentes",
    "sin_traer",
    "totales",
]
