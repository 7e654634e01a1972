"""The accounts of the example town: a budget of this year, made up, with something spent and something collected of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from consistorio.cli.datos_demo import bancos
from consistorio.cli.datos_demo.gente import INTERVENCION, actor
from consistorio.economia.cierre import acciones as cierre
from consistorio.economia.cierre.tipos import Criterios
from consistorio.economia.contabilidad import datos
from consistorio.economia.contabilidad.acciones import abrir_ejercicio
from consistorio.economia.contabilidad.models import Ejercicio
from consistorio.economia.presupuesto import acciones
from consistorio.economia.presupuesto.tipos import Cabecera, CreditoInicial, LineaPedida, PresupuestoNuevo, Prevision
from consistorio.economia.presupuesto.vinculacion import Regla
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa

HABITANTES = 175_000
CREDITOS = {
    "011.31000": 100_000,
    "011.91300": 1_200_000,
    "132.12000": 5_400_000,
    "1532.61900": 3_000_000,
    "1621.22700": 8_500_000,
    "161.62300": 500_000,
    "165.22100": 1_900_000,
    "231.48000": 2_400_000,
    "334.48000": 600_000,
    "920.12000": 9_800_000,
    "920.16000": 2_900_000,
    "920.22000": 180_000,
    "920.22706": 220_000,
    "929.50000": 400_000,
}
# What the order leaves without a name
NOMBRES = {"231.48000": "Ayudas de emergencia social", "334.48000": "Subvenciones a asociaciones culturales"}
PREVISIONES = {
    "11300": 14_000_000,
    "11500": 3_200_000,
    "29000": 1_100_000,
    "30200": 5_000_000,
    "42010": 11_200_000,
    "75060": 2_000_000,
    "91300": 600_000,
}
# Area of expense and chapter bind together; personnel, by article
REGLAS = (
    Regla(1, economica="1", nivel_programa=1, nivel_economica=2),
    Regla(2, nivel_programa=1, nivel_economica=1),
)


def sembrar() -> Sequence[str]:
    """Once, in the year of the town's clock, after the year before was closed."""
    reloj = reloj_de_la_casa()
    anio = hoy(reloj).year
    if Ejercicio.objects.filter(anio=anio).exists():
        return []
    quien = actor(INTERVENCION)
    datos.cargar_plan(reloj=reloj)
    bancos.abrir(anio - 1)
    abrir_ejercicio(actor=quien, anio=anio, reloj=reloj)
    _anio_cerrado(quien, anio - 1)
    _aprobar(quien, anio)
    _gastar(quien, hoy(reloj))
    return [
        "",
        "Contabilidad de ejemplo:",
        "  el año pasado cerrado y el presupuesto de este, con gastos e ingresos (Teresa, en «Economía»)",
    ]


def _aprobar(quien: Actor, anio: int) -> None:
    nuevo = PresupuestoNuevo(
        anio,
        date(anio - 1, 12, 20),
        tuple(
            CreditoInicial(codigo, Decimal(importe), NOMBRES.get(codigo, "")) for codigo, importe in CREDITOS.items()
        ),
        tuple(Prevision(codigo, Decimal(importe)) for codigo, importe in PREVISIONES.items()),
        crea_aplicaciones=True,
    )
    acciones.aprobar_presupuesto(
        actor=quien,
        nuevo=nuevo,
        reglas=REGLAS,
        fecha=date(anio, 1, 1),
        texto=f"Presupuesto de {anio}",
        reloj=reloj_de_la_casa(),
    )


def _anio_cerrado(quien: Actor, anio: int) -> None:
    """It left something to be paid (401) and to be collected (431), and its settlement waits to be signed."""
    reloj = reloj_de_la_casa()
    abrir_ejercicio(actor=quien, anio=anio, reloj=reloj)
    _aprobar(quien, anio)

    def cabecera(mes: int, texto: str) -> Cabecera:
        return Cabecera(date(anio, mes, 1), texto, varios=True)

    quienes = bancos.proveedores()
    for clave, texto, aplicacion, importe in (
        ("luz", "Energía eléctrica de noviembre", "165.22100", "46812.40"),
        ("limpieza", "Limpieza de los colegios en diciembre", "920.22706", "7315.80"),
    ):
        suya = Cabecera(date(anio, 12, 1), texto, tercero_id=quienes[clave].persona_id)
        lineas = [LineaPedida(Decimal(importe), aplicacion)]
        acciones.gastar(actor=quien, clase="ADO", cabecera=suya, lineas=lineas, reloj=reloj)
    ibi = [LineaPedida(Decimal(12_900_000), "11300")]
    padron = acciones.reconocer(
        actor=quien, clase="DR", cabecera=cabecera(6, "Padrón del IBI"), lineas=ibi, reloj=reloj
    )
    acciones.ingresar(
        actor=quien,
        cabecera=cabecera(11, "Cobro del IBI"),
        lineas=[LineaPedida(Decimal(11_750_000), origen=padron.lineas.get().id)],
        ordinal=bancos.GENERAL,
        reloj=reloj,
    )
    cierre.cerrar_ejercicio(actor=quien, anio=anio, criterios=Criterios(habitantes=HABITANTES), reloj=reloj)
    cierre.formar(actor=quien, anio=anio, clase="liquidacion", reloj=reloj)


def _gastar(quien: Actor, dia: date) -> None:
    """A contract that goes from its credit to its first bill, the payroll, and what the taxes brought."""
    reloj = reloj_de_la_casa()

    def cabecera(texto: str) -> Cabecera:
        return Cabecera(dia, texto, varios=True)

    limpieza = cabecera("Contrato de recogida de residuos")
    rc = acciones.retener(
        actor=quien, clase="RC", cabecera=limpieza, lineas=[LineaPedida(Decimal(8_400_000), "1621.22700")], reloj=reloj
    )
    tras = LineaPedida(Decimal(8_200_000), origen=rc.lineas.get().id)
    ad = acciones.gastar(actor=quien, clase="AD", cabecera=limpieza, lineas=[tras], reloj=reloj)
    factura = LineaPedida(Decimal("683333.33"), origen=ad.lineas.get().id)
    acciones.gastar(actor=quien, clase="O", cabecera=limpieza, lineas=[factura], reloj=reloj)
    nomina = [LineaPedida(Decimal(700_000), "920.12000"), LineaPedida(Decimal(380_000), "132.12000")]
    acciones.gastar(actor=quien, clase="ADO", cabecera=cabecera("Nómina del mes"), lineas=nomina, reloj=reloj)
    ibi = [LineaPedida(Decimal(13_600_000), "11300")]
    acciones.reconocer(actor=quien, clase="DR", cabecera=cabecera("Padrón del IBI"), lineas=ibi, reloj=reloj)
    obras = [LineaPedida(Decimal("48210.75"), "29000")]
    icio = cabecera("Autoliquidaciones del ICIO")
    acciones.reconocer(actor=quien, clase="DRI", cabecera=icio, lineas=obras, ordinal=bancos.GENERAL, reloj=reloj)
