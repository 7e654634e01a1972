"""The clocks of a case, written again from Ley 39/2015 and counted day by day: from the rows that say what moved it, and nothing else."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from consistorio.tramitacion.motor.models import PeriodoPrueba, Plazo, Requerimiento, TramiteAudiencia
from pruebas.simulador.leyes import dia, habil, habiles, primer_habil


def ultimo_dia(plazo: Plazo, hoy: date) -> date:
    """The last day to decide and notify: 21.3, with the days on which it stood still (22) and what it was extended (23)."""
    desde = dia(plazo.cuenta_desde)
    parado = _parado(plazo, desde, hoy)
    cuantos, unidad = plazo.cantidad, plazo.unidad_tiempo
    mas = sum(a.cantidad for a in plazo.ampliaciones.all() if a.unidad_tiempo == unidad)
    if unidad == "dias_habiles":
        return _andando(desde, cuantos + mas, parado, cuenta=habil)
    if unidad == "dias_naturales":
        return primer_habil(_andando(desde, cuantos + mas, parado, cuenta=lambda _dia: True))
    meses = (cuantos + mas) * (12 if unidad == "anios" else 1)
    return _tras_parar(_mismo_dia(desde, meses), desde, parado)


def ultimo_dia_para_contestar(tramite: Requerimiento | TramiteAudiencia | PeriodoPrueba) -> date:
    """The last day to answer a request (68.1, 73), to be heard (82.2) or to prove (77.2): in working days, after the one on which it was notified (30.3)."""
    assert tramite.notificado_el is not None
    return habiles(dia(tramite.notificado_el), tramite.dias + getattr(tramite, "ampliado", 0))


def _parado(plazo: Plazo, desde: date, hoy: date) -> set[date]:
    """The days on which it stood still: the one after the cause took effect to the one on which it ended, or today (22.1)."""
    dias: set[date] = set()
    for suspension in plazo.suspensiones.all():
        if suspension.desde is None:
            continue
        uno, fin = max(suspension.desde, desde) + timedelta(days=1), suspension.hasta or hoy
        while uno <= fin:
            dias.add(uno)
            uno += timedelta(days=1)
    return dias


def _andando(desde: date, cuantos: int, parado: set[date], *, cuenta: object) -> date:
    uno = desde
    while cuantos:
        uno += timedelta(days=1)
        if uno not in parado and cuenta(uno):  # type: ignore[operator]
            cuantos -= 1
    return uno


def _mismo_dia(desde: date, meses: int) -> date:
    """30.4: the same day of the month, or its last."""
    anio, mes = divmod(desde.month - 1 + meses, 12)
    anio, mes = desde.year + anio, mes + 1
    return date(anio, mes, min(desde.day, calendar.monthrange(anio, mes)[1]))


def _tras_parar(fin: date, desde: date, parado: set[date]) -> date:
    """One day more for each that it stood still before it ended, those among them too; it ends on a working day (30.5) that counts."""
    uno = desde
    while uno < primer_habil(fin):
        uno += timedelta(days=1)
        if uno in parado:
            fin += timedelta(days=1)
    while primer_habil(fin) in parado:
        fin += timedelta(days=1)
    return primer_habil(fin)
