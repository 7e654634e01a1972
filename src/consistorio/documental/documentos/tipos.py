"""Code lists of the NTI and value types that other rooms use."""

from __future__ import annotations

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consistorio.nucleo.dato import dato


class EstadoElaboracion(StrEnum):
    """State of elaboration (NTI de Documento, anexo I)."""

    ORIGINAL = "EE01"
    COPIA_CAMBIO_FORMATO = "EE02"
    COPIA_DE_PAPEL = "EE03"
    COPIA_PARCIAL = "EE04"
    OTROS = "EE99"


ESTADOS_ELABORACION: dict[str, Promise] = {
    "EE01": _("Original"),
    "EE02": _("Copia electrónica auténtica con cambio de formato"),
    "EE03": _("Copia electrónica auténtica de documento en papel"),
    "EE04": _("Copia electrónica parcial auténtica"),
    "EE99": _("Otros"),
}
# A copy of these kinds says of which document it is a copy (NTI de Documento, anexo I, n. 6)
EXIGEN_ORIGEN = ("EE02", "EE04")

TIPOS_DOCUMENTALES: dict[str, Promise] = {
    "TD01": _("Resolución"),
    "TD02": _("Acuerdo"),
    "TD03": _("Contrato"),
    "TD04": _("Convenio"),
    "TD05": _("Declaración"),
    "TD06": _("Comunicación"),
    "TD07": _("Notificación"),
    "TD08": _("Publicación"),
    "TD09": _("Acuse de recibo"),
    "TD10": _("Acta"),
    "TD11": _("Certificado"),
    "TD12": _("Diligencia"),
    "TD13": _("Informe"),
    "TD14": _("Solicitud"),
    "TD15": _("Denuncia"),
    "TD16": _("Alegación"),
    "TD17": _("Recurso"),
    "TD18": _("Comunicación del ciudadano"),
    "TD19": _("Factura"),
    "TD20": _("Otros incautados"),
    "TD99": _("Otros"),
}

_NOMBRE_CAMPO = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


@dato
class CampoFirma:
    """A place to sign in a generated document.

    `nombre`: name of the form field (a-z, 0-9, _; at most 40), unique in the document. `rotulo`: who signs, as people read it.
    `antefirma`: a line above ("Doy fe", "Visto bueno"); `detalle`: a line below (delegation, substitution).
    """

    nombre: str
    rotulo: str | Promise
    antefirma: str = ""
    detalle: str = ""

    def __post_init__(self) -> None:
        if not _NOMBRE_CAMPO.match(self.nombre):
            msg = f"signature field name {self.nombre!r}: a-z, 0-9 and _, starting with a letter"
            raise ValueError(msg)


SELLO_DE_ORGANO = CampoFirma("sello", _("Sello electrónico del Ayuntamiento"))

# The field of a copy's seal: that of its original may still be in it, empty
SELLO_DE_COPIA = "sello_de_copia"
