"""Facts of the budget. They are of its year (`presupuesto:<year>`), and carry amounts and ids, no personal data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

# How a fact of an operation is made, in the order of its fields. `importe`: in euros, negative in what corrects; `asiento`: number of its entry, 0 without one
DeOperacion = Callable[[UUID, int, str, int, str, date, str, int, UUID | None], object]


@evento("presupuesto.aprobado", _("Se cargó el presupuesto aprobado"))
@dato
class PresupuestoCargado:
    """Its credits, its forecasts and its rules."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.apertura", _("Se anotaron los saldos con los que se abre un ejercicio"))
@dato
class AperturaAnotada:
    """The balances of the accounts and what is left of closed years. `debe`: what the debit balances add up to, in euros."""

    ejercicio: int
    asiento: int
    debe: str
    cerrados: int


@evento("presupuesto.retenido", _("Se retuvo crédito"))
@dato
class CreditoRetenido:
    """For an expense, for a transfer, or because it may not be disposed of."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.gasto", _("Se contabilizó un gasto"))
@dato
class GastoAnotado:
    """One phase or several, until the obligation."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.pago.ordenado", _("Se ordenó un pago"))
@dato
class PagoOrdenado:
    """It has no entry in the journal."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.pago.hecho", _("Se contabilizó un pago"))
@dato
class PagoHecho:
    """The money left, or was kept under concepts of no budget."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.corregido", _("Se corrigió una operación con otra negativa"))
@dato
class OperacionCorregida:
    """The same entry, negative. `reintegro`: it was rightly done, and who got the money gave it back."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None
    reintegro: bool = False


@evento("presupuesto.devengado", _("Se anotó un gasto devengado sin aplicar al presupuesto"))
@dato
class GastoDevengado:
    """Account 413."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.fondo", _("Se anotó un movimiento del fondo de un habilitado"))
@dato
class FondoMovido:
    """An anticipo de caja fija was made, paid out of, justified or given back; or what was handed over a justificar."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.derecho", _("Se reconoció un derecho"))
@dato
class DerechoReconocido:
    """Collected at once or not."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.ingreso", _("Se contabilizó un ingreso"))
@dato
class IngresoAnotado:
    """Of a right that was recognised."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.derecho.baja", _("Se dio de baja un derecho"))
@dato
class DerechoDadoDeBaja:
    """Annulled, deferred, or cancelled by insolvency or in kind."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.devolucion", _("Se contabilizó la devolución de un ingreso"))
@dato
class DevolucionAnotada:
    """Agreed, or paid."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.cerrado", _("Se contabilizó una operación de ejercicios cerrados"))
@dato
class CerradoAnotado:
    """Paid, collected, annulled, cancelled, prescribed or rectified."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.no_presupuestario", _("Se contabilizó una operación no presupuestaria"))
@dato
class NoPresupuestarioAnotado:
    """Money that came in, went out or changed of account."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.concepto", _("Se creó un concepto no presupuestario"))
@dato
class ConceptoCreado:
    """Its code and its account."""

    codigo: str
    cuenta: str


@evento("presupuesto.plurianual", _("Se anotó un gasto de ejercicios futuros"))
@dato
class FuturoAnotado:
    """Retained, authorised, committed, or corrected. `importe`: of all its years, in euros, negative in what corrects."""

    operacion_id: UUID
    ejercicio: int
    numero: int
    clase: str
    fecha: date
    importe: str
    expediente_id: UUID | None = None


@evento("presupuesto.plurianual.traido", _("Llegaron al presupuesto los compromisos de ejercicios anteriores"))
@dato
class FuturosTraidos:
    """What was committed of a year in earlier ones is in its budget. Euros: what went, and what its credit does not bear."""

    ejercicio: int
    operaciones: int
    importe: str
    sin_credito: str


@evento("presupuesto.plurianual.limite", _("Se elevó el límite de un gasto plurianual"))
@dato
class LimiteElevado:
    """By the Pleno or by the bases. `importe`: that may be committed of `anio`, in euros."""

    limite_id: UUID
    ejercicio: int
    anio: int
    codigo: str
    importe: str
    por: str
    acuerdo_id: UUID | None = None


@evento("presupuesto.prorrogado", _("Se prorrogó el presupuesto del año anterior"))
@dato
class PresupuestoProrrogado:
    """Its credits and its forecasts, with their adjustments."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.sustituido", _("El presupuesto aprobado tomó el lugar del prorrogado"))
@dato
class PresupuestoSustituido:
    """What was noted on the extended one goes on upon the new one."""

    operacion_id: UUID
    ejercicio: int
    libro: str
    numero: int
    clase: str
    fecha: date
    importe: str
    asiento: int
    expediente_id: UUID | None = None


@evento("presupuesto.tramite", _("El presupuesto cambió de estado"))
@dato
class TramiteAnotado:
    """Draft, initial approval, exposition, definitive approval or publication."""

    tramite_id: UUID
    ejercicio: int
    estado: str
    fecha: date
    documento_id: UUID | None = None


@evento("presupuesto.previa", _("Se preparó una operación previa"))
@dato
class PreviaPreparada:
    """An area asks for it; its credit is held. Amount in euros."""

    previa_id: UUID
    ejercicio: int
    numero: int
    clase: str
    importe: str
    expediente_id: UUID | None = None


@evento("presupuesto.previa.resuelta", _("Se resolvió una operación previa"))
@dato
class PreviaResuelta:
    """Accepted, given back or withdrawn. `operacion_id`: what it became."""

    previa_id: UUID
    ejercicio: int
    estado: str
    operacion_id: UUID | None = None


@evento("presupuesto.nomina", _("Se contabilizó una nómina"))
@dato
class NominaContabilizada:
    """Its obligation, or its payment. Amounts in euros."""

    nomina_id: UUID
    ejercicio: int
    operacion_id: UUID
    bruto: str
    neto: str


@evento("presupuesto.prestamo", _("Se anotó un préstamo"))
@dato
class PrestamoAnotado:
    """With the days on which it is paid back. Euros."""

    codigo: str
    principal: str
    cuotas: int


@evento("presupuesto.prestamo.movido", _("Cambió lo que se debe de un préstamo"))
@dato
class PrestamoMovido:
    """Drawn, recognised to be paid back, or moved to the short term. Euros."""

    codigo: str
    clase: str
    fecha: date
    importe: str
    operacion_id: UUID | None = None


@evento("presupuesto.bases", _("Se escribieron las bases de ejecución de un presupuesto"))
@dato
class BasesEscritas:
    """A version of how its credits will bind."""

    bases_id: UUID
    ejercicio: int
    version: int
    reglas: int


@evento("presupuesto.organos", _("Se fijó quién aprueba una clase de modificación de crédito"))
@dato
class OrganosFijados:
    """Since a day, with its bases."""

    tipo: str
    desde: date
    organos: tuple[str, ...]
    documento_id: UUID | None = None


@evento("presupuesto.exigencia", _("Se fijó qué prueba lo que financia una modificación de crédito"))
@dato
class ExigenciaFijada:
    """Since a day, for the concepts that begin so."""

    exigencia_id: UUID
    tipo: str
    concepto: str
    exige: str
    desde: date
    documento_id: UUID | None = None


@evento("presupuesto.organica", _("Cambió un código de la clasificación orgánica"))
@dato
class OrganicaCambiada:
    """Made, renamed or closed, since a day."""

    codigo_id: UUID
    codigo: str
    desde: date
    cerrado: bool
