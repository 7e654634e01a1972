"""Pairing, negatives and fingerprints, without a database."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.economia.contabilidad.reglas import cumple, emparejar, huella_de, negativo
from consistorio.economia.contabilidad.tipos import CERO, Partida

EUROS = st.integers(0, 10_000).map(lambda n: Decimal(n) / 100)
LADO = st.dictionaries(st.integers(100, 999).map(str), EUROS, max_size=8)


@given(debe=LADO, haber=LADO)
def test_what_is_paired_adds_up_to_each_side_in_the_fewest_rows_and_always_the_same(
    debe: dict[str, Decimal], haber: dict[str, Decimal]
) -> None:
    falta = sum(debe.values(), CERO) - sum(haber.values(), CERO)
    menor = haber if falta > 0 else debe
    menor["1000"] = abs(falta)
    partidas = emparejar(debe, haber, regla="Z001")
    for cuenta, importe in debe.items():
        assert sum((p.importe for p in partidas if p.debe == cuenta), CERO) == importe
    for cuenta, importe in haber.items():
        assert sum((p.importe for p in partidas if p.haber == cuenta), CERO) == importe
    assert all(p.importe > 0 and p.regla == "Z001" for p in partidas)
    assert len(partidas) <= max(0, sum(map(bool, debe.values())) + sum(map(bool, haber.values())) - 1)
    assert partidas == emparejar(dict(reversed(debe.items())), dict(reversed(haber.items())), regla="Z001")


def test_sides_that_do_not_add_up_to_the_same_are_not_paired() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        emparejar({"571": Decimal(1)}, {"100": Decimal(2)})
    with pytest.raises(ValueError, match="not negative"):
        emparejar({"571": Decimal(-1)}, {"100": Decimal(-1)})


def test_the_negative_is_the_same_pair_and_its_own_negative_is_the_first() -> None:
    partidas = (Partida("629", "4000", Decimal("12.10"), "R008"), Partida("4000", "571", Decimal("-3.00")))
    assert negativo(partidas) == (
        Partida("629", "4000", Decimal("-12.10"), "R008"),
        Partida("4000", "571", Decimal("3.00")),
    )
    assert negativo(negativo(partidas)) == partidas


def test_the_fingerprint_is_of_every_row_in_its_place() -> None:
    una, otra = Partida("629", "4000", Decimal("12.1"), "R008"), Partida("4000", "571", Decimal("3"))
    assert huella_de([una, otra]) == huella_de((Partida("629", "4000", Decimal("12.10"), "R008"), otra))
    distintas = {
        huella_de(filas)
        for filas in (
            [una, otra],
            [otra, una],
            [una],
            [una, Partida("4000", "571", Decimal("3"), "R014")],
            [una, Partida("4000", "571", Decimal("-3"))],
            [una, Partida("4000", "570", Decimal("3"))],
        )
    }
    assert len(distintas) == 6


@pytest.mark.parametrize(
    ("patron", "cuenta", "vale"),
    [
        ("6xx", "629", True),
        ("6xx", "6811", True),
        ("6xx", "62", False),
        ("6xx", "729", False),
        ("400x", "4000", True),
        ("400x", "400", False),
        ("571", "571", True),
        ("571", "57101", True),
        ("571", "570", False),
        ("4330x|4332x", "43321", True),
        ("4330x|4332x", "4339", False),
        ("xxx", "130", True),
        ("571", "571a", False),
    ],
)
def test_a_pattern_names_its_accounts_and_their_splits(patron: str, cuenta: str, vale: bool) -> None:
    assert cumple(patron, cuenta) is vale
