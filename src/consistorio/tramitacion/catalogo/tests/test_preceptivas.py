"""What the law orders stays while its area writes a procedure again."""

from __future__ import annotations

import pytest

from consistorio.tramitacion.catalogo.preceptivas import perdidas
from consistorio.tramitacion.formularios.valores import Valor

OIR: dict[str, Valor] = {
    "codigo": "oir",
    "tipo": "audiencia",
    "nombre": "Dar audiencia",
    "preceptiva": True,
    "norma": "LPACAP art. 89.2",
}
OTRA: dict[str, Valor] = {
    "codigo": "otra",
    "tipo": "audiencia",
    "nombre": "Oír",
    "preceptiva": True,
    "norma": "LPACAP art. 82",
}
SANCIONA: dict[str, Valor] = {"sancionador": True, "tareas": [OIR]}


@pytest.mark.parametrize(
    ("nueva", "campos"),
    [
        (SANCIONA, []),
        ({"sancionador": True, "tareas": [OTRA]}, []),
        ({"sancionador": True, "tareas": [{**OIR, "preceptiva": False}]}, ["tareas"]),
        ({"sancionador": True, "tareas": [{**OIR, "tipo": "informe"}]}, ["tareas"]),
        ({"tareas": []}, ["sancionador", "tareas"]),
        ({"tareas": [], "tamano": "simplificado"}, []),  # each size against its own
    ],
)
def test_what_a_published_procedure_demands_is_not_taken_away_by_its_area(
    nueva: dict[str, Valor], campos: list[str]
) -> None:
    problemas = perdidas(SANCIONA, nueva)
    assert [problema.campo for problema in problemas] == campos
    assert all("Pídalo a la Secretaría" in problema.mensaje for problema in problemas)
