"""A hearing or a dictamen on the proposal: where a definition may say so, and where the law demands it (LPACAP 81.2, 89.2, 106.1, 107.2)."""

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


SANCIONA: dict[str, Valor] = {"campo": "sentido_propuesta", "operador": "en", "valor": ["estima", "estima_parcial"]}
DEJA_FUERA = "tareas[alegaciones].condicion: su condición deja fuera alguna propuesta que sanciona, y la audiencia es preceptiva (LPACAP 89.2)."
A_CIEGAS = "mira «El sentido de la propuesta», que aún no se sabe cuando empieza: tiene que esperar a «propuesta»."
CASOS: dict[str, tuple[dict[str, Valor], tuple[str, ...]]] = {
    "as it ships": ({}, ()),
    "without the proposal": (
        {"datos": {}, "fase": "instruccion", "tras": []},
        (
            f"tareas[alegaciones].condicion: {A_CIEGAS}",
            "tareas[alegaciones].datos.sobre: en un procedimiento sancionador la audiencia es sobre la propuesta de resolución (LPACAP 89.2).",
            "sancionador: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",
        ),
    ),
    "which an area could take away": (
        {"preceptiva": False},
        ("sancionador: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",),
    ),
    "on a proposal that does not come before": (
        {"tras": ["revision"]},
        (
            "tareas[alegaciones].tras: tiene que esperar a «propuesta», que es lo que lleva.",
            f"tareas[alegaciones].condicion: {A_CIEGAS}",
        ),
    ),
    "on what proposes nothing": (
        {"datos": {"sobre": "revision"}},
        ("tareas[alegaciones].datos.sobre: «revision» no es una tarea que redacte una propuesta.",),
    ),
    "which leaves out a sanction": (
        {"condicion": {"campo": "sentido_propuesta", "operador": "igual", "valor": "deniega"}},
        (DEJA_FUERA,),
    ),
    "which leaves out a sanction in part": (
        {"condicion": {"campo": "sentido_propuesta", "operador": "igual", "valor": "estima"}},
        (DEJA_FUERA,),
    ),
    "which hangs from something else": (
        {"condicion": {"y": [SANCIONA, {"campo": "gravedad", "operador": "distinto", "valor": "leve"}]}},
        (DEJA_FUERA,),
    ),
    "in every sanction and in something else": (
        {"condicion": {"o": [SANCIONA, {"campo": "gravedad", "operador": "igual", "valor": "leve"}]}},
        (),
    ),
    "in all but what is denied": (
        {"condicion": {"no": {"campo": "sentido_propuesta", "operador": "igual", "valor": "deniega"}}},
        (),
    ),
    "always": ({"condicion": None}, ()),
    "of a kind that carries nothing": (
        {"tipo": "libre"},
        (
            "tareas[alegaciones].datos.sobre: una tarea de este tipo no lleva lo que escribe otra.",
            "sancionador: falta la audiencia sobre la propuesta de resolución, que es preceptiva (LPACAP 89.2).",
        ),
    ),
}


@pytest.mark.parametrize(("cambios", "problemas"), CASOS.values(), ids=list(CASOS))
def test_what_a_sanctioning_procedure_says_of_its_hearing(
    cambios: dict[str, Valor], problemas: tuple[str, ...]
) -> None:
    assert con_audiencia(**cambios) == problemas


SIN_AUDIENCIA = "falta la audiencia a las personas interesadas, preceptiva y sin condición (LPACAP 82 y 107.2)."
SIN_DICTAMEN = "falta el dictamen sobre la propuesta, preceptivo y vinculante, que exige la nulidad (LPACAP 106.1)."
SI_HAY_VARIOS: dict[str, Valor] = {"campo": "interesados", "operador": "mayor", "valor": 1}
NULIDAD, LESIVIDAD = "revision-oficio.json", "declaracion-lesividad.json"


@pytest.mark.parametrize(
    ("fichero", "codigo", "cambios", "falta"),
    [
        (NULIDAD, "audiencia", {}, []),
        (NULIDAD, "audiencia", None, [SIN_AUDIENCIA]),
        (NULIDAD, "audiencia", {"preceptiva": False}, [SIN_AUDIENCIA]),
        (NULIDAD, "audiencia", {"condicion": SI_HAY_VARIOS}, [SIN_AUDIENCIA]),
        (NULIDAD, "audiencia", {"condicion": SANCIONA}, [A_CIEGAS, SIN_AUDIENCIA]),  # nothing is proposed yet
        (NULIDAD, "dictamen", None, [SIN_DICTAMEN]),
        (NULIDAD, "dictamen", {"preceptiva": False}, [SIN_DICTAMEN]),
        (NULIDAD, "dictamen", {"datos": {"sobre": "propuesta"}}, [SIN_DICTAMEN]),
        (NULIDAD, "dictamen", {"datos": {"vinculante": True}}, [SIN_DICTAMEN]),
        (NULIDAD, "dictamen", {"condicion": SI_HAY_VARIOS}, [SIN_DICTAMEN]),
        (NULIDAD, "dictamen", {"condicion": SANCIONA}, []),
        (LESIVIDAD, "audiencia", {}, []),
        (LESIVIDAD, "audiencia", None, [SIN_AUDIENCIA]),
    ],
)
def test_what_a_review_of_office_may_not_do_without(
    fichero: str, codigo: str, cambios: dict[str, Valor] | None, falta: list[str]
) -> None:
    documento = compuesto(fichero)
    tareas = documento["tareas"]
    assert isinstance(tareas, list)
    suyas = [tarea for tarea in tareas if isinstance(tarea, dict)]
    documento["tareas"] = [
        {**tarea, **(cambios or {})} if tarea["codigo"] == codigo else tarea
        for tarea in suyas
        if cambios is not None or tarea["codigo"] != codigo
    ]
    assert [p.mensaje for p in leer_definicion(documento)[1]] == falta
