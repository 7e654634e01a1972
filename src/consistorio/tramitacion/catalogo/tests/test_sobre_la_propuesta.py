"""A hearing or a dictamen on the proposal: where a definition may say so, and where the law demands it (LPACAP 81.2, 89.2)."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.catalogo.reglas import leer_definicion
from consistorio.tramitacion.catalogo.tests.test_definiciones import compuesto
from consistorio.tramitacion.formularios.valores import Valor


def con_audiencia(**cambios: Valor) -> tuple[str, ...]:
    """What is wrong with the sanctioning procedure when its hearing says these things."""
    documento = compuesto("sancionador-ordenanza.json")
    tareas = documento["tareas"]
    assert isinstance(tareas, list)
    audiencia = next(t for t in tareas if isinstance(t, dict) and t["codigo"] == "alegaciones")
    assert isinstance(audiencia, dict)
    for clave, valor in cambios.items():
        audiencia[clave] = valor
    return tuple(f"{p.campo}: {p.mensaje}" for p in leer_definicion(documento)[1])


CASOS: dict[str, tuple[dict[str, Valor], tuple[str, ...]]] = {
    "as it ships": ({}, ()),
    "without the proposal": (
        {"datos": {}, "fase": "instruccion", "tras": []},
        (
            "tareas[alegaciones].datos.sobre: en un procedimiento sancionador la audiencia es sobre la propuesta de resolución (LPACAP 89.2).",
            "tareas: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",
        ),
    ),
    "which an area could take away": (
        {"preceptiva": False},
        ("tareas: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",),
    ),
    "on a proposal that does not come before": (
        {"tras": ["revision"]},
        ("tareas[alegaciones].datos.sobre: tiene que esperar a «propuesta», que es lo que lleva.",),
    ),
    "on what proposes nothing": (
        {"datos": {"sobre": "revision"}},
        ("tareas[alegaciones].datos.sobre: «revision» no es una tarea que redacte una propuesta.",),
    ),
    "of a kind that carries nothing": (
        {"tipo": "libre"},
        (
            "tareas[alegaciones].datos.sobre: una tarea de este tipo no lleva lo que escribe otra.",
            "tareas: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",
        ),
    ),
}


@pytest.mark.parametrize(("cambios", "problemas"), CASOS.values(), ids=list(CASOS))
def test_what_a_sanctioning_procedure_says_of_its_hearing(
    cambios: dict[str, Valor], problemas: tuple[str, ...]
) -> None:
    assert con_audiencia(**cambios) == problemas
