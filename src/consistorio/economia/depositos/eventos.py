"""Facts of the values in deposit: ids, amounts, no personal data."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento

CADENA = "depositos"


@evento("depositos.valor.recibido", _("Se recibió un aval u otro valor en depósito"))
@dato
class ValorRecibido:
    """It is kept. `importe` in euros."""

    valor_id: UUID
    numero: int
    clase: str
    importe: str
    dia: date


@evento("depositos.valor.salido", _("Salió un aval u otro valor del depósito"))
@dato
class ValorSalido:
    """It is given back, or what it guaranteed was charged to it. `salida`: devuelto or ejecutado."""

    valor_id: UUID
    salida: str
    dia: date
    documento_id: UUID | None
