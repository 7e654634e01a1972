"""The narrow door to a draft: through that of its case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.servicios.redaccion.models import BorradorDocumento
from consistorio.tramitacion.expedientes.acceso import expediente_para


def documento_en_redaccion_para(
    actor: Actor, borrador_id: UUID, permiso: str, *, bloquear: bool = False
) -> BorradorDocumento:
    """A draft of a case that the actor may see and for which they hold `permiso`; `bloquear` locks the case, and with it its drafts.

    Raises NoEncontrado, NoPermitido.
    """
    no_esta = NoEncontrado(_("No encontramos ese borrador."))
    suyos = BorradorDocumento.objects.filter(id=borrador_id)
    expediente_id = suyos.values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise no_esta
    expediente = expediente_para(actor, expediente_id, permiso, bloquear=bloquear)
    borrador = suyos.select_related("creado_por__persona", "prestamo__empleado__persona", "puesto").get()
    borrador.expediente = expediente
    return borrador
