"""Canonical JSON has one written form for a value and none for what is ambiguous."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistorio.nucleo.canonico import canonico

valores = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda v: st.lists(v) | st.dictionaries(st.text(), v)
)


@given(valores)
def test_reads_back_as_the_same_value(valor: object) -> None:
    assert json.loads(canonico(valor)) == valor


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_order_of_keys_does_not_matter(valor: dict[str, int]) -> None:
    assert canonico(valor) == canonico(dict(reversed(valor.items())))


def test_same_instant_in_any_zone_is_written_once() -> None:
    utc = datetime(2026, 11, 23, 22, 58, tzinfo=UTC)
    madrid = utc.astimezone(timezone(timedelta(hours=1)))
    assert canonico(utc) == canonico(madrid) == b'"2026-11-23T22:58:00.000000Z"'


def test_domain_types_as_text() -> None:
    assert canonico({"f": date(2026, 1, 2), "i": Decimal("10.50"), "u": UUID(int=1)}) == (
        b'{"f":"2026-01-02","i":"10.50","u":"00000000-0000-0000-0000-000000000001"}'
    )


@pytest.mark.parametrize("valor", [1.5, datetime(2026, 1, 1), object(), {1: "a"}])  # noqa: DTZ001 - naive on purpose
def test_ambiguous_values_are_refused(valor: object) -> None:
    with pytest.raises(TypeError):
        canonico(valor)
