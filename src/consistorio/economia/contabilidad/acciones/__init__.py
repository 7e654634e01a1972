"""Use cases of the ledger."""

from consistorio.economia.contabilidad.acciones.anotar import anotar_asiento, corregir_asiento
from consistorio.economia.contabilidad.acciones.bloquear import bloquear, reabrir_fechas
from consistorio.economia.contabilidad.acciones.ejercicios import abrir_cuenta, abrir_ejercicio
from consistorio.economia.contabilidad.acciones.implantar import implantar_plan
from consistorio.economia.contabilidad.acciones.revisar import revisar_equivalencia, revisar_regla

__all__ = [
    "abrir_cuenta",
    "abrir_ejercicio",
    "anotar_asiento",
    "bloquear",
    "corregir_asiento",
    "implantar_plan",
    "reabrir_fechas",
    "revisar_equivalencia",
    "revisar_regla",
]
