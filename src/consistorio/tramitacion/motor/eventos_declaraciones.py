"""Facts of what is declared or communicated, and of its later control (LPACAP 69)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("motor.declaracion.con_efectos", _("Lo presentado tiene efectos desde su día"))
@dato
class DeclaracionConEfectos:
    """What was filed has effects from that day (69.3). `naturaleza`: declaracion or comunicacion."""

    expediente_id: UUID
    naturaleza: str
    desde: date


@evento("motor.declaracion.comprobada", _("El Ayuntamiento ha comprobado lo declarado: es conforme"))
@dato
class DeclaracionComprobada:
    """What was declared was checked and is right. `documento_id`: what was said to the parties."""

    expediente_id: UUID
    documento_id: UUID


@evento("motor.declaracion.incumplida", _("El Ayuntamiento aprecia que lo declarado no se cumple: falta resolverlo"))
@dato
class DeclaracionIncumplida:
    """What was declared is not so, or what was required did not come: known on that day (69.4). `causa`: a code of `declaraciones.CAUSAS`."""

    expediente_id: UUID
    causa: str
    constancia: date


@evento("motor.declaracion.resuelta", _("Se ha resuelto sobre lo declarado"))
@dato
class DeclaracionResuelta:
    """The decision counts as notified at `momento`, and leaves the declaration in that state."""

    expediente_id: UUID
    estado: str
    momento: datetime


@evento("motor.declaracion.restablecida", _("Quedó sin efecto la resolución que declaraba que no podía continuar"))
@dato
class DeclaracionRestablecida:
    """The decision that it was impossible to go on stands no more, by what was decided in another case: an appeal, or a review of office."""

    expediente_id: UUID
    decidido_en: UUID


@evento("motor.declaracion.imposible_otra_vez", _("Vuelve a no poder continuar: lo que lo permitía quedó sin efecto"))
@dato
class DeclaracionImposibleOtraVez:
    """What was decided in that other case, by which it could go on, stands no more: the decision that it cannot does."""

    expediente_id: UUID
    decidido_en: UUID
