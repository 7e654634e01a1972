"""Facts of submissions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("solicitud.presentada", _("Se ha presentado la solicitud"))
@dato
class SolicitudPresentada:
    """An application was filed. `huella`: SHA-256 of its answers and files; `momento`: official time of the entry."""

    expediente_id: UUID
    solicitud_id: UUID
    asiento_id: UUID
    documento_id: UUID
    evidencia_id: UUID
    huella: str
    momento: datetime
    faltan: int


@evento("solicitud.aportacion.presentada", _("Se ha presentado un escrito en el expediente"))
@dato
class AportacionPresentada:
    """A later submission joined the case."""

    expediente_id: UUID
    aportacion_id: UUID
    clase: str
    asiento_id: UUID
    documento_id: UUID
    evidencia_id: UUID
    huella: str
    momento: datetime


@evento("solicitud.inicio_de_oficio.acordado", _("El Ayuntamiento ha iniciado el procedimiento de oficio"))
@dato
class InicioDeOficioAcordado:
    """The town hall began a case itself; its term runs from `acordado_el`."""

    expediente_id: UUID
    forma: str
    acordado_el: date
    documento_id: UUID


@evento("solicitud.transcrita", _("Se han escrito en el expediente las respuestas del formulario"))
@dato
class SolicitudTranscrita:
    """The actor wrote down the answers of a paper application. `huella`: SHA-256 of them; `numero`: which version."""

    expediente_id: UUID
    transcripcion_id: UUID
    numero: int
    huella: str
