"""The budget that some listings say: initial credits and forecasts, as the Pleno would have approved them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from consistorio.economia.carga.listados.tipos import CERO, Fila, Listado
from consistorio.economia.presupuesto.tipos import CodigoPropio, CreditoInicial, PresupuestoNuevo, Prevision

LARGO_NOMBRE = 600


def presupuesto_de(
    listados: Iterable[Listado], anio: int, en_clasificacion: Callable[[str, str], bool], *, definitivo: bool = False
) -> PresupuestoNuevo:
    """The budget of a year. `en_clasificacion(clase, codigo)`: whether the order has that group of programmes or article; what it has not is a code of the town.

    `definitivo`: with what was modified, for who executes it and not for who approves it. Concepts of several centres are one.
    """
    gastos = [fila for listado in listados if listado.clase == "gasto" for fila in listado.filas]
    ingresos = [fila for listado in listados if listado.clase == "ingreso" for fila in listado.filas]
    credito, prevision = ("definitivos", "definitivas") if definitivo else ("iniciales", "iniciales")
    previsiones: dict[str, tuple[Decimal, str]] = {}
    for fila in ingresos:
        suma, _nombre = previsiones.get(fila.economica, (CERO, ""))
        # The remnant of the treasury finances modifications, and never what is initial
        importe = CERO if fila.economica.startswith("87") else fila.importes[prevision]
        previsiones[fila.economica] = (suma + importe, fila.denominacion)
    creditos = tuple(CreditoInicial(f.codigo, f.importes[credito], f.denominacion[:LARGO_NOMBRE]) for f in gastos)
    dichas = tuple(Prevision(c, importe, nombre[:LARGO_NOMBRE]) for c, (importe, nombre) in previsiones.items())
    return PresupuestoNuevo(
        anio=anio,
        aprobado=date(anio - 1, 12, 31),
        creditos=creditos,
        previsiones=dichas,
        descuadrado=sum((c.importe for c in creditos), CERO) != sum((p.importe for p in dichas), CERO),
        propios=tuple(_propios(gastos, ingresos, en_clasificacion)),
    )


def _propios(
    gastos: Iterable[Fila], ingresos: Iterable[Fila], en_clasificacion: Callable[[str, str], bool]
) -> Iterable[CodigoPropio]:
    dichos = {("programa", f.programa[:3]) for f in gastos} | {("gasto", f.economica[:2]) for f in gastos}
    dichos |= {("ingreso", f.economica[:2]) for f in ingresos}
    for clase, codigo in sorted(dichos):
        if not en_clasificacion(clase, codigo):
            yield CodigoPropio(clase, codigo, codigo)
