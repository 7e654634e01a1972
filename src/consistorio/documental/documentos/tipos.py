"""Code lists of the NTI and value types that other rooms use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class EstadoElaboracion(StrEnum):
    """State of elaboration (NTI de Documento, anexo I)."""

    ORIGINAL = "EE01"
    COPIA_CAMBIO_FORMATO = "EE02"
    COPIA_DE_PAPEL = "EE03"
    COPIA_PARCIAL = "EE04"
    OTROS = "EE99"


ESTADOS_ELABORACION: dict[str, str] = {
    "EE01": "Original",
    "EE02": "Copia electrónica auténtica con cambio de formato",
    "EE03": "Copia electrónica auténtica de documento en papel",
    "EE04": "Copia electrónica parcial auténtica",
    "EE99": "Otros",
}
# A copy of these kinds says of which document it is a copy (NTI de Documento, anexo I, n. 6)
EXIGEN_ORIGEN = ("EE02", "EE04")

TIPOS_DOCUMENTALES: dict[str, str] = {
    "TD01": "Resolución",
    "TD02": "Acuerdo",
    "TD03": "Contrato",
    "TD04": "Convenio",
    "TD05": "Declaración",
    "TD06": "Comunicación",
    "TD07": "Notificación",
    "TD08": "Publicación",
    "TD09": "Acuse de recibo",
    "TD10": "Acta",
    "TD11": "Certificado",
    "TD12": "Diligencia",
    "TD13": "Informe",
    "TD14": "Solicitud",
    "TD15": "Denuncia",
    "TD16": "Alegación",
    "TD17": "Recurso",
    "TD18": "Comunicación del ciudadano",
    "TD19": "Factura",
    "TD20": "Otros incautados",
    "TD99": "Otros",
}

_NOMBRE_CAMPO = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


@dataclass(frozen=True, slots=True)
class CampoFirma:
    """A place to sign in a generated document.

    `nombre`: name of the form field (a-z, 0-9, _; at most 40), unique in the document. `rotulo`: who signs, as people read it.
    `antefirma`: a line above ("Doy fe", "Visto bueno"); `detalle`: a line below (delegation, substitution).
    """

    nombre: str
    rotulo: str
    antefirma: str = ""
    detalle: str = ""

    def __post_init__(self) -> None:
        if not _NOMBRE_CAMPO.match(self.nombre):
            msg = f"signature field name {self.nombre!r}: a-z, 0-9 and _, starting with a letter"
            raise ValueError(msg)


SELLO_DE_ORGANO = CampoFirma("sello", "Sello electrónico del Ayuntamiento")

# The field of a copy's seal: that of its original may still be in it, empty
SELLO_DE_COPIA = "sello_de_copia"
