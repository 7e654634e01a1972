"""Values that channels hand over when somebody files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

CONSENTIMIENTO = (
    "He leído lo que voy a presentar, los datos son ciertos y quiero presentarlo con esta identificación, "
    "que vale como mi firma."
)


@dataclass(frozen=True, slots=True)
class EvidenciaSesion:
    """Will expressed in an identified session (LPACAP 10.4). `huella_vista`: the fingerprint shown in the review page.

    When given, it must be that of what is filed: nobody files something other than what they saw.
    """

    consentimiento: str = CONSENTIMIENTO
    huella_vista: str = ""


@dataclass(frozen=True, slots=True)
class AdjuntoNuevo:
    """A file of a later submission: its stream, or the SHA-256 of a finished upload of the same person."""

    nombre: str
    flujo: BinaryIO | None = None
    contenido: str = ""
    requisito: str = ""
