"""What other rooms say when they ask for signatures."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.canonico import canonico
from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.recepcion import Recibido
from consistorio.plataforma.organizacion.models import Puesto


class Papel(StrEnum):
    """In what capacity somebody signs."""

    FIRMA = "firma"
    VISTO_BUENO = "visto_bueno"
    FE_PUBLICA = "fe_publica"


ETIQUETAS_PAPEL: dict[str, Promise] = {
    Papel.FIRMA: _("Firma"),
    Papel.VISTO_BUENO: _("Visto bueno"),
    Papel.FE_PUBLICA: _("Fe pública"),
}


class Orden(StrEnum):
    """One after another, or everybody at once."""

    CASCADA = "cascada"
    PARALELO = "paralelo"


@dato
class PasoPedido:
    """A signature asked for: of whoever holds `puesto` that day, into the field `campo`. `organo`: the one whose power is
    exercised, when it is not the post's own (delegation)."""

    puesto: Puesto
    campo: str
    papel: str = Papel.FIRMA
    organo: str = ""


@dato
class SelloPorPoner:
    """The organ's seal on a document, into the field `campo`. `referencia`: what it is for, told to whoever waits for it."""

    documento_id: UUID
    campo: str
    referencia: str


@dato
class Ampliado:
    """A document with its long-term extension, that was built over its revision number `revision` and lies in the store."""

    documento_id: UUID
    revision: int
    recibido: Recibido


@dato
class Fallo:
    """A document of a batch that could not be signed, and why, in words for people."""

    paso_id: UUID
    motivo: str


@dato
class ResultadoFirma:
    """What became of a batch: each document is signed, or is listed with its reason and can be tried again."""

    firmados: tuple[UUID, ...]
    fallidos: tuple[Fallo, ...]


def asunto_de_pasos(paso_ids: Iterable[UUID]) -> str:
    """What somebody approves by signing these steps, in whatever order: a passkey's challenge carries it."""
    return f"firma:{sha256(canonico(sorted(str(p) for p in set(paso_ids)))).hexdigest()}"
