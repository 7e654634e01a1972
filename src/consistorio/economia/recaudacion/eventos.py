"""Facts of the collection files: ids, amounts, no personal data."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

CADENA = "recaudacion"


@evento("recaudacion.cargado", _("Se cargó un archivo de cobros"))
@dato
class FicheroCargado:
    """How many receipts it brought, how many were applied, and how much it came to, in euros."""

    fichero_id: UUID
    recibos: int
    aplicados: int
    importe: str


@evento("recaudacion.aplicado", _("Se aplicó un cobro que esperaba"))
@dato
class CobroAplicado:
    """With which operation."""

    cobro_id: UUID
    operacion_id: UUID


@evento("recaudacion.compromiso", _("Se anotó un compromiso de ingreso"))
@dato
class CompromisoAnotado:
    """Of which concept, and how much, in euros."""

    compromiso_id: UUID
    anio: int
    economica: str
    importe: str
    documento_id: UUID


@evento("recaudacion.compromiso.cumplido", _("Un derecho cumplió un compromiso de ingreso"))
@dato
class DerechoDelCompromiso:
    """By which line."""

    compromiso_id: UUID
    linea_id: UUID


@evento("recaudacion.compromiso.anulado", _("Se anuló un compromiso de ingreso, o parte de él"))
@dato
class CompromisoAnulado:
    """How much will not come in all, in euros."""

    compromiso_id: UUID
    anulado: str
