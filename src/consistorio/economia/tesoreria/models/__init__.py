"""State of the treasury."""

from consistorio.economia.tesoreria.models.arqueos import Arqueo, LineaDeArqueo
from consistorio.economia.tesoreria.models.bancos import (
    Conciliacion,
    ConciliacionApunte,
    ConciliacionMovimiento,
    Extracto,
    MovimientoBancario,
)
from consistorio.economia.tesoreria.models.ordinales import Ordinal, PlanDeFondos
from consistorio.economia.tesoreria.models.propuestos import PagoPropuesto
from consistorio.economia.tesoreria.models.relaciones import LineaDePago, RelacionDePagos

__all__ = [
    "Arqueo",
    "Conciliacion",
    "ConciliacionApunte",
    "ConciliacionMovimiento",
    "Extracto",
    "LineaDeArqueo",
    "LineaDePago",
    "MovimientoBancario",
    "Ordinal",
    "PagoPropuesto",
    "PlanDeFondos",
    "RelacionDePagos",
]
