"""Facts of the archive."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.eventos import evento


@evento("archivo.indice.firmado", _("Se firmó el índice del expediente"))
@dataclass(frozen=True)
class IndiceFirmado:
    """The index of a closed case, signed by the organ's seal, has these bytes."""

    expediente_id: UUID
    sha256: str
    documentos: int


@evento("archivo.indice.sellado", _("El índice del expediente recibió su sello de tiempo"))
@dataclass(frozen=True)
class IndiceSellado:
    """From now on the index with its time stamp is exported; `sha256_firmado` names the one signed at closing, which is kept."""

    expediente_id: UUID
    sha256: str
    sha256_firmado: str


@evento("archivo.expediente.exportado", _("Se exportó el expediente en formato ENI"))
@dataclass(frozen=True)
class ExpedienteExportado:
    """An ENI package of the case left the house."""

    expediente_id: UUID
    sha256_indice: str


@evento("archivo.documento.importado", _("Se importó un documento electrónico"))
@dataclass(frozen=True)
class DocumentoImportado:
    """A document in ENI format came in."""

    documento_id: UUID
    id_eni: str
    sha256: str


@evento("archivo.importado.enviado", _("Se ha enviado a otra unidad un documento importado"))
@dato
class ImportadoEnviado:
    """An imported document that waited for a case went to another unit."""

    documento_id: UUID
    de_unidad_id: UUID
    a_unidad_id: UUID


@evento("archivo.antiguo.importado", _("Se importó el expediente desde otro programa"))
@dato
class AntiguoImportado:
    """A case of the program that the town hall had before came in, closed. `huella`: SHA-256 of its rows and its documents."""

    expediente_id: UUID
    huella: str
    documentos: int
