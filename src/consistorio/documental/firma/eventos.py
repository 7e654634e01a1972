"""Facts of signatures. Those of a document go into its chain, `documento:<uuid>`; those of keys into their owner's, `firmante:<uuid>`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.auditoria.eventos import evento


@evento("firma.circuito.pedido", _("Se pidieron firmas"))
@dataclass(frozen=True)
class CircuitoPedido:
    """A document waits for signatures."""

    circuito_id: UUID
    documento_id: UUID
    referencia: str
    pasos: int


@evento("firma.paso.firmado", _("Se firmó un documento"))
@dataclass(frozen=True)
class PasoFirmado:
    """Somebody signed. `sha256` is that of the document with this signature."""

    circuito_id: UUID
    paso_id: UUID
    documento_id: UUID
    empleado_id: UUID
    certificado: str
    papel: str
    sha256: str


@evento("firma.circuito.completado", _("El documento quedó firmado"))
@dataclass(frozen=True)
class CircuitoCompletado:
    """Every signature is there."""

    circuito_id: UUID
    documento_id: UUID
    referencia: str


@evento("firma.circuito.devuelto", _("Se devolvió un documento sin firmar"))
@dataclass(frozen=True)
class CircuitoDevuelto:
    """Somebody sent it back; the reason is in the step."""

    circuito_id: UUID
    documento_id: UUID
    referencia: str
    paso_id: UUID


@evento("firma.circuito.retirado", _("Se retiró un documento de la firma"))
@dataclass(frozen=True)
class CircuitoRetirado:
    """Whoever asked for the signatures does not need them any more."""

    circuito_id: UUID
    documento_id: UUID
    referencia: str


@evento("firma.documento.sellado", _("Se selló un documento"))
@dataclass(frozen=True)
class DocumentoSellado:
    """The organ's seal is on the document."""

    documento_id: UUID
    referencia: str
    certificado: str
    sha256: str


@evento("firma.documento.ampliado", _("Se añadió sello de tiempo a un documento"))
@dataclass(frozen=True)
class DocumentoAmpliado:
    """The document carries validation data and a time stamp over everything before."""

    documento_id: UUID
    revision: int
    sha256: str


@evento("firma.clave.abierta", _("Se abrió una clave de firma"))
@dataclass(frozen=True)
class ClaveAbierta:
    """An employee proved to be present, to sign that many documents."""

    certificado: str
    documentos: int


@evento("firma.clave.rechazada", _("No se pudo abrir una clave de firma"))
@dataclass(frozen=True)
class ClaveRechazada:
    """A second factor that was wrong or had been used."""

    empleado_id: UUID


@evento("firma.certificado.guardado", _("Se guardó un certificado de firma"))
@dataclass(frozen=True)
class CertificadoGuardado:
    """An employee's key is in custody."""

    empleado_id: UUID
    certificado: str


@evento("firma.certificado.revocado", _("Se revocó un certificado de firma"))
@dataclass(frozen=True)
class CertificadoRevocado:
    """Nobody signs with it any more; its key was erased."""

    empleado_id: UUID
    certificado: str
