"""What listings add up to: by chapter, and the result of the budget (Orden HAP/1781/2013; TRLRHL 191)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from consistorio.economia.carga.listados.tipos import CERO, Fila, Listado
from consistorio.nucleo.tipos import Importe

Sumas = Mapping[str, Decimal]
_GRUPOS: Final = (
    ("corrientes", "12345"),
    ("capital", "67"),
    ("activos_financieros", "8"),
    ("pasivos_financieros", "9"),
)


def por_capitulos(filas: Iterable[Fila]) -> dict[str, Sumas]:
    """Chapter -> amount -> euros."""
    sumas: dict[str, dict[str, Decimal]] = {}
    for fila in filas:
        suyas = sumas.setdefault(fila.capitulo, {})
        for nombre, importe in fila.importes.items():
            suyas[nombre] = suyas.get(nombre, CERO) + importe
    return dict(sorted(sumas.items()))


def totales(filas: Iterable[Fila]) -> dict[str, Decimal]:
    """Amount -> euros."""
    sumas: dict[str, Decimal] = {}
    for fila in filas:
        for nombre, importe in fila.importes.items():
            sumas[nombre] = sumas.get(nombre, CERO) + importe
    return sumas


def resultado_presupuestario(gastos: Iterable[Fila], ingresos: Iterable[Fila]) -> dict[str, dict[str, Decimal]]:
    """Net rights less net obligations: current, of capital, and financial ones; and their sum, without adjustments."""
    pagan, cobran = por_capitulos(gastos), por_capitulos(ingresos)
    resultado: dict[str, dict[str, Decimal]] = {}
    for nombre, capitulos in _GRUPOS:
        derechos = sum((cobran.get(c, {}).get("derechos_netos", CERO) for c in capitulos), CERO)
        obligaciones = sum((pagan.get(c, {}).get("obligaciones", CERO) for c in capitulos), CERO)
        resultado[nombre] = {"derechos": derechos, "obligaciones": obligaciones, "resultado": derechos - obligaciones}
    resultado["total"] = {
        cual: sum((resultado[nombre][cual] for nombre, _c in _GRUPOS), CERO)
        for cual in ("derechos", "obligaciones", "resultado")
    }
    return resultado


def avisos(listados: Iterable[Listado]) -> list[str]:
    """What whoever imports should know, and is no reason to refuse: that a budget is not balanced in its source."""
    por_clase: dict[str, list[Fila]] = {"gasto": [], "ingreso": []}
    for listado in listados:
        por_clase[listado.clase] += listado.filas
    if not all(por_clase.values()):
        return []
    gastos, ingresos = totales(por_clase["gasto"]), totales(por_clase["ingreso"])
    dichos = []
    for que, creditos, previsiones in (
        (_("iniciales"), gastos["iniciales"], ingresos["iniciales"]),
        (_("definitivos"), gastos.get("definitivos", CERO), ingresos.get("definitivas", CERO)),
    ):
        if creditos != previsiones:
            mensaje = _(
                "Los créditos %(que)s suman %(creditos)s y las previsiones, %(previsiones)s: no cuadran en el origen."
            )
            partes = {"que": que, "creditos": Importe(creditos), "previsiones": Importe(previsiones)}
            dichos.append(mensaje % partes)
    return dichos
