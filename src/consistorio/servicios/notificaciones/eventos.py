"""Facts of the notifications. Identifiers, hashes, dates and codes only."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("notificacion.emitida", _("Se ordenó notificar un acto"))
@dato
class NotificacionEmitida:
    """The order to notify. `documento_id`: the act; `referencia`: what it is about, as its asker named it."""

    notificacion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    destinatario_id: UUID
    canal: str
    referencia: str


@evento("notificacion.puesta_a_disposicion", _("La notificación quedó a disposición en la sede"))
@dato
class NotificacionPuestaADisposicion:
    """It can be opened in the sede."""

    notificacion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    momento: datetime
    caduca: date | None
    regla: str
    huella: str
    referencia: str


@evento("notificacion.obligacion_cumplida", _("Se cumplió la obligación de notificar la resolución"))
@dato
class ObligacionCumplida:
    """The decision counts as notified for the town's duty to do it in term, from `momento` (LPACAP 40.4): see `cumplimiento`."""

    expediente_id: UUID
    referencia: str
    momento: datetime


@evento("notificacion.direccion", _("Se anotó la dirección a la que se envía"))
@dato
class DireccionAnotada:
    """The postal address was written down before sending it; `procedencia`: where it comes from, as a code."""

    notificacion_id: UUID
    expediente_id: UUID
    procedencia: str


@evento("notificacion.impresa", _("Se imprimió para enviarla en papel"))
@dato
class NotificacionImpresa:
    """It was printed, perhaps again. `huella`: SHA-256 in hex of the PDF."""

    notificacion_id: UUID
    expediente_id: UUID
    huella: str


@evento("notificacion.enviada", _("Se envió en papel"))
@dato
class NotificacionEnviada:
    """It left in paper, with its exit entry. A communication is over with this (LPACAP 41.1)."""

    notificacion_id: UUID
    expediente_id: UUID
    clase: str
    momento: datetime


@evento("notificacion.practicada", _("La notificación quedó practicada"))
@dato
class NotificacionPracticada:
    """How it ended: `desenlace` accedida, rechazada, caducada, entregada or publicada; `momento`: its legal instant."""

    notificacion_id: UUID
    expediente_id: UUID
    documento_id: UUID
    destinatario_id: UUID
    desenlace: str
    momento: datetime
    referencia: str
    huella: str


@evento("notificacion.intento_papel", _("Se anotó un intento de entrega en papel"))
@dato
class IntentoAnotado:
    """One attempt at the door."""

    notificacion_id: UUID
    expediente_id: UUID
    numero: int
    resultado: str
    momento: datetime


@evento("notificacion.infructuosa", _("La entrega en papel no fue posible: falta el anuncio en el BOE"))
@dato
class NotificacionInfructuosa:
    """Paper failed: the announcement in the BOE waits (LPACAP 44)."""

    notificacion_id: UUID
    expediente_id: UUID
    motivo: str


@evento("notificacion.lugar_ignorado", _("Se ignora dónde notificar en papel: falta el anuncio en el BOE"))
@dato
class NotificacionSinLugar:
    """It was never posted, because nobody knows where to: the announcement in the BOE waits (LPACAP 44)."""

    notificacion_id: UUID
    expediente_id: UUID
    motivo: str


@evento("notificacion.evidenciada", _("Se incorporó el justificante de la notificación"))
@dato
class NotificacionEvidenciada:
    """The proof of its outcome joined the case."""

    notificacion_id: UUID
    expediente_id: UUID
    documento_id: UUID


@evento("notificacion.retirada", _("Se retiró un envío: no se ha notificado con él"))
@dato
class NotificacionRetirada:
    """What was on paper, or notified a decision that stands no more, was given up, with a reason as a code. Nobody was notified; `clase`: notificacion or comunicacion."""

    notificacion_id: UUID
    expediente_id: UUID
    motivo: str
    referencia: str
    clase: str


@evento("notificacion.aviso", _("Se intentó avisar por correo de una notificación"))
@dato
class AvisoIntentado:
    """A notice by mail was tried; informative, its failure changes no legal date (LPACAP 41.6)."""

    notificacion_id: UUID
    expediente_id: UUID
    resultado: str


@evento("notificacion.regla.acordada", _("Se acordó cómo termina el plazo para abrir las notificaciones"))
@dato
class ReglaAcordada:
    """From `desde` on, the last of the ten natural days is or is not put off when it is inhábil (LPACAP 30.5)."""

    ajuste_id: UUID
    regla: str
    desde: date
