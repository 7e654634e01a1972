"""Use cases of the end of a year."""

from consistorio.economia.cierre.acciones.anticipar import anticipar_remanentes
from consistorio.economia.cierre.acciones.cerrar import cerrar_ejercicio
from consistorio.economia.cierre.acciones.deteriorar import dejar_fuera_del_minimo, dotar_deterioro
from consistorio.economia.cierre.acciones.memoria import escribir_nota
from consistorio.economia.cierre.acciones.reabrir import reabrir_ejercicio
from consistorio.economia.cierre.acciones.rendir import anotar_paso, formar, recoger_devolucion, recoger_firma
from consistorio.economia.cierre.acciones.traspasar import traspasar_pendientes

__all__ = [
    "anotar_paso",
    "anticipar_remanentes",
    "cerrar_ejercicio",
    "dejar_fuera_del_minimo",
    "dotar_deterioro",
    "escribir_nota",
    "formar",
    "reabrir_ejercicio",
    "recoger_devolucion",
    "recoger_firma",
    "traspasar_pendientes",
]
