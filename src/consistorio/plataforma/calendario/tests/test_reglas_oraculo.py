"""Hypothesis: the engine against an oracle that walks day by day (minute by minute for hours) and shares no code with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistorio.plataforma.calendario.reglas import calcular
from consistorio.plataforma.calendario.tipos import Calendario, Duracion, Suspension, Unidad

pytestmark = pytest.mark.lento

FECHAS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
FIESTAS = st.frozensets(st.dates(date(2023, 1, 1), date(2032, 12, 31)), max_size=120)
# Long runs of inhábiles (Easter weeks, whole months) are where off-by-one errors hide
RACHAS = st.builds(
    lambda inicio, largo: frozenset(inicio + timedelta(days=i) for i in range(largo)), FECHAS, st.integers(0, 40)
)
AJUSTES = settings(max_examples=150, deadline=None)


def es_habil(dia: date, fiestas: frozenset[date]) -> bool:
    return dia.isoweekday() <= 5 and dia not in fiestas


def oraculo_dias(desde: date, habiles: int, fiestas: frozenset[date]) -> date:
    dia = desde
    while habiles:
        dia = date.fromordinal(dia.toordinal() + 1)
        habiles -= es_habil(dia, fiestas)
    return dia


def oraculo_mover(dia: date, fiestas: frozenset[date]) -> date:
    while not es_habil(dia, fiestas):
        dia = date.fromordinal(dia.toordinal() + 1)
    return dia


def oraculo_meses(desde: date, meses: int, fiestas: frozenset[date]) -> date:
    """Walk every day, counting the changes of month; stop at the same number, or before leaving the month."""
    dia, faltan = desde, meses
    while faltan:
        manana = date.fromordinal(dia.toordinal() + 1)
        if manana.month != dia.month:
            faltan -= 1
        dia = manana
    while dia.day < desde.day and date.fromordinal(dia.toordinal() + 1).month == dia.month:
        dia = date.fromordinal(dia.toordinal() + 1)
    return oraculo_mover(dia, fiestas)


def oraculo_horas(desde: datetime, horas: int, fiestas: frozenset[date]) -> datetime:
    ahora = desde
    if not es_habil(ahora.date(), fiestas):
        while not (es_habil(ahora.date(), fiestas) and (ahora.hour, ahora.minute) == (0, 0)):
            ahora += timedelta(minutes=1)
    minutos = horas * 60
    while minutos:
        ahora += timedelta(minutes=1)
        minutos -= 1
        while not es_habil(ahora.date(), fiestas):
            ahora += timedelta(minutes=1)
    return ahora


def calendario(fiestas: frozenset[date]) -> Calendario:
    return Calendario("prueba", dict.fromkeys(fiestas, "fiesta"))


@AJUSTES
@given(FECHAS, st.integers(1, 250), FIESTAS, RACHAS)
def test_dias_habiles(desde: date, cuantos: int, sueltas: frozenset[date], racha: frozenset[date]) -> None:
    fiestas = sueltas | racha
    vence = calcular(desde, Duracion(cuantos, Unidad.DIAS_HABILES), calendario(fiestas)).vence
    assert vence == oraculo_dias(desde, cuantos, fiestas)


@AJUSTES
@given(FECHAS, st.integers(1, 400), FIESTAS, RACHAS)
def test_dias_naturales(desde: date, cuantos: int, sueltas: frozenset[date], racha: frozenset[date]) -> None:
    fiestas = sueltas | racha
    vence = calcular(desde, Duracion(cuantos, Unidad.DIAS_NATURALES), calendario(fiestas)).vence
    assert vence == oraculo_mover(date.fromordinal(desde.toordinal() + cuantos), fiestas)


@AJUSTES
@given(FECHAS, st.integers(1, 24), FIESTAS, RACHAS, st.booleans())
def test_meses_y_anios(
    desde: date, cuantos: int, sueltas: frozenset[date], racha: frozenset[date], en_anios: bool
) -> None:
    fiestas = sueltas | racha
    unidad, meses = (Unidad.ANIOS, cuantos * 12) if en_anios else (Unidad.MESES, cuantos)
    assert calcular(desde, Duracion(cuantos, unidad), calendario(fiestas)).vence == oraculo_meses(desde, meses, fiestas)


@settings(max_examples=80, deadline=None)
@given(FECHAS, st.integers(0, 1439), st.integers(1, 24), RACHAS)
def test_horas(dia: date, minuto: int, horas: int, fiestas: frozenset[date]) -> None:
    desde = datetime(dia.year, dia.month, dia.day) + timedelta(minutes=minuto)  # noqa: DTZ001 - wall clock
    computo = calcular(desde, Duracion(horas, Unidad.HORAS), calendario(fiestas))
    esperado = oraculo_horas(desde, horas, fiestas)
    assert (computo.vence, computo.hora) == (esperado.date(), esperado.time())


@AJUSTES
@given(FECHAS, st.integers(1, 60), st.sampled_from(list(Unidad)[1:]), FIESTAS, FIESTAS)
def test_inhabil_en_cualquiera_de_los_dos_lugares(
    desde: date, cuantos: int, unidad: Unidad, sede: frozenset[date], residencia: frozenset[date]
) -> None:
    duracion = Duracion(min(cuantos, 5) if unidad is Unidad.ANIOS else cuantos, unidad)
    juntos = calcular(desde, duracion, calendario(sede | residencia)).vence
    assert calcular(desde, duracion, calendario(sede), interesado=calendario(residencia)).vence == juntos
    solo_sede = calcular(desde, duracion, calendario(sede)).vence
    assert juntos >= solo_sede > desde
    assert es_habil(juntos, sede | residencia)


@AJUSTES
@given(FECHAS, st.integers(1, 60), FIESTAS)
def test_lo_presentado_en_inhabil_equivale_a_presentarlo_el_siguiente_habil(
    desde: date, cuantos: int, fiestas: frozenset[date]
) -> None:
    duracion = Duracion(cuantos, Unidad.DIAS_HABILES)
    cal = calendario(fiestas)
    en_registro = calcular(desde, duracion, cal, registro=True).vence
    assert en_registro == oraculo_dias(oraculo_mover(desde, fiestas), cuantos, fiestas)


@AJUSTES
@given(
    FECHAS,
    st.integers(1, 60),
    FIESTAS,
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4),
)
def test_los_dias_habiles_suspendidos_no_cuentan(
    desde: date, cuantos: int, fiestas: frozenset[date], tramos: list[tuple[int, int]]
) -> None:
    suspensiones = [
        Suspension(desde + timedelta(days=a), desde + timedelta(days=a + largo), "prueba") for a, largo in tramos
    ]
    paradas = frozenset(desde + timedelta(days=a + i) for a, largo in tramos for i in range(1, largo + 1))
    vence = calcular(
        desde, Duracion(cuantos, Unidad.DIAS_HABILES), calendario(fiestas), suspensiones=suspensiones
    ).vence
    assert vence == oraculo_dias(desde, cuantos, fiestas | paradas)
