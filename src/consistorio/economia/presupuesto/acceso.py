"""The narrow doors to the budget: who may see it, which notes no reading (amounts and codes are no personal data), and to what an area prepares."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.consultas.previas import previas_visibles_para
from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.accion import exigir_permiso
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


def exigir_ver(actor: Actor) -> None:
    """Assert that somebody may see the budget. Raises NoPermitido."""
    exigir_permiso(actor, VER, para="presupuesto")


def previa_para(actor: Actor, previa_id: UUID, *, motivo: str) -> OperacionPrevia:
    """A previa that somebody may see; the look is logged when it names somebody. Raises NoEncontrado."""
    previa = (
        previas_visibles_para(actor)
        .select_related("tercero", "operacion", "retencion")
        .prefetch_related("lineas__origen__aplicacion", "lineas__origen__operacion")
        .filter(pk=previa_id)
        .first()
    )
    if previa is None:
        raise NoEncontrado(_("No encontramos esa operación previa, o no puede verla."))
    if previa.tercero_id is not None:
        registrar_acceso(actor, que="previa", objeto_id=previa.id, motivo=motivo, expediente_id=previa.expediente_id)
    return previa
