"""The narrow door to a step of the portafirmas."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.firma import consultas
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.auditoria.operaciones import registrar_acceso
from consistorio.plataforma.puertos.acceso_documentos import acceso_documentos


def paso_para(actor: Actor, paso_id: UUID, *, reloj: Reloj) -> PasoFirma:
    """A pending step with its document, for whoever may sign it today; the read is noted as one of the document, and of
    the case where it lies, if it lies in one already.

    Raises NoEncontrado.
    """
    paso = (
        PasoFirma.objects.select_related("circuito__documento__contenido", "puesto")
        .filter(id=paso_id, estado=PasoFirma.Estado.PENDIENTE)
        .first()
    )
    firmante = consultas.firmante_de(paso, en=hoy(reloj)) if paso is not None else None
    permitido = firmante is not None and firmante.empleado.id == actor.id
    documento_id = paso.circuito.documento_id if paso is not None else paso_id
    registrar_acceso(
        actor,
        que="documento",
        objeto_id=documento_id,
        motivo="portafirmas",
        expediente_id=acceso_documentos().expediente_de(documento_id),
        permitido=permitido,
    )
    if paso is None or not permitido:
        raise NoEncontrado(_("Ese documento ya no espera su firma."))
    return paso
