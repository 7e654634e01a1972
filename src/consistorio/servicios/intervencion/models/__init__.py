"""State of the control of what spends and of what comes in."""

from consistorio.servicios.intervencion.models.control import (
    AcuerdoDeControl,
    Comprobacion,
    ControlDeIngresos,
    DacionDeCuenta,
)
from consistorio.servicios.intervencion.models.escritos import EscritoDeControl
from consistorio.servicios.intervencion.models.fiscalizacion import Fiscalizacion, Reparo
from consistorio.servicios.intervencion.models.omisiones import Omision
from consistorio.servicios.intervencion.models.requisitos import ListaDeRequisitos, Requisito, RespuestaDeRequisito

__all__ = [
    "AcuerdoDeControl",
    "Comprobacion",
    "ControlDeIngresos",
    "DacionDeCuenta",
    "EscritoDeControl",
    "Fiscalizacion",
    "ListaDeRequisitos",
    "Omision",
    "Reparo",
    "Requisito",
    "RespuestaDeRequisito",
]
