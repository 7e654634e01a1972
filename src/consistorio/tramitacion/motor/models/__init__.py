"""State of the engine: tasks, terms and the procedural steps that need a row of their own."""

from consistorio.tramitacion.motor.models.actos import ActoTramite
from consistorio.tramitacion.motor.models.declaraciones import Declaracion
from consistorio.tramitacion.motor.models.ejecucion import EjecucionSuspendida
from consistorio.tramitacion.motor.models.externas import Consulta
from consistorio.tramitacion.motor.models.imparcialidad import CuestionImparcialidad
from consistorio.tramitacion.motor.models.motivos import MotivoDeTarea
from consistorio.tramitacion.motor.models.plazos import Ampliacion, Plazo, ProrrogaIncidencia, Suspension, Vencimiento
from consistorio.tramitacion.motor.models.prueba import PeriodoPrueba, Prueba
from consistorio.tramitacion.motor.models.publicidad import AlegacionPublica, InformacionPublica
from consistorio.tramitacion.motor.models.tareas import Tarea
from consistorio.tramitacion.motor.models.tramites import Informe, Requerimiento, Terminacion, TramiteAudiencia
from consistorio.tramitacion.motor.models.versiones import CambioDeVersion, CasoDeCambio

__all__ = [
    "ActoTramite",
    "AlegacionPublica",
    "Ampliacion",
    "CambioDeVersion",
    "CasoDeCambio",
    "Consulta",
    "CuestionImparcialidad",
    "Declaracion",
    "EjecucionSuspendida",
    "InformacionPublica",
    "Informe",
    "MotivoDeTarea",
    "PeriodoPrueba",
    "Plazo",
    "ProrrogaIncidencia",
    "Prueba",
    "Requerimiento",
    "Suspension",
    "Tarea",
    "Terminacion",
    "TramiteAudiencia",
    "Vencimiento",
]
