"""The narrow door: what is done to many things is of who asked for it."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.encargos.models import Encargo


def encargo_para(actor: Actor, encargo_id: UUID, *, reloj: Reloj) -> Encargo:
    """One that this person asked for and that is still kept. Raises NoEncontrado."""
    suyos = Encargo.objects.select_related("empleado__persona").filter(solicitante_id=actor.id)
    encargo = suyos.filter(id=encargo_id, caduca_el__gt=reloj.ahora()).first()
    if encargo is None:
        raise NoEncontrado(
            _("Ese trabajo en bloque no está."), que_hacer=_("Se guardan 30 días y los ve quien los pidió.")
        )
    return encargo
