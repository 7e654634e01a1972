"""Facts of the quarterly information, of its year (`informacion:<year>`)."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


def cadena(anio: int) -> str:
    """The chain of facts of a year."""
    return f"informacion:{anio}"


@evento("informacion.ajuste", _("Se anotó un ajuste de contabilidad nacional"))
@dato
class AjusteAnotado:
    """In euros, signed."""

    ajuste_id: UUID
    anio: int
    trimestre: int
    clase: str
    importe: str


@evento("informacion.tasa", _("Se anotó la tasa de referencia de la regla de gasto"))
@dato
class TasaAnotada:
    """In percent."""

    anio: int
    por_ciento: str


@evento("informacion.remitida", _("Se dio por remitida la información de un trimestre"))
@dato
class InformacionRemitida:
    """`capacidad`: of financing, in euros; need when negative."""

    remision_id: UUID
    anio: int
    trimestre: int
    documento_id: UUID
    capacidad: str
