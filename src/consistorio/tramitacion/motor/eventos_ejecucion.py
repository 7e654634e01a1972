"""Facts of the execution of what was decided, while another case looks at it again (LPACAP 108, 117)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("motor.ejecucion.suspendida", _("Se suspendió la ejecución de lo decidido, mientras se recurre o se revisa"))
@dato
class EjecucionEnSuspenso:
    """What `original_id` decided is not carried out while `expediente_id` decides on it. Noted in both cases."""

    suspension_id: UUID
    expediente_id: UUID
    original_id: UUID
    documento_id: UUID
    via: str
    desde: date


@evento("motor.ejecucion.reanudada", _("Terminó la suspensión: lo decidido se vuelve a ejecutar"))
@dato
class EjecucionReanudada:
    """It is carried out again from that day. `fin`: why, as a code. Noted in both cases."""

    suspension_id: UUID
    expediente_id: UUID
    original_id: UUID
    hasta: date
    fin: str
