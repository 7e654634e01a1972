"""What happens to a modification of credits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("presupuesto.modificacion.preparada", _("Se preparó una modificación de crédito"))
@dato
class ModificacionPreparada:
    """A draft. `importe`: what goes up, in euros."""

    modificacion_id: UUID
    ejercicio: int
    tipo: str
    importe: str
    expediente_id: UUID | None = None


@evento("presupuesto.modificacion.informada", _("Intervención informó una modificación de crédito"))
@dato
class ModificacionInformada:
    """With its report."""

    modificacion_id: UUID
    ejercicio: int
    informe_id: UUID | None = None


@evento("presupuesto.modificacion.aprobada", _("Se aprobó una modificación de crédito"))
@dato
class ModificacionAprobada:
    """By whom, and when it takes effect."""

    modificacion_id: UUID
    ejercicio: int
    organo: str
    fecha: date
    acuerdo_id: UUID | None = None


@evento("presupuesto.modificacion.tramite", _("Una modificación de crédito cambió de estado"))
@dato
class TramiteDeModificacionAnotado:
    """Exposition, definitive approval or publication, as of a budget."""

    tramite_id: UUID
    modificacion_id: UUID
    ejercicio: int
    estado: str
    fecha: date
    documento_id: UUID | None = None


@evento("presupuesto.modificacion.sin_efecto", _("Una modificación de crédito quedó sin efecto"))
@dato
class ModificacionSinEfecto:
    """It will not go to the accounts."""

    modificacion_id: UUID
    ejercicio: int
    fecha: date
    documento_id: UUID | None = None


@evento("presupuesto.modificacion.contabilizada", _("Se contabilizó una modificación de crédito"))
@dato
class ModificacionContabilizada:
    """Its credits are there."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None
