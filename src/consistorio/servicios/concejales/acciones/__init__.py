"""Use cases of the councillors' access to information."""

from consistorio.servicios.concejales.acciones.ambitos import anotar_ambito, cerrar_ambito
from consistorio.servicios.concejales.acciones.decidir import conceder_por_silencio, decidir, recoger_escrito
from consistorio.servicios.concejales.acciones.pedir import Peticion, darse_por_enterado, pedir, pedir_certificado

__all__ = [
    "Peticion",
    "anotar_ambito",
    "cerrar_ambito",
    "conceder_por_silencio",
    "darse_por_enterado",
    "decidir",
    "pedir",
    "pedir_certificado",
    "recoger_escrito",
]
