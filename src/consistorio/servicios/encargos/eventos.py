"""Facts of what is done to many things at once, in the chain of who asks. What happens to each is the fact of its own act."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("encargo.pedido", _("Se pidió hacer lo mismo con varias tareas o expedientes"))
@dato
class EncargoPedido:
    """Somebody of the staff asked for one act over several things. `acto`: its code; `filas`: over how many."""

    encargo_id: UUID
    acto: str
    filas: int
