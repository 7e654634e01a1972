"""Deadline engine against cases worked out by hand from LPACAP 30-32 on the real calendar of Castilla y León, 2025-2027."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise

import pytest

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.calendario.reglas import (
    calcular,
    comprobar_ampliacion,
    fecha_efectiva,
)
from consistorio.plataforma.calendario.tipos import (
    Ampliacion,
    Calendario,
    CalendarioIncompleto,
    Computo,
    Duracion,
    Suspension,
    Unidad,
)

FIESTAS = [
    "2025-01-01",
    "2025-01-06",
    "2025-04-17",
    "2025-04-18",
    "2025-04-23",
    "2025-05-01",
    "2025-08-15",
    "2025-10-13",
    "2025-11-01",
    "2025-12-06",
    "2025-12-08",
    "2025-12-25",
    "2026-01-01",
    "2026-01-06",
    "2026-04-02",
    "2026-04-03",
    "2026-04-23",
    "2026-05-01",
    "2026-08-15",
    "2026-10-12",
    "2026-11-02",
    "2026-12-07",
    "2026-12-08",
    "2026-12-25",
    "2027-01-01",
    "2027-01-06",
    "2027-03-25",
    "2027-03-26",
    "2027-04-23",
    "2027-05-01",
    "2027-08-16",
    "2027-10-12",
    "2027-11-01",
    "2027-12-06",
    "2027-12-08",
    "2027-12-25",
]
SEDE = Calendario("sede", {date.fromisoformat(d): "fiesta" for d in FIESTAS})
VACIO = Calendario("solo fines de semana")
HABILES, NATURALES, MESES, ANIOS, HORAS = (
    Unidad.DIAS_HABILES,
    Unidad.DIAS_NATURALES,
    Unidad.MESES,
    Unidad.ANIOS,
    Unidad.HORAS,
)


def dia(texto: str) -> date:
    return date.fromisoformat(texto)


CASOS_POR_FECHAS = [
    # días hábiles: from the day after, without Saturdays, Sundays and holidays (30.2, 30.3)
    ("2026-11-23", 1, HABILES, "2026-11-24"),
    ("2026-11-27", 1, HABILES, "2026-11-30"),
    ("2026-11-23", 10, HABILES, "2026-12-09"),
    ("2026-11-20", 10, HABILES, "2026-12-04"),
    ("2026-11-21", 1, HABILES, "2026-11-23"),
    ("2026-11-22", 1, HABILES, "2026-11-23"),
    ("2026-12-04", 1, HABILES, "2026-12-09"),
    ("2026-12-31", 1, HABILES, "2027-01-04"),
    ("2025-12-31", 2, HABILES, "2026-01-05"),
    ("2026-01-05", 1, HABILES, "2026-01-07"),
    ("2026-04-01", 1, HABILES, "2026-04-06"),
    ("2026-04-22", 10, HABILES, "2026-05-08"),
    ("2025-04-16", 5, HABILES, "2025-04-28"),
    ("2026-03-27", 2, HABILES, "2026-03-31"),
    ("2026-10-23", 1, HABILES, "2026-10-26"),
    ("2026-07-31", 15, HABILES, "2026-08-21"),
    ("2026-08-03", 20, HABILES, "2026-08-31"),
    ("2024-02-28", 1, HABILES, "2024-02-29"),
    ("2024-02-29", 1, HABILES, "2024-03-01"),
    ("2025-02-28", 1, HABILES, "2025-03-03"),
    # días naturales: all count, the last moves (30.2, 30.5)
    ("2026-11-23", 10, NATURALES, "2026-12-03"),
    ("2026-11-20", 1, NATURALES, "2026-11-23"),
    ("2026-11-18", 10, NATURALES, "2026-11-30"),
    ("2026-11-26", 10, NATURALES, "2026-12-09"),
    ("2026-12-15", 10, NATURALES, "2026-12-28"),
    ("2026-12-22", 10, NATURALES, "2027-01-04"),
    ("2024-02-19", 10, NATURALES, "2024-02-29"),
    ("2025-02-18", 10, NATURALES, "2025-02-28"),
    ("2026-03-20", 10, NATURALES, "2026-03-30"),
    ("2026-11-21", 2, NATURALES, "2026-11-23"),
    # months: the same number of day, or the last of the month (30.4)
    ("2026-01-31", 1, MESES, "2026-03-02"),  # 28 February 2026 is a Saturday
    ("2025-01-31", 1, MESES, "2025-02-28"),
    ("2024-01-31", 1, MESES, "2024-02-29"),
    ("2024-01-30", 1, MESES, "2024-02-29"),
    ("2024-01-29", 1, MESES, "2024-02-29"),
    ("2026-02-28", 1, MESES, "2026-03-30"),  # 28 March is a Saturday: not the last of the month
    ("2026-03-31", 1, MESES, "2026-04-30"),
    ("2026-05-31", 1, MESES, "2026-06-30"),
    ("2026-08-31", 6, MESES, "2027-03-01"),
    ("2026-10-31", 1, MESES, "2026-11-30"),
    ("2026-11-30", 3, MESES, "2027-03-01"),
    ("2026-11-23", 1, MESES, "2026-12-23"),
    ("2026-11-25", 1, MESES, "2026-12-28"),
    ("2026-11-23", 3, MESES, "2027-02-23"),
    ("2026-09-15", 3, MESES, "2026-12-15"),
    ("2026-12-31", 2, MESES, "2027-03-01"),
    ("2026-10-06", 3, MESES, "2027-01-07"),
    ("2026-08-15", 1, MESES, "2026-09-15"),  # from an inhábil day: the day's number stays
    ("2026-11-08", 1, MESES, "2026-12-09"),
    ("2026-03-29", 1, MESES, "2026-04-29"),
    ("2026-12-15", 12, MESES, "2027-12-15"),
    # years
    ("2024-02-29", 1, ANIOS, "2025-02-28"),
    ("2024-02-29", 4, ANIOS, "2028-02-29"),
    ("2024-02-29", 2, ANIOS, "2026-03-02"),
    ("2025-11-23", 1, ANIOS, "2026-11-23"),
    ("2025-12-25", 1, ANIOS, "2026-12-28"),
    ("2025-05-01", 2, ANIOS, "2027-05-03"),
    ("2026-01-01", 1, ANIOS, "2027-01-04"),
    ("2022-11-23", 4, ANIOS, "2026-11-23"),
]


@pytest.mark.parametrize(("desde", "cantidad", "unidad", "vence"), CASOS_POR_FECHAS)
def test_casos_por_fechas(desde: str, cantidad: int, unidad: Unidad, vence: str) -> None:
    computo = calcular(dia(desde), Duracion(cantidad, unidad), SEDE)
    assert str(computo) == vence
    assert computo.pasos[0].fecha == dia(desde)
    assert computo.pasos[-1].fecha == dia(vence)


CASOS_POR_HORAS = [
    ("2026-11-23T10:00", 1, "2026-11-23T11:00"),
    ("2026-11-23T10:37", 24, "2026-11-24T10:37"),
    ("2026-11-23T00:00", 24, "2026-11-24T00:00"),
    ("2026-11-23T23:59", 1, "2026-11-24T00:59"),
    ("2026-11-27T10:00", 24, "2026-11-30T10:00"),
    ("2026-11-27T23:30", 1, "2026-11-30T00:30"),
    ("2026-11-27T23:00", 1, "2026-11-30T00:00"),
    ("2026-11-27T00:00", 24, "2026-11-30T00:00"),
    ("2026-11-28T10:00", 24, "2026-12-01T00:00"),
    ("2026-11-29T23:59", 1, "2026-11-30T01:00"),
    ("2026-12-04T12:00", 24, "2026-12-09T12:00"),
    ("2026-12-24T20:00", 8, "2026-12-28T04:00"),
    ("2026-03-27T22:00", 5, "2026-03-30T03:00"),  # across the spring change of hour (Sunday 29)
    ("2026-03-29T02:30", 3, "2026-03-30T03:00"),  # a minute that the clocks skipped
    ("2026-10-23T22:00", 5, "2026-10-26T03:00"),  # across the autumn change (Sunday 25)
    ("2026-10-25T02:30", 24, "2026-10-27T00:00"),  # a minute that happened twice
    ("2026-12-31T18:00", 12, "2027-01-04T06:00"),
    ("2024-02-28T12:00", 24, "2024-02-29T12:00"),
]


@pytest.mark.parametrize(("desde", "horas", "vence"), CASOS_POR_HORAS)
@pytest.mark.parametrize("registro", [False, True])
def test_casos_por_horas(desde: str, horas: int, vence: str, registro: bool) -> None:
    computo = calcular(datetime.fromisoformat(desde), Duracion(horas, HORAS), SEDE, registro=registro)
    assert str(computo) == vence


CASOS_REGISTRO = [
    # 31.2.b: filed on an inhábil day, it counts as filed the next hábil one
    ("2026-11-21", 1, HABILES, "2026-11-24"),
    ("2026-11-22", 10, HABILES, "2026-12-09"),
    ("2026-11-20", 10, HABILES, "2026-12-04"),
    ("2026-11-21", 10, NATURALES, "2026-12-03"),
    ("2026-11-21", 1, MESES, "2026-12-23"),
    ("2026-12-05", 1, MESES, "2027-01-11"),  # as of 9 December; 9 January 2027 is a Saturday
    ("2026-08-15", 1, ANIOS, "2027-08-17"),
]


@pytest.mark.parametrize(("desde", "cantidad", "unidad", "vence"), CASOS_REGISTRO)
def test_presentado_en_el_registro(desde: str, cantidad: int, unidad: Unidad, vence: str) -> None:
    computo = calcular(dia(desde), Duracion(cantidad, unidad), SEDE, registro=True)
    assert str(computo) == vence


def test_el_calendario_del_interesado_cuenta_salvo_en_el_registro() -> None:
    otro = Calendario("residencia", {dia("2026-11-24"): "fiesta local"})
    plazo = Duracion(1, HABILES)
    assert str(calcular(dia("2026-11-23"), plazo, SEDE, interesado=otro)) == "2026-11-25"
    en_registro = calcular(dia("2026-11-23"), plazo, SEDE, interesado=otro, registro=True)
    assert str(en_registro) == "2026-11-24"
    assert any("31.3" in paso.texto for paso in en_registro.pasos)


def test_fecha_efectiva_de_lo_presentado() -> None:
    sabado = datetime(2026, 11, 21, 23, 58, tzinfo=MADRID)
    assert fecha_efectiva(sabado, SEDE) == datetime(2026, 11, 23, tzinfo=MADRID)
    lunes = datetime(2026, 11, 23, 0, 0, 1, tzinfo=MADRID)
    assert fecha_efectiva(lunes, SEDE) == lunes
    # 23:30 UTC of a Friday is already Saturday in Madrid
    assert fecha_efectiva(datetime.fromisoformat("2026-11-20T23:30:00+00:00"), SEDE).date() == dia("2026-11-23")


def suspendido(desde: str, hasta: str | None) -> Suspension:
    return Suspension(dia(desde), dia(hasta) if hasta else None, "requerimiento de subsanación", "LPACAP art. 22.1.a")


CASOS_SUSPENSION = [
    ("2026-09-01", 3, MESES, [("2026-09-10", "2026-09-20")], "2026-12-11"),
    ("2026-09-01", 3, MESES, [("2026-09-10", "2026-09-10")], "2026-12-01"),
    ("2026-09-01", 3, MESES, [("2026-09-10", "2026-09-20"), ("2026-09-15", "2026-09-25")], "2026-12-16"),
    ("2026-09-01", 3, MESES, [("2026-09-10", "2026-09-20"), ("2026-10-01", "2026-10-06")], "2026-12-16"),
    ("2026-09-01", 3, MESES, [("2026-12-01", "2026-12-20")], "2026-12-01"),  # already over: no effect
    ("2026-11-02", 10, HABILES, [("2026-11-04", "2026-11-11")], "2026-11-23"),
    ("2026-11-02", 10, HABILES, [("2026-11-16", "2026-11-20")], "2026-11-16"),
    ("2026-11-02", 10, NATURALES, [("2026-11-05", "2026-11-09")], "2026-11-16"),
    # nominal end on Saturday 14, moved to Monday 16; suspended on Sunday 15 until Wednesday 18: Monday is still owed
    ("2026-11-04", 10, NATURALES, [("2026-11-15", "2026-11-18")], "2026-11-19"),
]


@pytest.mark.parametrize(("desde", "cantidad", "unidad", "tramos", "vence"), CASOS_SUSPENSION)
def test_suspensiones(desde: str, cantidad: int, unidad: Unidad, tramos: list[tuple[str, str]], vence: str) -> None:
    computo = calcular(dia(desde), Duracion(cantidad, unidad), SEDE, suspensiones=[suspendido(a, b) for a, b in tramos])
    assert str(computo) == vence
    assert not computo.suspendido


def test_una_suspension_abierta_da_una_fecha_provisional_que_avanza_con_los_dias() -> None:
    abierta = [suspendido("2026-09-10", None)]

    def en(texto: str) -> Computo:
        return calcular(dia("2026-09-01"), Duracion(3, MESES), SEDE, suspensiones=abierta, hoy=dia(texto))

    fechas = [en(d).vence for d in ("2026-09-10", "2026-09-20", "2026-10-30")]
    assert fechas == [dia("2026-12-01"), dia("2026-12-11"), dia("2027-01-20")]
    assert en("2026-09-20").suspendido
    with pytest.raises(DatosIncorrectos, match="fecha de hoy"):
        calcular(dia("2026-09-01"), Duracion(3, MESES), SEDE, suspensiones=abierta)


def test_ampliaciones() -> None:
    de_cinco = Ampliacion("a petición de la persona", "LPACAP art. 68.2", Duracion(5, HABILES))
    computo = calcular(dia("2026-11-02"), Duracion(10, HABILES), SEDE, ampliaciones=[de_cinco])
    assert str(computo) == str(calcular(dia("2026-11-02"), Duracion(15, HABILES), SEDE)) == "2026-11-23"
    por_incidencia = Ampliacion("incidencia técnica de la sede", "LPACAP art. 32.4", hasta=dia("2026-11-21"))
    assert str(calcular(dia("2026-11-02"), Duracion(10, HABILES), SEDE, ampliaciones=[por_incidencia])) == "2026-11-23"
    ya_mayor = Ampliacion("incidencia", "LPACAP art. 32.4", hasta=dia("2026-11-05"))
    assert str(calcular(dia("2026-11-02"), Duracion(10, HABILES), SEDE, ampliaciones=[ya_mayor])) == "2026-11-16"
    en_dias = Ampliacion("acumulación", "LPACAP art. 23.1", Duracion(10, NATURALES))
    assert str(calcular(dia("2026-09-01"), Duracion(3, MESES), SEDE, ampliaciones=[en_dias])) == "2026-12-11"


def test_limites_de_la_ampliacion() -> None:
    diez, vence = Duracion(10, HABILES), dia("2026-11-16")
    comprobar_ampliacion(diez, Duracion(5, HABILES), vence=vence, acordada=vence, norma="32")
    comprobar_ampliacion(diez, Duracion(10, HABILES), vence=vence, acordada=vence, norma="23")
    for ampliacion, acordada, norma in [
        (Duracion(6, HABILES), vence, "32"),
        (Duracion(11, HABILES), vence, "23"),
        (Duracion(5, HABILES), dia("2026-11-17"), "32"),
        (Duracion(5, NATURALES), vence, "32"),
    ]:
        with pytest.raises(DatosIncorrectos):
            comprobar_ampliacion(diez, ampliacion, vence=vence, acordada=acordada, norma=norma)


def test_un_calendario_que_acaba_antes_no_inventa() -> None:
    corto = Calendario("sede", SEDE.dias, frozenset({2026}))
    assert str(calcular(dia("2026-11-23"), Duracion(20, HABILES), corto)) == "2026-12-23"
    for plazo in (Duracion(40, HABILES), Duracion(2, MESES), Duracion(39, NATURALES), Duracion(1, ANIOS)):
        with pytest.raises(CalendarioIncompleto) as error:
            calcular(dia("2026-11-23"), plazo, corto)
        assert "2027" in str(error.value)
    with pytest.raises(CalendarioIncompleto):
        calcular(dia("2026-11-23"), Duracion(40, HABILES), VACIO, interesado=corto)


def test_rechazos() -> None:
    with pytest.raises(DatosIncorrectos):
        Duracion(0, HABILES)
    with pytest.raises(DatosIncorrectos):
        Duracion(25, HORAS)
    with pytest.raises(DatosIncorrectos, match="hora"):
        calcular(dia("2026-11-23"), Duracion(2, HORAS), SEDE)
    for plazo in (Duracion(9000, ANIOS), Duracion(99_999_999, NATURALES), Duracion(99_999_999, MESES)):
        with pytest.raises(DatosIncorrectos, match="9999"):
            calcular(dia("2026-11-23"), plazo, SEDE)
    with pytest.raises(DatosIncorrectos):
        suspendido("2026-11-02", "2026-11-01")
    with pytest.raises(DatosIncorrectos):
        Ampliacion("nada", "art. 32")


def test_el_limite_es_el_primer_instante_fuera_de_plazo() -> None:
    computo = calcular(dia("2026-11-23"), Duracion(10, HABILES), SEDE)
    assert computo.limite == datetime(2026, 12, 10, tzinfo=MADRID)
    por_horas = calcular(datetime(2026, 11, 23, 10, 0, tzinfo=MADRID), Duracion(24, HORAS), SEDE)
    assert por_horas.limite == datetime(2026, 11, 24, 10, 0, tzinfo=MADRID)


def test_los_pasos_explican_en_orden_y_en_espanol() -> None:
    pasos = calcular(dia("2026-12-05"), Duracion(10, HABILES), SEDE, registro=True).pasos
    texto = "\n".join(paso.texto for paso in pasos)
    for trozo in ("sábado 5 de diciembre de 2026", "31.2.b", "miércoles 9 de diciembre", "vence"):
        assert trozo in texto
    assert all(a.fecha <= b.fecha for a, b in pairwise(pasos[:2]))
