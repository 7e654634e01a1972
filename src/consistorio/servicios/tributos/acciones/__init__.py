"""Use cases of the debts."""

from consistorio.servicios.tributos.acciones.anular import anular_liquidacion
from consistorio.servicios.tributos.acciones.cobrar import anotar_cobro, anotar_cobros, expedir_justificante
from consistorio.servicios.tributos.acciones.devolver import anotar_devolucion
from consistorio.servicios.tributos.acciones.liquidar import (
    autoliquidar,
    autoliquidar_solo,
    fechar_liquidacion,
    liquidar,
)
from consistorio.servicios.tributos.acciones.reanudar import reanudar_liquidaciones

__all__ = [
    "anotar_cobro",
    "anotar_cobros",
    "anotar_devolucion",
    "anular_liquidacion",
    "autoliquidar",
    "autoliquidar_solo",
    "expedir_justificante",
    "fechar_liquidacion",
    "liquidar",
    "reanudar_liquidaciones",
]
