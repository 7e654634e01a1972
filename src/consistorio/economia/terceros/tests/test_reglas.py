"""What an IBAN is, and how a payment is shared out under blocks."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.economia.terceros.reglas import Traba, leer_bic, leer_iban, oculto, repartir
from consistorio.nucleo.errores import DatosIncorrectos

UNO, OTRO = uuid4(), uuid4()
DIA = date(2026, 3, 1)


@pytest.mark.parametrize(
    "escrito", ["ES91 2100 0418 4502 0005 1332", "es9121000418450200051332", "IBAN ES91-2100-0418-4502-0005-1332"]
)
def test_an_iban_is_read_as_people_write_it(escrito: str) -> None:
    assert leer_iban(escrito) == "ES9121000418450200051332"


@pytest.mark.parametrize(
    "malo", ["", "ES91", "ES9121000418450200051333", "ES9221000418450200051332", "XX0012345678", "21000418450200051332"]
)
def test_what_is_no_iban_is_refused(malo: str) -> None:
    with pytest.raises(DatosIncorrectos):
        leer_iban(malo)


def test_an_iban_from_abroad_a_bic_and_what_lists_show() -> None:
    assert leer_iban("DE89 3704 0044 0532 0130 00") == "DE89370400440532013000"
    assert (leer_bic("caixesbbxxx"), leer_bic("")) == ("CAIXESBBXXX", "")
    with pytest.raises(DatosIncorrectos):
        leer_bic("CAIX")
    assert oculto("ES9121000418450200051332") == "ES91 **** 1332"


def _traba(clase: str, a_favor_de: UUID | None, tope: int | None = None, dias: int = 0) -> Traba:
    return Traba(uuid4(), clase, a_favor_de, tope, DIA + timedelta(days=dias))


def test_what_stops_a_payment_and_who_takes_of_it_first() -> None:
    concurso = _traba("concurso", None)
    assert repartir(1000, [_traba("embargo", UNO), concurso]).parado_por == (concurso.id,)
    viejo, nuevo = _traba("embargo", UNO, 600), _traba("embargo", OTRO, 900, dias=5)
    partes = repartir(1000, [nuevo, viejo]).partes
    assert [(p.a_favor_de, p.centimos, p.traba_id) for p in partes] == [(UNO, 600, viejo.id), (OTRO, 400, nuevo.id)]
    tarde, pronto = _traba("cesion", OTRO, dias=9), _traba("cesion", OTRO, dias=-1)
    assert [(p.a_favor_de, p.centimos) for p in repartir(1000, [viejo, tarde]).partes] == [(UNO, 600), (OTRO, 400)]
    assert [(p.a_favor_de, p.centimos) for p in repartir(1000, [viejo, pronto]).partes] == [(OTRO, 1000)]
    assert [(p.a_favor_de, p.centimos) for p in repartir(1000, [viejo]).partes] == [(UNO, 600), (None, 400)]


@given(
    st.integers(1, 10**9),
    st.lists(
        st.tuples(
            st.sampled_from(["embargo", "cesion", "concurso", "compensacion"]), st.none() | st.integers(1, 10**9)
        ),
        max_size=5,
    ),
)
def test_no_cent_is_lost_nor_made(centimos: int, escritas: list[tuple[str, int | None]]) -> None:
    trabas = [_traba(clase, UNO, tope, dias) for dias, (clase, tope) in enumerate(escritas)]
    reparto = repartir(centimos, trabas)
    assert sum(p.centimos for p in reparto.partes) == centimos
    assert all(p.centimos > 0 for p in reparto.partes)
    topes = {t.id: t.tope for t in trabas if t.tope is not None}
    assert all(
        p.centimos <= topes[p.traba_id] for p in reparto.partes if p.traba_id is not None and p.traba_id in topes
    )
