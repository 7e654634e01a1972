"""Records that go from room to room. Amounts are euros with two decimals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.nucleo.dato import dato


@dato
class LineaSoportada:
    """A rate of an invoice that is received. `codigo` or `origen`: as in `presupuesto.LineaPedida`; `sector`: code of the activity, empty when it is of none;
    `destino`: of `ApunteIva.Destino`. `tipo`: percent, 0 to 100. `cuota`: as the invoice says; without it, that of the rate. `regimen`: of `ApunteIva.Regimen`, when
    who buys accrues the tax: the invoice brings none."""

    base: Decimal
    tipo: Decimal
    codigo: str = ""
    origen: UUID | None = None
    cuota: Decimal | None = None
    sector: str = ""
    destino: str = "comun"
    inversion: bool = False
    cuenta: str = ""
    aplica: UUID | None = None
    regimen: str = ""


@dato
class LineaRepercutida:
    """A rate of an invoice that is issued. `codigo`: concept of income. `exenta`: without VAT and without right to deduct (LIVA 20 and 104)."""

    base: Decimal
    tipo: Decimal
    codigo: str
    sector: str
    cuota: Decimal | None = None
    exenta: bool = False
    cuenta: str = ""


@dato
class PercepcionPedida:
    """To whom a part of a withholding belongs. `clave`, `subclave`: of `datos/claves.csv`; `base`: what was paid before withholding; `devengo`: the year that it
    is of, when it is an earlier one."""

    persona_id: UUID
    clave: str
    base: Decimal
    retencion: Decimal
    subclave: str = ""
    en_especie: bool = False
    devengo: int = 0


@dato
class Casilla:
    """A figure of a model: its number, what it is, how much, and whether it is in euros. `filas`: keys of what makes it."""

    numero: str
    nombre: str
    valor: Decimal
    euros: bool = True
    filas: tuple[str, ...] = ()


@dato
class Fila:
    """What makes a figure: an operation, of whom, its base and its tax."""

    clave: str
    operacion_id: UUID
    operacion: str
    fecha: date
    nif: str
    nombre: str
    que: str
    base: Decimal
    cuota: Decimal


@dato
class Cuadre:
    """Two figures that should be the same."""

    que: str
    una: Decimal
    otra: Decimal

    @property
    def cuadra(self) -> bool:
        """Whether they are."""
        return self.una == self.otra


@dato
class Calculo:
    """A model worked out. `resultado`: what is to be paid, negative when it is to be given back or made up for; None in what only informs."""

    modelo: str
    anio: int
    periodo: str
    desde: date
    hasta: date
    casillas: tuple[Casilla, ...]
    filas: tuple[Fila, ...]
    cuadres: tuple[Cuadre, ...] = ()
    avisos: tuple[str, ...] = ()
    resultado: Decimal | None = None


@dato
class Rebaja:
    """What an invoice that lowers another one says of a rate, in euros above zero. `tipo`: in per cent."""

    base: Decimal
    tipo: Decimal
    cuota: Decimal
