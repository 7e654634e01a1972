"""The tables of a load, a record for each row. The fields are the columns; those with a value may be left out. Amounts in euros, never negative unless it is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.nucleo.dato import dato

CERO = Decimal("0.00")


@dato
class Dato:
    """Of the whole load: `ejercicio`, `fecha` (last day loaded), `aprobado` (day the budget was approved), `crea_aplicaciones` (si or no), `responsable` (NIF of the member of
    staff who answers for the accounts of third parties)."""

    dato: str
    valor: str


@dato
class Total:
    """A total of the program that is left behind, by its name in `cuadre.totales`."""

    total: str
    importe: Decimal


@dato
class SaldoDeCuenta:
    """Balance of an account: positive when it is a debit one. `nombre`: of one that the town splits, to open it."""

    cuenta: str
    saldo: Decimal
    nombre: str = ""


@dato
class Codigo:
    """A code of the town that is not in the classifications of the order. `clase`: programa, gasto, ingreso or organica."""

    clase: str
    codigo: str
    denominacion: str


@dato
class Vinculo:
    """A rule of vinculación: see `presupuesto.vinculacion.Regla`."""

    orden: int
    organica: str = ""
    programa: str = ""
    economica: str = ""
    nivel_organico: int = 0
    nivel_programa: int = 0
    nivel_economica: int = 0
    en_si_misma: bool = False


@dato
class Credito:
    """An application and what has been done to it. `modificaciones`: signed; `retenido`: what is set aside today."""

    aplicacion: str
    iniciales: Decimal
    definitivos: Decimal
    denominacion: str = ""
    modificaciones: Decimal = CERO
    retenido: Decimal = CERO
    autorizado: Decimal = CERO
    dispuesto: Decimal = CERO
    obligado: Decimal = CERO
    ordenado: Decimal = CERO
    pagado: Decimal = CERO
    ampliable: bool = False
    proyecto: str = ""


@dato
class Prevision:
    """A concept of income and what has been done to it. `modificaciones`: signed."""

    concepto: str
    iniciales: Decimal
    definitivas: Decimal
    denominacion: str = ""
    modificaciones: Decimal = CERO
    derechos_netos: Decimal = CERO
    recaudacion_neta: Decimal = CERO
    pendiente: Decimal = CERO


@dato
class LineaModificada:
    """A line of a modification; those of the same `modificacion` go together. `sentido`: alta, baja or financiacion."""

    modificacion: str
    tipo: str
    fecha: date
    organo: str
    texto: str
    sentido: str
    codigo: str
    importe: Decimal


@dato
class Gasto:
    """A line of an operation of expense, net of its corrections; those of the same `operacion` go together.

    `saldo`: what is left for what follows; `sigue_a`: operation that it follows, with its line when it has several (`A-7/2`); `tercero`: NIF, VARIOS, or nothing when it is
    that of what it follows; `ordinal`: account of the treasury that pays; `descuentos`: `IRPF=150,00 SS=20,00`, in the first line; `fondo`: that of the habilitado which an
    ADO gives or whose account it approves.
    """

    operacion: str
    fase: str
    fecha: date
    aplicacion: str
    importe: Decimal
    saldo: Decimal
    linea: int = 1
    sigue_a: str = ""
    tercero: str = ""
    texto: str = ""
    factura: str = ""
    ordinal: str = ""
    cuenta: str = ""
    descuentos: str = ""
    fondo: str = ""


@dato
class Ingreso:
    """A line of an operation of income, as `Gasto`. `agente`: `PROYECTO/nombre` of who finances a project by this right, when its concept is not only its own."""

    operacion: str
    clase: str
    fecha: date
    concepto: str
    importe: Decimal
    saldo: Decimal
    linea: int = 1
    sigue_a: str = ""
    tercero: str = ""
    texto: str = ""
    ordinal: str = ""
    cuenta: str = ""
    agente: str = ""


@dato
class Cerrado:
    """What the year found of an earlier one and what has been done to it. `clase`: obligacion or derecho; `rectificado`: signed."""

    clase: str
    anio: int
    cuenta: str
    inicial: Decimal
    pendiente: Decimal
    codigo: str = ""
    tercero: str = ""
    rectificado: Decimal = CERO
    anulado: Decimal = CERO
    cancelado: Decimal = CERO
    prescrito: Decimal = CERO
    realizado: Decimal = CERO
    ordinal: str = ""


@dato
class Tercero:
    """Who is paid or pays."""

    nif: str
    nombre: str = ""
    apellido1: str = ""
    apellido2: str = ""
    razon_social: str = ""


@dato
class Pendiente:
    """What is owed (400, 401) or to be collected (430, 431) by third party and year."""

    cuenta: str
    anio: int
    saldo: Decimal
    tercero: str = ""


@dato
class NoPresupuestario:
    """A concept of no budget and its balance, positive when it is of its nature. The first three are needed only by one that is not here yet."""

    concepto: str
    saldo: Decimal
    denominacion: str = ""
    cuenta: str = ""
    naturaleza: str = ""


@dato
class Banco:
    """An account of the treasury. `saldo`: signed; `ordinal`: the code under which the treasury works with it, which opens it with its `iban`."""

    cuenta: str
    nombre: str
    saldo: Decimal
    iban: str = ""
    ordinal: str = ""


@dato
class BienLeido:
    """A fixed asset. `amortizado`: until the end of the year before; `vida`: years, 0 when it is not used up."""

    nombre: str
    cuenta: str
    valor: Decimal
    en_servicio: date
    vida: int = 0
    residual: Decimal = CERO
    amortizado: Decimal = CERO


@dato
class ProyectoLeido:
    """A project of expense."""

    codigo: str
    nombre: str
    desde: int
    hasta: int
    gasto_total: Decimal


@dato
class AgenteLeido:
    """Who finances a project. `desviacion`: accumulated one that the other program says today, signed."""

    proyecto: str
    nombre: str
    economica: str
    aportacion: Decimal
    desviacion: Decimal
    exclusivo: bool = True


@dato
class ArrastreLeido:
    """What a project brings of an earlier year: obligations, or rights of an `agente`. Signed."""

    proyecto: str
    anio: int
    importe: Decimal
    agente: str = ""


@dato
class Futuro:
    """A line of what is retained (RC), authorised (A) or committed (AD, D) of a later year, net of its corrections; as `Gasto`. `anio`: the later year; `fecha`: of this one, its
    first day when it was noted before; `supuesto`: of TRLRHL 174.2; `anticipada`: its expense begins next year."""

    operacion: str
    fase: str
    fecha: date
    anio: int
    aplicacion: str
    importe: Decimal
    saldo: Decimal
    supuesto: str
    linea: int = 1
    sigue_a: str = ""
    tercero: str = ""
    texto: str = ""
    anticipada: bool = False


@dato
class FondoLeido:
    """What a habilitado holds. `clase`: caja_fija or a_justificar; `entregado`, `pagado`, `justificado`: of this year, and of what was there when it began; `en_su_poder` and
    `sin_justificar`: what the other program says today; `fecha`: when it was handed over."""

    fondo: str
    clase: str
    denominacion: str
    habilitado: str
    cuenta: str
    fecha: date
    entregado: Decimal
    en_su_poder: Decimal
    sin_justificar: Decimal
    pagado: Decimal = CERO
    justificado: Decimal = CERO


@dato
class DepositoLeido:
    """What a third party left under a concept of no budget and is not given back yet."""

    concepto: str
    tercero: str
    saldo: Decimal
    fecha: date
    texto: str


@dato
class PrestamoLeido:
    """A loan. `dispuesto` and `amortizado`: until today; those `_este_anio`, what of them is of the year; `a_corto`: what is in 520 and not in 170."""

    prestamo: str
    denominacion: str
    formalizado: date
    principal: Decimal
    concepto: str
    amortiza: str
    intereses: str
    dispuesto: Decimal
    amortizado: Decimal
    a_corto: Decimal
    dispuesto_este_anio: Decimal = CERO
    amortizado_este_anio: Decimal = CERO
    entidad: str = ""


@dato
class CuotaLeida:
    """An instalment of a loan that is not recognised yet."""

    prestamo: str
    vence: date
    amortizacion: Decimal
    intereses: Decimal = CERO


@dato
class FacturaPendiente:
    """An invoice that is not over in the register of invoices. Signed amounts: `total` is `base` and `iva` less `retencion`; `tipo_iva`, `tipo_retencion`: in per cent, where there is one.

    `registro`, `entrada`: its number and its day there; `estado`: of `cuadre_facturas.ESTADOS`; `unidad`: DIR3; `conformada`: the day; `operacion`: in `gastos`, the one that
    recognises it, of one contabilizada, or that committed its expense; `face`: its number in FACe, from the office `oficina_contable` (DIR3; Intervención's if it is not said).
    """

    registro: str
    entrada: date
    emisor: str
    numero: str
    fecha: date
    concepto: str
    base: Decimal
    total: Decimal
    estado: str
    serie: str = ""
    iva: Decimal = CERO
    tipo_iva: Decimal | None = None
    retencion: Decimal = CERO
    tipo_retencion: Decimal | None = None
    unidad: str = ""
    conformada: date | None = None
    expediente: str = ""
    operacion: str = ""
    face: str = ""
    oficina_contable: str = ""

    @property
    def obligado(self) -> Decimal:
        """What is owed for it: its total and what it withholds."""
        return self.base + self.iva


@dato
class CuentaDeTercero:
    """Where a third party is paid. `titular`: its holder, if it is another name; `bic`: of an account out of Spain."""

    tercero: str
    iban: str
    titular: str = ""
    bic: str = ""


@dato
class Tablas:
    """A load as it was read. `huella`: SHA-256 of its files."""

    carga: tuple[Dato, ...] = ()
    totales: tuple[Total, ...] = ()
    apertura: tuple[SaldoDeCuenta, ...] = ()
    saldos: tuple[SaldoDeCuenta, ...] = ()
    clasificacion: tuple[Codigo, ...] = ()
    vinculacion: tuple[Vinculo, ...] = ()
    creditos: tuple[Credito, ...] = ()
    previsiones: tuple[Prevision, ...] = ()
    modificaciones: tuple[LineaModificada, ...] = ()
    gastos: tuple[Gasto, ...] = ()
    ingresos: tuple[Ingreso, ...] = ()
    cerrados: tuple[Cerrado, ...] = ()
    terceros: tuple[Tercero, ...] = ()
    pendientes: tuple[Pendiente, ...] = ()
    no_presupuestarias: tuple[NoPresupuestario, ...] = ()
    bancos: tuple[Banco, ...] = ()
    bienes: tuple[BienLeido, ...] = ()
    proyectos: tuple[ProyectoLeido, ...] = ()
    agentes: tuple[AgenteLeido, ...] = ()
    arrastres: tuple[ArrastreLeido, ...] = ()
    futuros: tuple[Futuro, ...] = ()
    fondos: tuple[FondoLeido, ...] = ()
    depositos: tuple[DepositoLeido, ...] = ()
    prestamos: tuple[PrestamoLeido, ...] = ()
    cuotas: tuple[CuotaLeida, ...] = ()
    facturas_pendientes: tuple[FacturaPendiente, ...] = ()
    cuentas_de_terceros: tuple[CuentaDeTercero, ...] = ()
    huella: str = ""
