"""Use cases of submissions."""

from consistorio.tramitacion.solicitudes.acciones.abrir_de_asiento import abrir_de_asiento
from consistorio.tramitacion.solicitudes.acciones.empezar import empezar
from consistorio.tramitacion.solicitudes.acciones.guardar_escrito import guardar_escrito
from consistorio.tramitacion.solicitudes.acciones.incorporar_justificante import incorporar_justificante
from consistorio.tramitacion.solicitudes.acciones.iniciar_de_oficio import iniciar_de_oficio
from consistorio.tramitacion.solicitudes.acciones.presentar import presentar
from consistorio.tramitacion.solicitudes.acciones.presentar_en_mostrador import presentar_en_mostrador
from consistorio.tramitacion.solicitudes.acciones.presentar_escrito import presentar_escrito
from consistorio.tramitacion.solicitudes.acciones.transcribir import transcribir
from consistorio.tramitacion.solicitudes.acciones.unir_asiento import unir_asiento

__all__ = [
    "abrir_de_asiento",
    "empezar",
    "guardar_escrito",
    "incorporar_justificante",
    "iniciar_de_oficio",
    "presentar",
    "presentar_en_mostrador",
    "presentar_escrito",
    "transcribir",
    "unir_asiento",
]
