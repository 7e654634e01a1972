"""The narrow door to uploads, and their partial files."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.almacen.deposito import carpeta_de_trabajo
from consistorio.plataforma.almacen.models import Subida

PERMISO = "fichero.subir"


def subida_para(actor: Actor, subida_id: UUID, *, bloquear: bool = False) -> Subida:
    """An upload of this actor's own. Raises NoEncontrado, also for somebody else's."""
    subidas = Subida.objects.select_for_update() if bloquear else Subida.objects.all()
    subida = subidas.filter(pk=subida_id, titular=actor.id).first()
    if subida is None:
        raise NoEncontrado(_("No encontramos esa subida. Vuelva a elegir el archivo."))
    return subida


def parcial(subida_id: UUID) -> Path:
    """The partial file of an upload."""
    return carpeta_de_trabajo() / f"{subida_id}.subida"
