"""State of the budget."""

from consistorio.economia.presupuesto.models.creditos import Aplicacion, Bolsa, ConceptoIngreso
from consistorio.economia.presupuesto.models.modificaciones import LineaModificacion, ModificacionCredito
from consistorio.economia.presupuesto.models.operaciones import LineaOperacion, Numeracion, Operacion
from consistorio.economia.presupuesto.models.otros import ConceptoNoPresupuestario, Fondo, SaldoCerrado
from consistorio.economia.presupuesto.models.presupuesto import Clasificacion, Presupuesto, ReglaVinculacion

__all__ = [
    "Aplicacion",
    "Bolsa",
    "Clasificacion",
    "ConceptoIngreso",
    "ConceptoNoPresupuestario",
    "Fondo",
    "LineaModificacion",
    "LineaOperacion",
    "ModificacionCredito",
    "Numeracion",
    "Operacion",
    "Presupuesto",
    "ReglaVinculacion",
    "SaldoCerrado",
]
