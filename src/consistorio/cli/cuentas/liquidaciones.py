"""A liquidation that somebody published, noted again: what its figures say as a budget, one commitment, one recognition and one payment of many applications, and
the same with income. What comes out has to be what it said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from consistorio.economia.carga.listados.tipos import Fila, Listado
    from consistorio.economia.presupuesto.models import Operacion
    from consistorio.economia.presupuesto.tipos import LineaPedida

CERO = Decimal(0)


def contabilizar(listados: Sequence[Listado], anio: int, informe: dict[str, Any]) -> dict[str, Any]:
    """Note them on an empty database; answers the chapters that the accounts give afterwards, and what could not be noted."""
    from consistorio.cli.cuentas.guion import PERMISOS
    from consistorio.cli.cuentas.importaciones import aprobar, reloj_de_prueba
    from consistorio.economia.contabilidad.comprobaciones import comprobar
    from consistorio.economia.presupuesto import acciones, consultas
    from consistorio.economia.presupuesto.tipos import Cabecera, LineaPedida
    from consistorio.nucleo.actor import Actor

    if not aprobar(listados, anio, informe, definitivo=True, reloj=reloj_de_prueba(anio)):
        return {}
    con: dict[str, Any] = {
        "actor": Actor.sistema("administracion", *PERMISOS),
        "reloj": reloj_de_prueba(anio),
    }
    cabecera = Cabecera(date(anio, 12, 31), "Liquidación publicada", varios=True)
    gastos = [fila for listado in listados if listado.clase == "gasto" for fila in listado.filas]
    fuera: list[str] = []

    def tras(operacion: Operacion, filas: Sequence[Fila], nombre: str) -> list[LineaPedida]:
        lineas = operacion.lineas.order_by("orden").values_list("id", flat=True)
        return [
            LineaPedida(fila.importes[nombre], origen=linea)
            for fila, linea in zip(filas, lineas, strict=True)
            if fila.importes.get(nombre, CERO) > 0
        ]

    dispuestas = _con(gastos, "dispuesto")
    if dispuestas:
        lineas = [LineaPedida(f.importes["dispuesto"], codigo=f.codigo) for f in dispuestas]
        compromiso = acciones.gastar(clase="AD", cabecera=cabecera, lineas=lineas, **con)
        reconocidas = _con(dispuestas, "obligaciones")
        if reconocidas:
            lineas = tras(compromiso, dispuestas, "obligaciones")
            obligacion = acciones.gastar(clase="O", cabecera=cabecera, lineas=lineas, **con)
            if pagos := tras(obligacion, reconocidas, "pagos"):
                acciones.pagar(clase="PR", cabecera=cabecera, lineas=pagos, ordinal="571", **con)
    _ingresos(listados, cabecera, con, fuera)
    ejecutado = consultas.por_capitulos(anio)
    cobrado = consultas.por_capitulos_de_ingresos(anio)
    return {
        "gastos": {
            c.codigo: {
                "definitivos": f"{c.sumas['iniciales']:.2f}",
                "dispuesto": f"{c.sumas['dispuesto']:.2f}",
                "obligaciones": f"{c.sumas['obligado']:.2f}",
                "pagos": f"{c.sumas['pagado']:.2f}",
            }
            for c in ejecutado
        },
        "ingresos": {
            c.codigo: {
                "derechos_netos": f"{c.sumas['reconocido']:.2f}",
                "recaudacion": f"{c.sumas['recaudado']:.2f}",
            }
            for c in cobrado
        },
        "sin_contabilizar": fuera,
        "no_cuadra": [hallazgo.texto for hallazgo in comprobar(anio)],
    }


def _con(filas: Sequence[Fila], nombre: str) -> list[Fila]:
    return [fila for fila in filas if fila.importes.get(nombre, CERO) > 0]


def _ingresos(listados: Sequence[Listado], cabecera: Any, con: dict[str, Any], fuera: list[str]) -> None:
    """Rights and their collection, by concept: a concept whose net rights are negative has no right to note, and is said."""
    from consistorio.economia.presupuesto import acciones
    from consistorio.economia.presupuesto.tipos import LineaPedida

    sumas: dict[str, tuple[Decimal, Decimal]] = {}
    for listado in listados:
        for fila in listado.filas if listado.clase == "ingreso" else ():
            derechos, cobro = sumas.get(fila.economica, (CERO, CERO))
            i = fila.importes
            sumas[fila.economica] = derechos + i["derechos_netos"], cobro + i["recaudacion"]
    for concepto, (derechos, cobro) in sumas.items():
        if derechos < 0 or cobro < 0 or cobro > derechos:
            fuera.append(f"{concepto}: derechos netos {derechos:.2f}, recaudación neta {cobro:.2f}")
    buenos = {c: s for c, s in sumas.items() if s[0] > 0 and 0 <= s[1] <= s[0]}
    if not buenos:
        return
    lineas = [LineaPedida(derechos, codigo=concepto) for concepto, (derechos, _cobro) in buenos.items()]
    reconocido = acciones.reconocer(clase="DR", cabecera=cabecera, lineas=lineas, **con)
    hechas = reconocido.lineas.order_by("orden").values_list("id", flat=True)
    cobros = [
        LineaPedida(cobro, origen=linea)
        for (_derechos, cobro), linea in zip(buenos.values(), hechas, strict=True)
        if cobro
    ]
    if cobros:
        acciones.ingresar(cabecera=cabecera, lineas=cobros, ordinal="571", **con)
