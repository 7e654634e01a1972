"""Pure rules of the figures: months, small groups, what is called a bottleneck."""

from __future__ import annotations

from datetime import date

from consistorio.servicios.estadistica.tipos import FilaProcedimiento, Mes, Paso, Periodo, Tiempos

# A group of fewer people is not told to who may not see their cases, and its size is rounded so that two figures do not give a third
POCOS = 10
REDONDEO = 5
MESES_COMO_MUCHO = 36
# A step is a bottleneck when it was done so many times, half of them took at least a day, and of the days of all the steps of its procedure it holds
# a quarter or more and twice what would be its even share
VECES_DE_UN_CUELLO = 10
PARTE_DE_UN_CUELLO = 25.0
MEDIANA_DE_UN_CUELLO = 1.0


def mes_siguiente(mes: date, cuantos: int = 1) -> date:
    """The first day of the month that comes so many after (before, when negative)."""
    corridos = mes.year * 12 + mes.month - 1 + cuantos
    return date(corridos // 12, corridos % 12 + 1, 1)


def meses_de(periodo: Periodo) -> list[date]:
    """The first day of each month of a period."""
    meses = [periodo.desde]
    while (siguiente := mes_siguiente(meses[-1])) < periodo.hasta:
        meses.append(siguiente)
    return meses


def es_cuello(tiempos: Tiempos, parte: float, *, pasos: int) -> bool:
    """Whether a step is a bottleneck of its procedure. `parte`: percentage of the days of all its `pasos`."""
    return (
        pasos > 1
        and (tiempos.veces or 0) >= VECES_DE_UN_CUELLO
        and (tiempos.mediana or 0.0) >= MEDIANA_DE_UN_CUELLO
        and parte >= max(PARTE_DE_UN_CUELLO, min(200.0 / pasos, 75.0))
    )


def cuenta_protegida(cuantos: int | None) -> int | None:
    """None of a few, and the others rounded; zero is nobody."""
    if cuantos is None or 0 < cuantos < POCOS:
        return None
    return REDONDEO * round(cuantos / REDONDEO)


def _tiempos_protegidos(tiempos: Tiempos) -> Tiempos:
    """The longest is of one case, and is never told."""
    if (tiempos.veces or 0) < POCOS:
        return Tiempos(cuenta_protegida(tiempos.veces), None, None, None)
    return Tiempos(cuenta_protegida(tiempos.veces), tiempos.mediana, tiempos.p90, None)


def mes_protegido(mes: Mes) -> Mes:
    """A month of a group whose cases may not be seen."""
    return Mes(
        mes.mes, cuenta_protegida(mes.iniciados), cuenta_protegida(mes.terminados), cuenta_protegida(mes.abiertos)
    )


def fila_protegida(fila: FilaProcedimiento) -> FilaProcedimiento:
    """A procedure of a group whose cases may not be seen."""
    return FilaProcedimiento(
        fila.codigo,
        fila.nombre,
        cuenta_protegida(fila.iniciados),
        cuenta_protegida(fila.terminados),
        cuenta_protegida(fila.abiertos),
        _tiempos_protegidos(fila.decision),
        fila.en_plazo if (fila.decision.veces or 0) >= POCOS else None,
        cuenta_protegida(fila.vencidos),
    )


def paso_protegido(paso: Paso) -> Paso:
    """A step of a group whose cases may not be seen."""
    muchos = (paso.tiempos.veces or 0) >= POCOS
    return Paso(
        paso.procedimiento,
        paso.procedimiento_nombre,
        paso.codigo,
        paso.nombre,
        _tiempos_protegidos(paso.tiempos),
        paso.parte if muchos else None,
        cuenta_protegida(paso.abiertas),
        cuenta_protegida(paso.atrasadas),
        paso.cuello,
    )
