"""Records of a listing. Amounts in euros, signed where the format signs them."""

from __future__ import annotations

from decimal import Decimal

from consistorio.nucleo.dato import dato

CERO = Decimal("0.00")


@dato
class Fila:
    """A row, of expense or of income. `codigo`: application or concept; `importes`: name of the amount -> euros, with the names of `formatos`."""

    numero: int
    organica: str
    programa: str
    economica: str
    denominacion: str
    importes: dict[str, Decimal]

    @property
    def codigo(self) -> str:
        """As people write it."""
        return ".".join(parte for parte in (self.organica, self.programa, self.economica) if parte)

    @property
    def capitulo(self) -> str:
        """The first figure of its economic code."""
        return self.economica[:1]


@dato
class Reparo:
    """What is wrong with a row. `fila`: its number in the file, the first one after the header is 2."""

    fila: int
    motivo: str


@dato
class Listado:
    """A file that was believed. `clase`: gasto or ingreso; `rechazadas`: rows left out; `no_cuadran`: rows that count, although their amounts do not add up."""

    fichero: str
    formato: str
    clase: str
    filas: tuple[Fila, ...]
    rechazadas: tuple[Reparo, ...] = ()
    no_cuadran: tuple[Reparo, ...] = ()
    avisos: tuple[str, ...] = ()
