"""Who may see a document that belongs to a case: whoever may see the case. Implements the port `acceso_documentos`."""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, Q

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.tramitacion.expedientes.models import DocumentoExpediente
from consistorio.tramitacion.expedientes.visibilidad import ExistsFilaAFila, visibles_por

COPIA_AUTENTICA = "EE02"


class DocumentosDeExpedientes:
    """The rule of access to documents through cases; parties only see those that are for them. A copy follows its original."""

    def visibles(self, actor: Actor) -> Q:
        """A condition on `documentos.Documento`, asked of each candidate: all that somebody sees may be most of the town's."""
        puestos = DocumentoExpediente.objects.filter(visibles_por(actor, "expediente", fila_a_fila=True))
        if actor.clase is ClaseActor.CIUDADANO:
            puestos = puestos.filter(visible_interesado=True)
        propio = ExistsFilaAFila(puestos.filter(documento_id=OuterRef("pk")))
        de_un_propio = ExistsFilaAFila(puestos.filter(documento_id=OuterRef("documento_origen_id")))
        return Q(propio) | Q(de_un_propio, estado_elaboracion=COPIA_AUTENTICA)

    def expediente_de(self, documento_id: UUID) -> UUID | None:
        """The case to which a read is charged: the first that took the document in, of those from which it was not taken to another."""
        return (
            DocumentoExpediente.objects.filter(documento_id=documento_id, llevado=None)
            .order_by("incorporado_el")
            .values_list("expediente_id", flat=True)
            .first()
        )
