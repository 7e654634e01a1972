"""Value types of the domain, checked when made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stdnum.es import cif, dni, nie
from stdnum.exceptions import ValidationError

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.textos import gettext as _

_DIR3 = re.compile(r"^[A-Z]{1,2}[0-9A-Z]{7,8}$")
_CENTIMO = Decimal("0.01")
_CON_MILES = re.compile(r"-?\d{1,3}(\.\d{3})+,\d{1,2}")
_SOLO_MILES = re.compile(r"-?\d{1,3}(\.\d{3})+")


@dataclass(frozen=True, slots=True, order=True)
class Nif:
    """A Spanish tax number: DNI, NIE or that of an organisation (RD 1065/2007 arts. 19-22)."""

    valor: str

    @classmethod
    def de(cls, texto: str) -> Nif:
        """Read a number as people write it (spaces, dots, hyphens, lower case).

        Raises DatosIncorrectos with the words to show.
        """
        limpio = re.sub(r"[\s.\-]", "", texto).upper()
        for clase in (dni, nie, cif):
            try:
                return cls(clase.validate(limpio))
            except ValidationError:
                continue
        mensaje = _("Escriba el DNI, NIE o NIF completo, con su letra. Por ejemplo, 12345678Z.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("nif", mensaje)])

    @property
    def es_organizacion(self) -> bool:
        """Whether it identifies an organisation rather than a natural person."""
        return cif.is_valid(self.valor)

    def __str__(self) -> str:
        return self.valor


@dataclass(frozen=True, slots=True, order=True)
class Dir3:
    """Code of a unit or organ in the common directory (9 characters; NTI de Documento, anexo I)."""

    valor: str

    def __post_init__(self) -> None:
        if len(self.valor) != 9 or not _DIR3.match(self.valor):
            mensaje = _(
                "«%(valor)s» no es un código DIR3: son 9 letras mayúsculas y números, por ejemplo L01999998."
            ) % {"valor": self.valor}
            raise DatosIncorrectos(mensaje, problemas=[Problema("dir3", mensaje)])

    def __str__(self) -> str:
        return self.valor


@dataclass(frozen=True, slots=True, order=True)
class Importe:
    """An amount of euros with two decimals."""

    euros: Decimal

    @classmethod
    def de(cls, texto: str | int | Decimal) -> Importe:
        """Read `1.234,50`, `1234.50` or a number: dots part thousands in groups of three, and only before a comma. Raises DatosIncorrectos."""
        limpio = str(texto).strip().replace("€", "").replace(" ", "")
        if _CON_MILES.fullmatch(limpio):
            limpio = limpio.replace(".", "")
        limpio = limpio.replace(",", ".") if limpio.count(".") == 0 else limpio
        if not re.fullmatch(r"-?\d{1,13}(\.\d{1,2})?", limpio):
            mensaje = _("Escriba la cantidad en euros, con coma para los céntimos. Por ejemplo, 1240,50.")
            if _SOLO_MILES.fullmatch(limpio):
                mensaje = _("«%(c)s» no dice si el punto separa miles o céntimos: escriba %(m)s o %(m)s,00.")
                mensaje %= {"c": limpio, "m": limpio.replace(".", "")}
            raise DatosIncorrectos(mensaje, problemas=[Problema("importe", mensaje)])
        return cls(Decimal(limpio).quantize(_CENTIMO, ROUND_HALF_UP))

    def __str__(self) -> str:
        entero, centimos = f"{abs(self.euros):,.2f}".split(".")
        return f"{'-' if self.euros < 0 else ''}{entero.replace(',', '.')},{centimos} €"
