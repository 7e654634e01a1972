"""The narrow doors to an invoice; each look is in the access log."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.facturas.consultas import propias, visibles_para
from consistorio.economia.facturas.models import Factura
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


def factura_para(actor: Actor, factura_id: UUID, *, motivo: str, reloj: Reloj, bloquear: bool = False) -> Factura:
    """An invoice that the actor may see, its row locked if asked. Raises NoEncontrado, the same for what is not there and what may not be seen."""
    visibles = visibles_para(actor, en=hoy(reloj)).select_related("entrega", "unidad")
    if bloquear:
        visibles = visibles.select_for_update(of=("self",))
    return _vista(visibles.filter(id=factura_id).first(), actor, factura_id, motivo)


def factura_propia(actor: Actor, factura_id: UUID, *, motivo: str) -> Factura:
    """An invoice for who issued it, or for who represents them in this session. Raises NoEncontrado, as `factura_para`."""
    suyas = propias(actor).select_related("entrega__asiento", "unidad")
    return _vista(suyas.filter(id=factura_id).first(), actor, factura_id, motivo)


def _vista(hallada: Factura | None, actor: Actor, factura_id: UUID, motivo: str) -> Factura:
    """The look in the log, found or not."""
    registrar_acceso(
        actor,
        que="factura",
        objeto_id=factura_id,
        motivo=motivo,
        expediente_id=hallada.expediente_id if hallada is not None else None,
        permitido=hallada is not None,
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa factura."))
    return hallada


def documento_para(actor: Actor, factura_id: UUID, *, reloj: Reloj) -> Documento:
    """What arrived with an invoice that the actor may see: its file or its scan. Raises NoEncontrado (also when it came without it)."""
    return _original(factura_para(actor, factura_id, motivo="documento", reloj=reloj))


def anexo_para(actor: Actor, factura_id: UUID, orden: int, *, reloj: Reloj) -> Documento:
    """A file that came beside an invoice that the actor may see. Raises NoEncontrado."""
    factura = factura_para(actor, factura_id, motivo="anexo", reloj=reloj)
    anexo = factura.entrega.anexos.select_related("documento__contenido").filter(orden=orden).first()
    if anexo is None:
        raise NoEncontrado(_("No encontramos ese anexo."))
    return anexo.documento


def documento_propio(actor: Actor, factura_id: UUID) -> Documento:
    """What arrived with an invoice, for who issued it: nothing of others is in the same file. Raises NoEncontrado (also when it came without it)."""
    return _original(factura_propia(actor, factura_id, motivo="documento"))


def _original(factura: Factura) -> Documento:
    original_id = factura.entrega.original_id
    if original_id is None:
        raise NoEncontrado(_("Esa factura vino sin su archivo del registro anterior."))
    return Documento.objects.select_related("contenido").get(id=original_id)


def conformidad_para(actor: Actor, factura_id: UUID, *, reloj: Reloj) -> Documento:
    """The document of the conformity of an invoice that the actor may see. Raises NoEncontrado (also when it has none)."""
    factura = factura_para(actor, factura_id, motivo="conformidad", reloj=reloj)
    if factura.conformidad_id is None:
        raise NoEncontrado(_("Esa factura no tiene documento de conformidad."))
    return Documento.objects.select_related("contenido").get(id=factura.conformidad_id)
