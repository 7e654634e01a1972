"""Building blocks of the engine, inside an open transaction and with the case's row locked by the caller."""

from consistorio.tramitacion.motor.operaciones.actos import Escrito, desechar, dictar, exigir_sin_firmar
from consistorio.tramitacion.motor.operaciones.certificados import exigir_certificable, pedir_certificado
from consistorio.tramitacion.motor.operaciones.circuitos import (
    FirmaAnadida,
    dar_acceso_a_quien_firma,
    firmas_anadidas,
)
from consistorio.tramitacion.motor.operaciones.comunicaciones import comunicar, destinatarios_de, presentadores_de
from consistorio.tramitacion.motor.operaciones.cumplimiento import cumplir, cumplir_al_dictar
from consistorio.tramitacion.motor.operaciones.decision import (
    en_pie,
    exigir_sentido,
    hay_decision,
    hechas_en_vigor,
    problemas_de_decision,
    puesta_a_disposicion,
    silencio_producido,
    terminacion_aceptada,
)
from consistorio.tramitacion.motor.operaciones.flujo import avanzar, completar, exigir, iniciar, iniciar_de_oficio
from consistorio.tramitacion.motor.operaciones.plazos import iniciar_plazo, levantar, suspender, vigilar
from consistorio.tramitacion.motor.operaciones.representaciones import pedir_comprobacion
from consistorio.tramitacion.motor.operaciones.tareas import (
    TareaNueva,
    asignar,
    cancelar,
    crear,
    poner_en_espera,
    reabrir,
    reanudar,
)
from consistorio.tramitacion.motor.operaciones.terminaciones import abrir_terminacion, cambiar_terminacion
from consistorio.tramitacion.motor.operaciones.tramites import (
    contestar_requerimiento,
    exigir_ampliable,
    llego_escrito,
    requerimiento_contestable,
)
from consistorio.tramitacion.motor.operaciones.turnos import guardar_motivo, respetar_turno

__all__ = [
    "Escrito",
    "FirmaAnadida",
    "TareaNueva",
    "abrir_terminacion",
    "asignar",
    "avanzar",
    "cambiar_terminacion",
    "cancelar",
    "completar",
    "comunicar",
    "contestar_requerimiento",
    "crear",
    "cumplir",
    "cumplir_al_dictar",
    "dar_acceso_a_quien_firma",
    "desechar",
    "destinatarios_de",
    "dictar",
    "en_pie",
    "exigir",
    "exigir_ampliable",
    "exigir_certificable",
    "exigir_sentido",
    "exigir_sin_firmar",
    "firmas_anadidas",
    "guardar_motivo",
    "hay_decision",
    "hechas_en_vigor",
    "iniciar",
    "iniciar_de_oficio",
    "iniciar_plazo",
    "levantar",
    "llego_escrito",
    "pedir_certificado",
    "pedir_comprobacion",
    "poner_en_espera",
    "presentadores_de",
    "problemas_de_decision",
    "puesta_a_disposicion",
    "reabrir",
    "reanudar",
    "requerimiento_contestable",
    "respetar_turno",
    "silencio_producido",
    "suspender",
    "terminacion_aceptada",
    "vigilar",
]
