"""Facts of the accounting documents. They are of the document, or of the case where it is filed: the year of the budget does not wait for them."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("documentacion.documento.emitido", _("Se hizo el documento contable de una operación"))
@dato
class DocumentoEmitido:
    """What was noted of it, sealed by the town."""

    operacion_id: UUID
    documento_id: UUID


@evento("documentacion.documento.en_firma", _("Se envió a firmar el documento contable de una operación"))
@dato
class DocumentoEnFirma:
    """To the post of Intervención."""

    operacion_id: UUID
    documento_id: UUID
