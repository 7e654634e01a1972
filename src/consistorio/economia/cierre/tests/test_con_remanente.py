"""What was paid for with the remnant of earlier years: the least and the most of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from consistorio.economia.cierre.calculo import calcular
from consistorio.economia.cierre.con_remanente import gastado_con_remanente
from consistorio.economia.cierre.reglas.con_remanente import Alta, Credito, EntreDosCifras, gastado
from consistorio.economia.cierre.tests import escenario
from consistorio.economia.cierre.tipos import Criterios

D = Decimal
MARZO, JUNIO, NOVIEMBRE, DICIEMBRE = (date(2025, mes, 1) for mes in (3, 6, 11, 12))


def entre(minimo: str, maximo: str) -> EntreDosCifras:
    return EntreDosCifras(D(minimo), D(maximo))


def test_what_was_recognised_before_the_credit_came_was_not_paid_with_it() -> None:
    """115,000 of which the remnant gave 15,000 in March; then one that gives 5,000 on the last day, with 108,000 of 110,000 recognised before."""
    obra = Credito(D(115000), [(NOVIEMBRE, D(80000))], (Alta("1", MARZO, D(15000)),))
    personal = Credito(D(115000), [(NOVIEMBRE, D(108000))], (Alta("2", DICIEMBRE, D(5000)),))
    assert gastado([obra], {"1": D(15000)}) == entre("0", "15000")
    assert gastado([personal], {"2": D(5000)}) == entre("0", "0")
    assert gastado([obra, personal], {"1": D(15000), "2": D(5000)}) == entre("0", "15000")


def test_with_the_rest_of_the_credit_spent_both_figures_meet() -> None:
    lleno = Credito(D(115000), [(NOVIEMBRE, D(115000))], (Alta("1", MARZO, D(15000)),))
    casi = Credito(D(115000), [(NOVIEMBRE, D(104000))], (Alta("1", MARZO, D(15000)),))
    nuevo = Credito(D(15000), [(NOVIEMBRE, D(9000)), (DICIEMBRE, D(-1000))], (Alta("1", MARZO, D(15000)),))
    assert gastado([lleno], {"1": D(15000)}) == entre("15000", "15000")
    assert gastado([casi], {"1": D(15000)}) == entre("4000", "15000")
    assert gastado([nuevo], {"1": D(15000)}) == entre("8000", "8000")


def test_an_obligation_is_paid_once_and_what_else_finances_a_file_counts_against_the_least() -> None:
    """Two files over one application: 10,000 in March and 10,000 in December; 6,000 in June and 7,000 in December. And a file that the remnant pays half of."""
    dos = (Alta("1", MARZO, D(10000)), Alta("2", DICIEMBRE, D(10000)))
    credito = Credito(D(20000), [(JUNIO, D(6000)), (DICIEMBRE, D(7000))], dos)
    assert gastado([credito], {"1": D(10000), "2": D(10000)}) == entre("13000", "13000")
    a_medias = Credito(D(10000), [(JUNIO, D(7000))], (Alta("1", MARZO, D(10000)),))
    assert gastado([a_medias], {"1": D(5000)}) == entre("2000", "5000")


def test_a_supplement_of_the_last_day_adds_nothing_and_the_town_is_asked(anio: int) -> None:
    """The worked year: 15,000 of the remnant to works with 80,000 recognised of 115,000. The payroll, of 108,000, was recognised before the supplement."""
    antes = gastado_con_remanente(anio)
    assert antes == entre("0", "15000")
    escenario.modificar("suplemento", "920.12000", "87000", "5000", organo="pleno")
    assert gastado_con_remanente(anio) == antes
    callando, diciendo = (
        calcular(anio, criterios=Criterios(dicho), hoy=date(2026, 1, 15), comprobando=False)
        for dicho in (None, D(7000))
    )
    (aviso,) = (r.texto for r in callando.reparos if "remanente de otros años" in r.texto)
    assert "entre 0,00 € y 15.000,00 €" in aviso
    assert callando.resultado.ajustado == D(54200)
    assert diciendo.resultado.ajustado == D(46200)
    assert not [r for r in diciendo.reparos if "remanente de otros años" in r.texto]
