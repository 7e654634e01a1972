"""What changes from one definition to another, as the second person reads it."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.catalogo.diferencias import diferencias
from consistorio.tramitacion.formularios.valores import Valor

TEXTOS: Valor = {"estima": {"decision": ["Autorizar."]}}


@pytest.mark.parametrize(
    ("antes", "ahora", "dicho"),
    [
        ({}, {"textos": TEXTOS}, "los textos de la decisión y de otros escritos"),
        ({"textos": TEXTOS, "x": 1}, {"textos": {}, "x": 1}, "los textos de la decisión y de otros escritos"),
        ({"textos": TEXTOS, "x": 1}, {"textos": TEXTOS, "x": 2}, "sus datos"),
        ({"textos": TEXTOS}, {"textos": TEXTOS}, ""),
    ],
)
def test_the_texts_of_the_decision_are_told_from_the_rest(
    antes: dict[str, Valor], ahora: dict[str, Valor], dicho: str
) -> None:
    def con(datos: dict[str, Valor]) -> dict[str, Valor]:
        return {"tareas": [{"codigo": "propuesta", "nombre": "Proponer", "datos": datos}]}

    esperado = [f"En la tarea «Proponer» cambia {dicho}."] if dicho else []
    assert [d.texto for d in diferencias(con(antes), con(ahora))] == esperado
