"""Facts of documents. Their chain is `documento:<uuid>`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.auditoria.eventos import evento


@evento("documento.capturado", _("Se incorporó un documento"))
@dataclass(frozen=True)
class DocumentoCapturado:
    """A document exists from now on, with these bytes."""

    documento_id: UUID
    id_eni: str
    sha256: str
    tipo_documental: str
    estado_elaboracion: str


@evento("documento.revisado", _("Se añadió una firma o un sello al documento"))
@dataclass(frozen=True)
class DocumentoRevisado:
    """A revision extends the same document."""

    documento_id: UUID
    numero: int
    sha256: str


@evento("documento.metadatos.corregidos", _("Se corrigieron los datos de un documento"))
@dataclass(frozen=True)
class MetadatosCorregidos:
    """An error in the metadata was corrected; the earlier ones are kept as version `version`."""

    documento_id: UUID
    version: int
    campos: tuple[str, ...]


@evento("documento.copia.expedida", _("Se expidió una copia auténtica"))
@dataclass(frozen=True)
class CopiaExpedida:
    """An authentic copy was issued as a document of its own."""

    documento_id: UUID
    origen_id: UUID
    estado_elaboracion: str


@evento("documento.copia.cotejada", _("Se expidió una copia auténtica de un documento en papel"))
@dataclass(frozen=True)
class CopiaCotejada:
    """A scan was compared with its paper by a civil servant habilitado, the actor. `escaneo`: SHA-256 of the scan as it came."""

    documento_id: UUID
    cotejo_id: UUID
    escaneo: str


@evento("documento.texto.pedido", _("Se pidió leer otra vez el texto de un documento"))
@dataclass(frozen=True)
class TextoPedido:
    """The text by which a document is found will be read from its bytes again."""

    documento_id: UUID
