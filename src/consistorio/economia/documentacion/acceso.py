"""The narrow door to the document of an operation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from consistorio.documental.documentos.models import Documento
from consistorio.economia.documentacion.models import DocumentoContable
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


def documento_para(actor: Actor, operacion: Operacion, *, a_la_vista: bool, motivo: str) -> Documento:
    """The accounting document of an operation, which says who it is with. `a_la_vista`: whether the caller found that somebody may read that, as its page does. The read is
    logged, the refusal too. Raises NoEncontrado."""
    suyo = DocumentoContable.objects.select_related("documento__contenido").filter(operacion=operacion).first()
    if suyo is None:
        raise NoEncontrado(_("Esa operación no tiene todavía su documento contable."))
    registrar_acceso(
        actor,
        que="documento",
        objeto_id=suyo.documento_id,
        motivo=motivo,
        expediente_id=operacion.expediente_id,
        permitido=a_la_vista,
    )
    if not a_la_vista:
        raise NoEncontrado(_("Esa operación no tiene documento contable, o no puede verlo."))
    return suyo.documento
