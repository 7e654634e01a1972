"""The clocks, PMP, the table of arrears and the data of the house."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.economia.facturas import morosidad, plazo_medio, reglas
from consistorio.economia.facturas.morosidad import Cuantas, Debida
from consistorio.economia.facturas.plazo_medio import Deuda
from consistorio.economia.facturas.reglas import Fechas

DIA = date(2026, 3, 2)
PLAZOS = reglas.plazos()


def _mas(dias: int) -> date:
    return DIA + timedelta(days=dias)


@pytest.mark.parametrize(
    ("fechas", "en", "tarde", "dias"),
    [
        (Fechas(DIA), _mas(30), "", (30, 30, None)),
        (Fechas(DIA), _mas(31), "conformidad", (31, 31, None)),
        (Fechas(DIA, conformada=_mas(10)), _mas(40), "", (40, 10, 30)),
        (Fechas(DIA, conformada=_mas(10)), _mas(41), "pago", (41, 10, 31)),
        (Fechas(DIA, conformada=_mas(10), se_paga=False), _mas(41), "", (41, 10, 31)),
        (Fechas(DIA, se_paga=False), _mas(31), "conformidad", (31, 31, None)),
        (Fechas(DIA, conformada=_mas(50)), _mas(55), "", (55, 50, 5)),
        (Fechas(DIA, conformada=_mas(10), pagada=_mas(45)), _mas(400), "", (45, 10, 35)),
        (Fechas(DIA, terminada=_mas(5)), _mas(400), "", (5, 5, None)),
        (Fechas(DIA, conformada=DIA - timedelta(days=9)), _mas(31), "pago", (31, 0, 31)),
    ],
)
def test_three_clocks(fechas: Fechas, en: date, tarde: str, dias: tuple[int, int, int | None]) -> None:
    dichos = reglas.relojes(fechas, en=en, plazo=PLAZOS)
    assert (dichos.desde_entrada, dichos.en_conformidad, dichos.para_pagar) == dias
    assert (dichos.tarde, dichos.vence_conformidad) == (tarde, _mas(30))


def test_the_steps_go_up_and_each_is_of_the_clock_that_runs() -> None:
    assert reglas.escalones_alcanzados(Fechas(DIA), en=_mas(9), plazo=PLAZOS) == []
    assert [e.avisa_a for e in reglas.escalones_alcanzados(Fechas(DIA), en=_mas(20), plazo=PLAZOS)] == [
        "unidad",
        "area",
    ]
    conformada = Fechas(DIA, conformada=_mas(25))
    assert reglas.escalones_alcanzados(conformada, en=_mas(44), plazo=PLAZOS) == []
    assert [e.codigo for e in reglas.escalones_alcanzados(conformada, en=_mas(45), plazo=PLAZOS)] == [
        "pago-20-intervencion"
    ]
    assert reglas.escalones_alcanzados(replace(conformada, se_paga=False), en=_mas(45), plazo=PLAZOS) == []
    assert reglas.escalones_alcanzados(Fechas(DIA, terminada=DIA), en=_mas(90), plazo=PLAZOS) == []


def test_pmp_by_hand() -> None:
    """1000 paid in 20 days and 3000 in 40: 35 days. 1000 owed for 60: 60. All: (1000x20 + 3000x40 + 1000x60) / 5000 = 40."""
    deudas = [
        Deuda("A", Decimal(1000), DIA, pagada=_mas(20)),
        Deuda("A", Decimal(3000), DIA, pagada=_mas(40)),
        Deuda("A", Decimal(1000), DIA),
        Deuda("B", Decimal(500), _mas(50), pagada=_mas(61)),  # after the period: owed at its end
        Deuda("B", Decimal(900), _mas(61)),  # begins after it
        Deuda("B", Decimal(900), DIA - timedelta(days=90), pagada=DIA - timedelta(days=1)),  # paid before it
    ]
    de_a, de_b, todo = plazo_medio.plazos_medios(deudas, desde=DIA, hasta=_mas(60))
    assert (de_a.area, de_a.pagado, de_a.ratio_pagadas, de_a.pendiente, de_a.ratio_pendientes, de_a.pmp) == (
        "A",
        Decimal(4000),
        Decimal("35.00"),
        Decimal(1000),
        Decimal("60.00"),
        Decimal("40.00"),
    )
    assert (de_b.pagado, de_b.ratio_pagadas, de_b.pmp) == (Decimal(0), None, Decimal("10.00"))
    assert (todo.area, todo.pmp) == ("", Decimal("37.27"))  # 205000 / 5500
    [nada] = plazo_medio.plazos_medios([], desde=DIA, hasta=_mas(1))
    assert nada.pmp is None


@pytest.mark.parametrize(
    ("conformada", "vence"),
    [
        (None, 60),  # thirty days to conform and thirty to pay
        (10, 40),
        (30, 60),
        (50, 60),  # one that was conformed late wins no days
        (-9, 30),  # before it came in: from its entry
    ],
)
def test_the_legal_term_of_an_invoice_does_not_wait_for_its_conformity(conformada: int | None, vence: int) -> None:
    fechas = Fechas(DIA, conformada=_mas(conformada) if conformada is not None else None)
    assert morosidad.vencimiento(fechas, plazo=PLAZOS) == _mas(vence)


def test_the_table_of_arrears_by_hand() -> None:
    debidas = [
        Debida("A", Decimal(1000), DIA, _mas(40), conformada=_mas(10), pagada=_mas(40)),
        Debida("A", Decimal(3000), DIA, _mas(40), conformada=_mas(10), pagada=_mas(41)),
        Debida("A", Decimal(100), DIA, _mas(60)),  # nobody conformed it: late since the last day
        Debida(
            "B", Decimal(500), _mas(20), _mas(80), pagada=_mas(62)
        ),  # after the period: owed at its end, and nobody had conformed it
        Debida("B", Decimal(20), _mas(5), _mas(41), conformada=_mas(11)),
        Debida("", Decimal(7), _mas(60), _mas(120)),  # of no unit yet
        Debida("B", Decimal(900), _mas(62), _mas(122)),  # came in after it
        Debida("B", Decimal(900), DIA - timedelta(days=90), DIA, pagada=DIA - timedelta(days=1)),  # paid before it
    ]
    periodo = {"desde": DIA, "hasta": _mas(61)}
    toda = morosidad.morosidad(debidas, **periodo)
    assert (toda.pagadas_en_plazo, toda.pagadas_fuera) == (Cuantas(1, Decimal(1000)), Cuantas(1, Decimal(3000)))
    assert (toda.pendientes_en_plazo, toda.pendientes_fuera) == (Cuantas(2, Decimal(507)), Cuantas(2, Decimal(120)))
    assert (toda.sin_conformar, toda.dias) == (Cuantas(3, Decimal(607)), 61)
    de_areas = morosidad.por_areas(debidas, **periodo)
    assert list(de_areas) == ["", "A", "B"]
    assert (de_areas["B"].sin_conformar, de_areas["B"].dias) == (Cuantas(1, Decimal(500)), 41)
    assert (de_areas["B"].pendientes_fuera, de_areas["A"].pendientes_fuera) == (
        Cuantas(1, Decimal(20)),
        Cuantas(1, Decimal(100)),
    )
    assert morosidad.por_areas([], **periodo) == {}


@given(
    st.lists(
        st.tuples(st.integers(1, 10**9), st.integers(0, 200), st.none() | st.integers(0, 300)), min_size=1, max_size=20
    )
)
def test_pmp_is_between_its_extremes(dichas: list[tuple[int, int, int | None]]) -> None:
    hasta = _mas(120)
    deudas = [
        Deuda(
            "A",
            Decimal(centimos) / 100,
            _mas(desde),
            _mas(desde + pago) if pago is not None else None,
        )
        for centimos, desde, pago in dichas
    ]
    *_areas, todo = plazo_medio.plazos_medios(deudas, desde=DIA, hasta=hasta)
    cuentan = [d for d in deudas if d.desde <= hasta]
    if not cuentan:
        assert todo.pmp is None
        return
    dias = [((d.pagada if d.pagada is not None and d.pagada <= hasta else hasta) - d.desde).days for d in cuentan]
    assert todo.pmp is not None
    assert min(dias) - 1 <= todo.pmp <= max(dias) + 1


def test_quarters_months_and_numbers() -> None:
    assert plazo_medio.trimestre_de(date(2026, 11, 5)) == (date(2026, 10, 1), date(2026, 12, 31))
    assert plazo_medio.trimestre_de(date(2026, 2, 5)) == (date(2026, 1, 1), date(2026, 3, 31))
    assert reglas.hace_meses(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert reglas.hace_meses(date(2026, 1, 15), 3) == date(2025, 10, 15)
    assert reglas.nif_sin_prefijo("ES b-99.999.997") == "B99999997"
    assert reglas.nif_sin_prefijo("ESB99999997") == "B99999997"
    assert reglas.es_administracion("P9999900E")
    for ajeno in ("B99999997", "PT123456789", "SE556677889901", "P9"):  # nor of another country
        assert not reglas.es_administracion(ajeno)
    assert reglas.motivo_propuesto(["aviso", "importes", "firma"]) == "firma"
    assert reglas.motivo_propuesto(["aviso"]) == ""
    assert all(m.norma and m.texto for m in reglas.motivos().values())
