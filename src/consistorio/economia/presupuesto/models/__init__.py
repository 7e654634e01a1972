"""State of the budget."""

from consistorio.economia.presupuesto.models.bases import (
    BasesDeEjecucion,
    CodigoOrganico,
    ExigenciaDePrueba,
    OrganoDeModificacion,
)
from consistorio.economia.presupuesto.models.controles import ControlOperacion
from consistorio.economia.presupuesto.models.creditos import Aplicacion, Bolsa, ConceptoIngreso
from consistorio.economia.presupuesto.models.de_antes import GastoDeAntes
from consistorio.economia.presupuesto.models.modificaciones import LineaModificacion, ModificacionCredito
from consistorio.economia.presupuesto.models.nominas import Nomina
from consistorio.economia.presupuesto.models.operaciones import LineaOperacion, Numeracion, Operacion
from consistorio.economia.presupuesto.models.otros import ConceptoNoPresupuestario, Fondo, SaldoCerrado
from consistorio.economia.presupuesto.models.plurianuales import LimitePlurianual, LineaFutura, OperacionFutura
from consistorio.economia.presupuesto.models.prestamos import CuotaPrestamo, MovimientoPrestamo, Prestamo
from consistorio.economia.presupuesto.models.presupuesto import Clasificacion, Presupuesto, ReglaVinculacion
from consistorio.economia.presupuesto.models.previas import LineaPrevia, OperacionPrevia
from consistorio.economia.presupuesto.models.remanentes import RemanenteCredito, RemanenteQueFinancia
from consistorio.economia.presupuesto.models.tramites import TramiteModificacion, TramitePresupuesto

__all__ = [
    "Aplicacion",
    "BasesDeEjecucion",
    "Bolsa",
    "Clasificacion",
    "CodigoOrganico",
    "ConceptoIngreso",
    "ConceptoNoPresupuestario",
    "ControlOperacion",
    "CuotaPrestamo",
    "ExigenciaDePrueba",
    "Fondo",
    "GastoDeAntes",
    "LimitePlurianual",
    "LineaFutura",
    "LineaModificacion",
    "LineaOperacion",
    "LineaPrevia",
    "ModificacionCredito",
    "MovimientoPrestamo",
    "Nomina",
    "Numeracion",
    "Operacion",
    "OperacionFutura",
    "OperacionPrevia",
    "OrganoDeModificacion",
    "Prestamo",
    "Presupuesto",
    "ReglaVinculacion",
    "RemanenteCredito",
    "RemanenteQueFinancia",
    "SaldoCerrado",
    "TramiteModificacion",
    "TramitePresupuesto",
]
