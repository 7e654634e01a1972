"""What a circuit of signatures says of a return."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma.models import PasoFirma


def devolucion_de(documento_id: UUID, *, por_defecto: UUID) -> tuple[str, UUID]:
    """Why and by whom (an Empleado) the last circuit of a document was sent back; `por_defecto` when it does not say who."""
    paso = (
        PasoFirma.objects.filter(circuito__documento_id=documento_id, estado=PasoFirma.Estado.DEVUELTO)
        .order_by("-terminado_el", "-id")
        .first()
    )
    if paso is None:
        return _("Devuelta sin firmar."), por_defecto
    return paso.motivo, paso.firmante_id or por_defecto
