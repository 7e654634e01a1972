"""Records that go from room to room. Amounts are euros with two decimals, positive unless it is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.dato import dato

CERO = Decimal("0.00")


@dato
class LineaPedida:
    """What is asked of an application, a concept or an earlier line.

    `codigo`: application (`920.12000`), concept of income (`11300`) or concept of no budget (`IRPF`); not needed after `origen`, the line that it follows or
    corrects. `cuenta`: of the chart, when it is not the one of the equivalences; `aplica`: the pending line (413, 554) that it puts in its place.
    """

    importe: Decimal
    codigo: str = ""
    origen: UUID | None = None
    cuenta: str = ""
    aplica: UUID | None = None
    cerrado: UUID | None = None


@dato
class ControlPedido:
    """What is said of the control of an operation when it is noted: why what it commits is exempt (`exencion`, of `servicios.intervencion.limites.EXENCIONES`) and what proves it (`por`), with its value without VAT
    when it is not that of the operation, in euros; `en_relacion`: a list of payments that Intervención signed pays it; `anterior`: an earlier year committed it; `examinada`: who
    fiscalises judged the exemption in its examination; `del_banco`: the bank charged it by itself, in a movement that is paired with it."""

    exencion: str = ""
    por: str = ""
    sin_iva: Decimal | None = None
    en_relacion: bool = False
    anterior: bool = False
    examinada: bool = False
    del_banco: bool = False


@dato
class DeAntes:
    """Why an obligation is of an expense of an earlier year: `causa`, of the table of `gasto_de_antes`, with its proof: a document, or the operation that committed it then."""

    causa: str
    documento_id: UUID | None = None
    compromiso_id: UUID | None = None


@dato
class Cabecera:
    """What all the lines of an operation share. `ejercicio` is that of `fecha`. `varios`: its third parties are those of a list, as in a payroll.
    `antes`: of an obligation, that its expense is of an earlier year."""

    fecha: date
    texto: str
    tercero_id: UUID | None = None
    varios: bool = False
    expediente_id: UUID | None = None
    documento_id: UUID | None = None
    factura_id: UUID | None = None
    factura: str = ""
    control: ControlPedido = ControlPedido()
    antes: DeAntes | None = None

    @property
    def anio(self) -> int:
        """The year whose accounts it goes to."""
        return self.fecha.year


@dato
class Descuento:
    """What is kept of a payment, under a concept of no budget (IRPF, social security, a seizure)."""

    concepto: str
    importe: Decimal


@dato
class CreditoInicial:
    """A credit of the budget, by its application."""

    codigo: str
    importe: Decimal
    denominacion: str = ""
    ampliable: bool = False


@dato
class Prevision:
    """What is foreseen of a concept of income."""

    codigo: str
    importe: Decimal
    denominacion: str = ""


@dato
class LineaDeModificacion:
    """A line of a file of modification: `alta`, `baja` or `financiacion`, and its application or concept. `retencion`: line of the RC that set it aside;
    `comprometido`: of a remnant, that it was committed; `prueba`, `prueba_id`: `compromiso` or `derecho` that proves what finances it."""

    sentido: str
    codigo: str
    importe: Decimal
    retencion: UUID | None = None
    comprometido: bool = False
    prueba: str = ""
    prueba_id: UUID | None = None


@dato
class PasosDeModificacion:
    """When a modification that was processed elsewhere was reported, approved, by whom, and put in the accounts."""

    informe: date
    organo: str
    acuerdo: date
    contabilizada: date


@dato
class SaldoDeCerrado:
    """What a year finds of an earlier one. `clase`: obligacion or derecho; `cuenta`: 401x or 431x; `anterior_id`: the balance of the year before that it continues."""

    clase: str
    anio: int
    cuenta: str
    importe: Decimal
    codigo: str = ""
    tercero_id: UUID | None = None
    linea_origen_id: UUID | None = None
    anterior_id: UUID | None = None


@dato
class CodigoPropio:
    """A code of the town that the order does not have. `clase`: of `Clasificacion.Clase`."""

    clase: str
    codigo: str
    denominacion: str


@dato
class Bases:
    """How the bases say that credits bind. `version`: 0 when nobody wrote them; `ampliables`: codes of applications."""

    version: int
    reglas: tuple[Regla, ...]
    ampliables: tuple[str, ...]
    crea_aplicaciones: bool


@dato
class PresupuestoNuevo:
    """What the Pleno approved. `crea_aplicaciones`: see `Presupuesto`; `propios`: codes of the town to add to the classifications of the year."""

    anio: int
    aprobado: date
    creditos: tuple[CreditoInicial, ...]
    previsiones: tuple[Prevision, ...]
    crea_aplicaciones: bool = False
    descuadrado: bool = False
    documento_id: UUID | None = None
    propios: tuple[CodigoPropio, ...] = ()


@dato
class LineaDeFuturo:
    """What is asked of a later year: its application by code, or `origen`, the line of the register that it follows or corrects."""

    importe: Decimal
    anio: int = 0
    codigo: str = ""
    origen: UUID | None = None


@dato
class Plurianual:
    """What makes an expense of several years lawful. `supuesto`: of the table of limits; `anticipada`: it begins next year, subject to its credit; `inicia`: the operation
    of this year with which it begins."""

    supuesto: str
    anticipada: bool = False
    inicia: UUID | None = None


@dato
class AjusteDeProrroga:
    """What the extended budget changes of that of the year before, in euros. `clase`: termina (a service or programme that ends) or afectado (paid with income that only
    that year had), which are not extended; baja and alza, its adjustments; ingreso, a forecast that only that year had. Of an alza, `causa`: of the table of reasons that the law
    admits; `motivo`: the firm commitment."""

    clase: str
    codigo: str
    importe: Decimal
    motivo: str = ""
    causa: str = ""


@dato
class PrestamoNuevo:
    """As `Prestamo`. Euros; `amortiza`, `intereses`: applications by programme and economic code."""

    codigo: str
    denominacion: str
    formalizado: date
    principal: Decimal
    concepto: str
    amortiza: str
    intereses: str
    entidad_id: UUID | None = None
    condiciones: str = ""


@dato
class CuotaNueva:
    """What falls due of a loan on a day, in euros."""

    vence: date
    amortizacion: Decimal
    intereses: Decimal = CERO
