"""Facts of the budget. They are of its year (`presupuesto:<year>`), and carry amounts and ids, no personal data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@dato
class DeOperacion:
    """An operation as its fact tells it. `importe`: in euros, negative in what corrects; `asiento`: number of its entry, 0 when it has none."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.aprobado", _("Se cargó el presupuesto aprobado"))
@dato
class PresupuestoCargado(DeOperacion):
    """Its credits, its forecasts and its rules."""


@evento("presupuesto.retenido", _("Se retuvo crédito"))
@dato
class CreditoRetenido(DeOperacion):
    """For an expense, for a transfer, or because it may not be disposed of."""


@evento("presupuesto.gasto", _("Se contabilizó un gasto"))
@dato
class GastoAnotado(DeOperacion):
    """One phase or several, until the obligation."""


@evento("presupuesto.pago.ordenado", _("Se ordenó un pago"))
@dato
class PagoOrdenado(DeOperacion):
    """It has no entry in the journal."""


@evento("presupuesto.pago.hecho", _("Se contabilizó un pago"))
@dato
class PagoHecho(DeOperacion):
    """The money left, or was kept under concepts of no budget."""


@evento("presupuesto.corregido", _("Se corrigió una operación con otra negativa"))
@dato
class OperacionCorregida(DeOperacion):
    """The same entry, negative."""


@evento("presupuesto.devengado", _("Se anotó un gasto devengado sin aplicar al presupuesto"))
@dato
class GastoDevengado(DeOperacion):
    """Account 413."""


@evento("presupuesto.fondo", _("Se anotó un movimiento del fondo de un habilitado"))
@dato
class FondoMovido(DeOperacion):
    """An anticipo de caja fija was made, paid out of, justified or given back; or what was handed over a justificar."""


@evento("presupuesto.derecho", _("Se reconoció un derecho"))
@dato
class DerechoReconocido(DeOperacion):
    """Collected at once or not."""


@evento("presupuesto.ingreso", _("Se contabilizó un ingreso"))
@dato
class IngresoAnotado(DeOperacion):
    """Of a right that was recognised."""


@evento("presupuesto.derecho.baja", _("Se dio de baja un derecho"))
@dato
class DerechoDadoDeBaja(DeOperacion):
    """Annulled, deferred, or cancelled by insolvency or in kind."""


@evento("presupuesto.devolucion", _("Se contabilizó la devolución de un ingreso"))
@dato
class DevolucionAnotada(DeOperacion):
    """Agreed, or paid."""


@evento("presupuesto.cerrado", _("Se contabilizó una operación de ejercicios cerrados"))
@dato
class CerradoAnotado(DeOperacion):
    """Paid, collected, annulled, cancelled, prescribed or rectified."""


@evento("presupuesto.no_presupuestario", _("Se contabilizó una operación no presupuestaria"))
@dato
class NoPresupuestarioAnotado(DeOperacion):
    """Money that came in, went out or changed of account."""


@evento("presupuesto.concepto", _("Se creó un concepto no presupuestario"))
@dato
class ConceptoCreado:
    """Its code and its account."""

    codigo: str
    cuenta: str


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


@evento("presupuesto.modificacion.contabilizada", _("Se contabilizó una modificación de crédito"))
@dato
class ModificacionContabilizada(DeOperacion):
    """Its credits are there."""
