"""Of which cases a document is, and what may still be corrected or taken out of them (LPACAP 70.2, 109.2)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoPermitido
from consistorio.tramitacion.expedientes.acceso import lo_lleva
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente

# What was put in by hand, or came and had no effect in the procedure: what a case did, or was answered with, is of that case
ORIGENES_QUE_SE_LLEVAN = ("tramitacion", "otro", "importacion_eni")
SE_LLEVAN = Q(origen__in=ORIGENES_QUE_SE_LLEVAN)


def puestos_de(documento_id: UUID) -> list[DocumentoExpediente]:
    """The places of a document in cases, the oldest first, each with where it was taken from there, if it was."""
    puestos = DocumentoExpediente.objects.filter(documento_id=documento_id)
    con_todo = puestos.select_related("expediente__unidad", "llevado__destino__expediente")
    return list(con_todo.order_by("expediente_id"))


def donde_esta(documento_id: UUID) -> list[DocumentoExpediente]:
    """The places where a document is today: those from which it was not taken to another case."""
    return [puesto for puesto in puestos_de(documento_id) if not se_llevo(puesto)]


def se_llevo(puesto: DocumentoExpediente) -> bool:
    """Whether a document was taken from that place of it, and did not come back."""
    return puesto.llevado_id is not None


def exigir_que_se_corrija(actor: Actor, puestos: Sequence[DocumentoExpediente]) -> None:
    """Assert that somebody may correct the data of a document that is in those places. Raises FaseIncompatible (archived), NoPermitido."""
    for puesto in puestos:
        exigir_sin_archivar(puesto.expediente)
        if not lo_lleva(actor, puesto.expediente):
            raise NoPermitido(
                _("Los datos de este documento los corrige la unidad que lleva su expediente."),
                que_hacer=_("Dígale qué está mal."),
            )


def exigir_sin_archivar(expediente: Expediente) -> None:
    """Assert that the data of its documents may be corrected. Raises FaseIncompatible."""
    if expediente.estado == Expediente.Estado.ARCHIVADO:
        raise FaseIncompatible(
            _("El expediente está en el archivo: los datos de sus documentos ya no se corrigen."),
            que_hacer=_("Hágalo constar en un expediente nuevo, relacionado con él."),
        )


def exigir_indice_abierto(expediente: Expediente) -> None:
    """Assert that documents may be taken from a case, or to it. Raises FaseIncompatible when its index is signed."""
    if expediente.estado != Expediente.Estado.ABIERTO:
        raise FaseIncompatible(
            _("El índice del expediente %(n)s está firmado: no se llevan sus documentos a otro, ni otros a él.")
            % {"n": expediente.numero},
            que_hacer=_("Haga constar el error con una diligencia en el expediente que siga abierto."),
        )


def se_puede_llevar(actor: Actor, puesto: DocumentoExpediente) -> bool:
    """Whether a document may be taken from that place of it to another case by somebody who processes cases."""
    return (
        puesto.expediente.estado == Expediente.Estado.ABIERTO
        and puesto.origen in ORIGENES_QUE_SE_LLEVAN
        and not se_llevo(puesto)
        and lo_lleva(actor, puesto.expediente)
    )
