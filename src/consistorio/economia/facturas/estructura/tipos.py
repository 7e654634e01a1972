"""What an invoice says, and what is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.nucleo.dato import dato


@dato
class Defecto:
    """One thing wrong. `donde`: the element, in words; `linea`: of the file, 0 when it is of the whole; `factura`: its place in the batch from 1,
    0 when it is of the batch. `clase`: lectura, estructura or suma.
    """

    clase: str
    donde: str
    mensaje: str
    linea: int = 0
    factura: int = 0

    def __str__(self) -> str:
        lugar = f"{self.donde} (línea {self.linea})" if self.linea else self.donde
        return f"{lugar}: {self.mensaje}" if lugar else self.mensaje


@dato
class Parte:
    """The seller or the buyer. `clase`: F, a natural person, or J. `pais`: of its address, ISO 3166 of three letters."""

    nif: str = ""
    clase: str = ""
    residencia: str = ""
    nombre: str = ""
    apellido1: str = ""
    apellido2: str = ""
    pais: str = ""

    @property
    def nombre_completo(self) -> str:
        """As people call it."""
        return " ".join(p for p in (self.nombre, self.apellido1, self.apellido2) if p)


@dato
class Centro:
    """A DIR3 of the buyer. `papel`: 01 oficina contable, 02 órgano gestor, 03 unidad tramitadora, 04 órgano proponente."""

    papel: str
    codigo: str
    nombre: str = ""


@dato
class Linea:
    """A line, in euros. `referencia`: the file or contract of the town hall that it names."""

    orden: int
    descripcion: str
    cantidad: Decimal
    precio: Decimal
    coste: Decimal
    descuentos: Decimal
    cargos: Decimal
    bruto: Decimal
    referencia: str = ""


@dato
class Impuesto:
    """A tax charged, or withheld (`retenido`). `codigo`: 01 IVA, 04 IRPF...; `tipo`: in per cent; `base`, `cuota`, `recargo`: in euros."""

    codigo: str
    tipo: Decimal
    base: Decimal
    cuota: Decimal
    retenido: bool = False
    recargo: Decimal = Decimal(0)


@dato
class Totales:
    """The amounts of an invoice, in its currency, as it says them."""

    bruto: Decimal
    descuentos: Decimal
    cargos: Decimal
    antes_de_impuestos: Decimal
    repercutido: Decimal
    retenido: Decimal
    total: Decimal
    a_pagar: Decimal
    a_ejecutar: Decimal
    subvenciones: Decimal = Decimal(0)
    anticipos: Decimal = Decimal(0)
    suplidos: Decimal = Decimal(0)
    financieros: Decimal = Decimal(0)
    retencion_garantia: Decimal = Decimal(0)
    especie: Decimal = Decimal(0)


@dato
class Cesion:
    """Who bought the credit (factoring), and where they ask to be paid."""

    cesionario: Parte
    iban: str
    clausulas: str


@dato
class FacturaLeida:
    """An invoice as its file says it. `clase`: OO, OR (rectificativa)...; `rectifica`: number of the one that it corrects."""

    orden: int
    numero: str
    serie: str
    clase: str
    fecha: date | None
    fecha_operacion: date | None
    moneda: str
    concepto: str
    expediente: str
    rectifica: str
    lineas: tuple[Linea, ...]
    impuestos: tuple[Impuesto, ...]
    totales: Totales
    iban: str
    vencimiento: date | None
    forma_de_pago: str


@dato
class Lectura:
    """What a file holds. `version`: 3.2, 3.2.1, 3.2.2 or "" when it is none; `defectos`: all that is wrong, up to `MAXIMO` of them."""

    version: str
    emisor: Parte
    receptor: Parte
    tercero: Parte | None
    centros: tuple[Centro, ...]
    cesion: Cesion | None
    lote: str
    facturas: tuple[FacturaLeida, ...]
    defectos: tuple[Defecto, ...]
    firmada: bool = False

    def defectos_de(self, orden: int) -> tuple[Defecto, ...]:
        """Those of one invoice of the batch and those of the whole file."""
        return tuple(d for d in self.defectos if d.factura in (0, orden))


NADA = Lectura("", Parte(), Parte(), None, (), None, "", (), ())
