"""Facts of the notice board. They are of the case of each announcement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("tablon.anuncio.publicado", _("Se ha publicado un anuncio en el tablón"))
@dato
class AnuncioPublicado:
    """Everybody may read it. `hasta`: its last day, when it is known."""

    expediente_id: UUID
    anuncio_id: UUID
    documento_id: UUID
    referencia: str
    hasta: date | None


@evento("tablon.anuncio.fechado", _("Ha cambiado el último día de un anuncio del tablón"))
@dato
class AnuncioFechado:
    """Its last day is known now, or is another."""

    expediente_id: UUID
    anuncio_id: UUID
    hasta: date


@evento("tablon.anuncio.terminado", _("Un anuncio ha dejado de estar en el tablón"))
@dato
class AnuncioTerminado:
    """It is no longer shown. `documento_id`: the record of its days; `causa`: plazo, retirado or terminacion of the procedure."""

    expediente_id: UUID
    anuncio_id: UUID
    documento_id: UUID
    referencia: str
    causa: str
