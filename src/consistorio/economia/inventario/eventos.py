"""Facts of the fixed assets."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

CADENA = "inventario"


@evento("inventario.bien.alta", _("Se dieron de alta bienes"))
@dato
class BienesDadosDeAlta:
    """How many, their numbers and what they cost in all, in euros."""

    primero: int
    ultimo: int
    valor: str


@evento("inventario.bien.baja", _("Se dio de baja un bien"))
@dato
class BienDadoDeBaja:
    """Since that day it is not of the town, or does not serve."""

    bien_id: UUID
    baja: date


@evento("inventario.amortizacion.deshecha", _("Se deshizo la amortización de un ejercicio"))
@dato
class AmortizacionDeshecha:
    """What the assets were used up in a year is of nobody any more: it can be depreciated again. `asientos`: entries of contrary sign."""

    anio: int
    asientos: tuple[str, ...]
    bienes: int


@evento("inventario.amortizado", _("Se amortizó el inmovilizado de un ejercicio"))
@dato
class InmovilizadoAmortizado:
    """What all the assets were used up in a year, in euros."""

    anio: int
    asiento_id: UUID
    bienes: int
    importe: str
