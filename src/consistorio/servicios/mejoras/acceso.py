"""The narrow door to a request of change."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.servicios.mejoras.consultas import visibles_para
from consistorio.servicios.mejoras.models import PeticionDeArea


def peticion_para(actor: Actor, peticion_id: UUID, *, bloquear: bool = False) -> PeticionDeArea:
    """A request that the actor may see. `bloquear` locks its row. Raises NoEncontrado, the same for what may not be seen."""
    filas = visibles_para(actor).select_related(
        "procedimiento", "unidad", "pedida_por__persona", "decidida_por__persona", "version", "borrador"
    )
    filas = filas.defer("version__definicion", "version__capa", "borrador__capa").filter(id=peticion_id)
    peticion = filas.select_for_update(of=("self",)).first() if bloquear else filas.first()
    if peticion is None:
        raise NoEncontrado(_("No encontramos esa petición de cambio."))
    return peticion
