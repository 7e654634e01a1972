"""Search as people type."""

from __future__ import annotations

import pytest

from consistorio.canales.sede.busqueda import Buscable, buscar

DONDE = [
    Buscable(
        "obra",
        "Licencia de obra menor",
        ["reforma", "baño", "andamio"],
        "Pida permiso para una obra pequeña en su casa",
    ),
    Buscable("terraza", "Ocupación de vía pública con terraza", ["mesas", "sillas", "bar"], "Ponga mesas en la calle"),
    Buscable("general", "Instancia general", ["escrito", "solicitud"], "Pida algo que no tenga trámite propio"),
]


@pytest.mark.parametrize(
    ("frase", "primero"),
    [
        ("obra", "obra"),
        ("quiero hacer obras en mi casa", "obra"),
        ("baño", "obra"),
        ("bano", "obra"),
        ("TERRAZA", "terraza"),
        ("terasa", "terraza"),
        ("lisencia de obra", "obra"),
        ("vía publica", "terraza"),
        ("reforma del baño", "obra"),
        ("escrito", "general"),
        ("vado", None),
        ("", None),
        ("  ¿? ", None),
    ],
)
def test_people_find_what_they_mean(frase: str, primero: str | None) -> None:
    assert next(iter(buscar(frase, DONDE)), None) == primero


def test_where_nothing_has_every_word_what_has_most_of_them_is_found() -> None:
    assert buscar("mesas y sillas de una comunidad", DONDE) == ["terraza"]
    assert buscar("escrito sobre el baño", DONDE) == ["general", "obra"]
    assert buscar("garaje comunidad", DONDE) == []


def test_the_name_weighs_more_than_the_text() -> None:
    donde = [Buscable("b", "Otra cosa", [], "obra"), Buscable("a", "Obra", [], "")]
    assert buscar("obra", donde) == ["a", "b"]
