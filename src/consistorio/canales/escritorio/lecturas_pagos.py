"""What the tab of payments of a case shows."""

from __future__ import annotations

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.servicios.tributos import consultas
from consistorio.servicios.tributos.models import Liquidacion
from consistorio.servicios.tributos.permisos import LIQUIDAR
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor.models import ActoTramite


@dato
class FilaPago:
    """A debt, the last annulment that was written of it, and whether this person may have it annulled in a case that is closed: in an open one it
    is an act of its task."""

    liquidacion: Liquidacion
    anulacion: ActoTramite | None
    anulable: bool


def de(expediente: Expediente, actor: Actor) -> list[FilaPago]:
    """Its debts, the first first: the same queries whatever their number."""
    anulaciones = consultas.anulaciones_de(expediente)
    cerrado = expediente.estado == Expediente.Estado.CERRADO and actor.puede(LIQUIDAR)
    return [
        FilaPago(una, anulaciones.get(una.id), cerrado and una.estado != Liquidacion.Estado.ANULADA)
        for una in consultas.de_expediente(expediente)
    ]
