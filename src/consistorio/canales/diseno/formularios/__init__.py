"""Forms of the designer. What a form does not show, and what is left as it was shown, is saved as it is."""

from consistorio.canales.diseno.formularios.condicion import Confirmar, Sobre, SobreAlgo
from consistorio.canales.diseno.formularios.firmas import DeFirmas
from consistorio.canales.diseno.formularios.fiscalizacion import FISCALIZACION, DeFiscalizacion
from consistorio.canales.diseno.formularios.grupo import DeGrupo
from consistorio.canales.diseno.formularios.oidos import AUDIENCIA, CONSULTA, DeAudiencia, DeConsulta
from consistorio.canales.diseno.formularios.pagos import PAGO, DePago
from consistorio.canales.diseno.formularios.preguntas import DeDocumento, DePagina, DePregunta
from consistorio.canales.diseno.formularios.publicacion import DePublicacion
from consistorio.canales.diseno.formularios.sancionador import DeSancionador
from consistorio.canales.diseno.formularios.tamano import DeTamano
from consistorio.canales.diseno.formularios.tareas import DeTarea, DeTareaPropia

__all__ = [
    "AUDIENCIA",
    "CONSULTA",
    "FISCALIZACION",
    "PAGO",
    "Confirmar",
    "DeAudiencia",
    "DeConsulta",
    "DeDocumento",
    "DeFirmas",
    "DeFiscalizacion",
    "DeGrupo",
    "DePagina",
    "DePago",
    "DePregunta",
    "DePublicacion",
    "DeSancionador",
    "DeTamano",
    "DeTarea",
    "DeTareaPropia",
    "Sobre",
    "SobreAlgo",
]
