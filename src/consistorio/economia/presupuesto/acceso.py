"""The narrow doors to the budget: who may see it, which notes no reading (amounts and codes are no personal data), and to what an area prepares."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.consultas.previas import previas_visibles_para
from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.economia.presupuesto.permisos import PREVIA, VER, VER_A_QUIEN
from consistorio.economia.terceros import consultas as terceros
from consistorio.economia.terceros.models import Tercero
from consistorio.economia.terceros.permisos import VER as VER_TERCEROS
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


def buscar_tercero(actor: Actor, texto: str, *, motivo: str, limite: int) -> list[Tercero]:
    """With whom an operation is: as `terceros.consultas.buscar`; who prepares for Intervención and may not see the fichas finds only the one whose whole number it writes.
    The look is logged."""
    if actor.puede(VER_TERCEROS):
        return terceros.buscar(actor, texto, motivo=motivo, limite=limite)
    puede = actor.puede(PREVIA)
    registrar_acceso(actor, que="tercero", objeto_id="busqueda", motivo=PREVIA, permitido=puede)
    numero = "".join(c for c in texto.upper() if c.isalnum())
    return list(Tercero.objects.select_related("persona").filter(persona__nif=numero)) if puede and numero else []


def lee_a_quien_son(actor: Actor) -> bool:
    """Whether somebody reads with whom all operations are, and what was written of them: who orders expense and payments (TRLRHL 185 and 186), without any ficha."""
    return actor.puede(VER_A_QUIEN)
