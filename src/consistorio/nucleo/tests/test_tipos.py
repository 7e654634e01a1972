"""Value types accept what people write and say what to do with the rest."""

from decimal import Decimal

import pytest

from consistorio.nucleo.errores import DatosIncorrectos
from consistorio.nucleo.identificadores import id_eni_documento, id_eni_expediente, uuid7
from consistorio.nucleo.tipos import Dir3, Importe, Nif


@pytest.mark.parametrize(
    ("escrito", "valor"), [("12.345.678-z", "12345678Z"), (" x1234567l ", "X1234567L"), ("P9999900E", "P9999900E")]
)
def test_nif_is_read_as_people_write_it(escrito: str, valor: str) -> None:
    assert str(Nif.de(escrito)) == valor


@pytest.mark.parametrize("escrito", ["12345678A", "", "1234", "X1234567A", "hola"])
def test_wrong_nif_says_what_to_write(escrito: str) -> None:
    with pytest.raises(DatosIncorrectos, match="con su letra"):
        Nif.de(escrito)


def test_organisations_are_told_from_persons() -> None:
    assert Nif.de("P9999900E").es_organizacion
    assert not Nif.de("12345678Z").es_organizacion


@pytest.mark.parametrize(
    ("escrito", "euros"),
    [("1.240,50", "1240.50"), ("1240.5", "1240.50"), ("3", "3.00"), ("-2,1 €", "-2.10"), ("1.000,00", "1000.00")],
)
def test_amounts_in_spanish_writing(escrito: str, euros: str) -> None:
    assert Importe.de(escrito).euros == Decimal(euros)


@pytest.mark.parametrize(
    "escrito",
    ["", "doce", "1,234", "1e5", "NaN", "12.34,5", "1.23.456,00", "1234.567,00", ".123,00", "1.234.5", "1,2,3"],
)
def test_wrong_amounts_are_refused(escrito: str) -> None:
    with pytest.raises(DatosIncorrectos):
        Importe.de(escrito)


def test_a_dot_that_may_be_of_thousands_or_of_cents_says_so() -> None:
    with pytest.raises(DatosIncorrectos, match=r"«1\.234» no dice si .* escriba 1234 o 1234,00"):
        Importe.de("1.234")


def test_amount_for_people() -> None:
    assert str(Importe.de("1234567,8")) == "1.234.567,80 €"


def test_dir3_has_nine_characters() -> None:
    assert str(Dir3("L01999998")) == "L01999998"
    for malo in ("L0199999", "l01999998", "L01999998X"):
        with pytest.raises(DatosIncorrectos):
            Dir3(malo)


def test_uuid7_is_ordered_and_of_version_7() -> None:
    serie = [uuid7() for _ in range(5000)]
    assert serie == sorted(serie)
    assert len(set(serie)) == 5000
    assert {u.version for u in serie} == {7}


def test_eni_identifiers_have_the_lengths_of_the_norm() -> None:
    assert len(id_eni_documento("L01999998", 2026, uuid7())) == 48
    assert len(id_eni_expediente("L01999998", 2026, uuid7())) == 52
