"""Facts of the communications. Their chain is that of the book of their year; one about a case leaves another in the case's."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("comunicacion.enviada", _("Se envió una comunicación interna"))
@dato
class ComunicacionEnviada:
    """It took its number and waits for its units to acknowledge it. `huella`: SHA-256 of its subject and its text."""

    comunicacion_id: UUID
    anio: int
    orden: int
    unidad_id: UUID
    destinos: tuple[UUID, ...]
    expediente_id: UUID | None
    tarea_id: UUID | None
    responde_a: UUID | None
    corrige: UUID | None
    huella: str


@evento("comunicacion.del_expediente", _("Se envió una comunicación interna sobre el expediente"))
@dato
class ComunicacionDelExpediente:
    """The same on the chain of the case that it is about."""

    expediente_id: UUID
    comunicacion_id: UUID


@evento("comunicacion.acusada", _("Una unidad acusó recibo de una comunicación interna"))
@dato
class ComunicacionAcusada:
    """A unit has it. Who: the actor of the fact."""

    comunicacion_id: UUID
    destino_id: UUID
    unidad_id: UUID


@evento("resumen.pedido", _("Pidió el resumen diario por correo"))
@dato
class ResumenDiarioPedido:
    """Somebody of the staff wants the daily digest, or changed where it goes."""

    empleado_id: UUID


@evento("resumen.dejado", _("Dejó de recibir el resumen diario por correo"))
@dato
class ResumenDiarioDejado:
    """They do not want it any more; the address is gone."""

    empleado_id: UUID
