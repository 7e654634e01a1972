"""The narrow door to the units that somebody works for."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.organizacion.models import Unidad


def unidad_para(actor: Actor, unidad_id: UUID) -> Unidad:
    """A unit that the actor works for today, or any for who administers the organisation. Raises NoEncontrado."""
    unidad = Unidad.objects.filter(id=unidad_id).first()
    if unidad is None or not (unidad_id in actor.unidades or actor.puede("organizacion.ver")):
        raise NoEncontrado(_("No encontramos esa unidad."))
    return unidad
