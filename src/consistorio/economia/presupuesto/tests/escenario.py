"""Who acts on the budget in the tests, and short ways of noting operations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from consistorio.economia.contabilidad.tests import escenario as contabilidad
from consistorio.economia.presupuesto import acciones, permisos
from consistorio.economia.presupuesto.models import Aplicacion, Operacion
from consistorio.economia.presupuesto.tipos import (
    Cabecera,
    CreditoInicial,
    LineaPedida,
    PresupuestoNuevo,
    Prevision,
    SaldoDeCerrado,
)
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor, ClaseActor, Nivel
from consistorio.nucleo.reloj import RelojFijo
from consistorio.plataforma.auditoria.filas import filas_avaladas
from consistorio.plataforma.auditoria.tests.anotado import Anotado

RELOJ = RelojFijo(datetime(2026, 6, 30, 10, 0, tzinfo=UTC))
DIA = date(2026, 3, 2)
INTERVENCION = Actor(
    ClaseActor.EMPLEADO,
    UUID("019505d4-0000-7000-8000-0000000000cd"),
    "Inés Vega",
    frozenset(
        {
            permisos.VER,
            permisos.PREPARAR,
            permisos.GASTO,
            permisos.INGRESO,
            permisos.MODIFICAR,
            permisos.PAGAR,
            permisos.NO_PRESUPUESTARIO,
            "intervencion.fiscalizar",
        }
    )
    | contabilidad.INTERVENCION.permisos,
    nivel=Nivel.ALTO,
)
# Area of expense and chapter bind together; personnel, by article
REGLAS = (
    Regla(1, economica="1", nivel_programa=1, nivel_economica=2),
    Regla(2, nivel_programa=1, nivel_economica=1),
)
CREDITOS = {
    "920.12000": "50000",
    "920.22000": "1000",
    "920.22100": "2000",
    "165.22100": "4000",
    "1532.61900": "30000",
    "929.50000": "1000",
    "011.91300": "12000",
}
PREVISIONES = {"11300": "70000", "30200": "20000", "42010": "10000"}


def sembrar() -> None:
    """The chart, two years, and the budget of the second one."""
    contabilidad.sembrar()
    acciones.anotar_apertura(
        actor=INTERVENCION,
        fecha=date(2026, 1, 1),
        saldos={
            "571": Decimal(90000),
            "4310": Decimal(5000),
            "4010": Decimal(-3000),
            "4131": Decimal(-500),
            "120": Decimal(-91500),
        },
        cerrados=[
            SaldoDeCerrado("derecho", 2025, "4310", Decimal(3000), codigo="11300"),
            SaldoDeCerrado("derecho", 2024, "4310", Decimal(2000), codigo="11300"),
            SaldoDeCerrado("obligacion", 2025, "4010", Decimal(3000), codigo="165.22100"),
        ],
        texto="Apertura",
        reloj=RELOJ,
    )
    acciones.aprobar_presupuesto(
        actor=INTERVENCION,
        nuevo=presupuesto(),
        reglas=REGLAS,
        fecha=date(2026, 1, 1),
        texto="Presupuesto de 2026",
        reloj=RELOJ,
    )


def fallas() -> list[tuple[str, str]]:
    """The rows that no fact vouches for as they are."""
    informe = Anotado()
    filas_avaladas("default", informe)
    return informe.fallas


def presupuesto(anio: int = 2026) -> PresupuestoNuevo:
    """A small one, balanced."""
    return PresupuestoNuevo(
        anio=anio,
        aprobado=date(anio - 1, 12, 20),
        creditos=tuple(CreditoInicial(c, Decimal(i)) for c, i in CREDITOS.items()),
        previsiones=tuple(Prevision(c, Decimal(i)) for c, i in PREVISIONES.items()),
        crea_aplicaciones=True,
    )


def cabecera(fecha: date = DIA, texto: str = "Prueba", *, varios: bool = True) -> Cabecera:
    """Of an operation with several third parties."""
    return Cabecera(fecha=fecha, texto=texto, varios=varios)


def de(codigo: str, importe: str) -> LineaPedida:
    """Of an application or a concept."""
    return LineaPedida(Decimal(importe), codigo=codigo)


def tras(operacion: Operacion, importe: str, *, n: int = 0, **mas: object) -> LineaPedida:
    """After a line of an operation."""
    linea = operacion.lineas.order_by("orden")[n]
    return LineaPedida(Decimal(importe), origen=linea.id, **mas)  # type: ignore[arg-type]


def retener(*lineas: LineaPedida, clase: str = "RC") -> Operacion:
    return acciones.retener(actor=INTERVENCION, clase=clase, cabecera=cabecera(), lineas=lineas, reloj=RELOJ)


def gastar(clase: str, *lineas: LineaPedida) -> Operacion:
    return acciones.gastar(actor=INTERVENCION, clase=clase, cabecera=cabecera(), lineas=lineas, reloj=RELOJ)


def aplicacion(codigo: str, anio: int = 2026) -> Aplicacion:
    programa, economica = codigo.split(".")
    return Aplicacion.objects.select_related("bolsa").get(ejercicio=anio, programa=programa, economica=economica)
