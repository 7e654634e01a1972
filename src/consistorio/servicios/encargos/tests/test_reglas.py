"""What may be done to many things at once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from consistorio.servicios.encargos.reglas import Marcada, problemas_de_expedientes, problemas_de_marcadas

UNIDAD, OTRA, OBRA, TERRAZA = (UUID(int=n) for n in range(1, 5))
REVISION = Marcada(UNIDAD, "revision", (OBRA, "revision"))
LIBRE = Marcada(UNIDAD, "libre", None)
INFORME = Marcada(UNIDAD, "informe", (OBRA, "informe_tecnico"))


@pytest.mark.parametrize(
    ("acto", "marcadas", "faltan", "campos"),
    [
        ("tomar", [REVISION, REVISION], 0, []),
        ("completar", [REVISION], 0, []),
        ("completar", [LIBRE, LIBRE], 0, []),
        ("asignar", [INFORME], 0, []),
        ("completar", [INFORME], 0, ["tareas"]),
        ("tomar", [REVISION, LIBRE], 0, ["tareas"]),
        ("tomar", [REVISION, Marcada(OTRA, "revision", (OBRA, "revision"))], 0, ["tareas"]),
        ("tomar", [REVISION, Marcada(UNIDAD, "revision", (TERRAZA, "revision"))], 0, ["tareas"]),
        ("completar", [REVISION, INFORME], 0, ["tareas", "tareas"]),
        ("tomar", [], 0, ["marcadas"]),
        ("tomar", [REVISION], 2, ["marcadas"]),
        ("tomar", [REVISION] * 201, 0, ["marcadas"]),
        ("seguir", [REVISION], 0, ["acto"]),
        ("", [], 0, ["acto", "marcadas"]),
    ],
)
def test_of_tasks(acto: str, marcadas: list[Marcada], faltan: int, campos: list[str]) -> None:
    assert [p.campo for p in problemas_de_marcadas(acto, marcadas, faltan=faltan)] == campos


def test_which_ones_are_not_like_the_rest_is_said() -> None:
    una, otra = (replace(REVISION, numero=f"2026/{n}", nombre="Revisar") for n in (1, 2))
    informe = replace(INFORME, numero="2026/3", nombre="Informe")
    (distintas,) = problemas_de_marcadas("tomar", [informe, una, otra], faltan=0)
    assert distintas.mensaje.endswith("Son distintas de las demás: «Informe» (2026/3).")
    _distintas, una_a_una = problemas_de_marcadas("completar", [informe, una], faltan=0)
    assert una_a_una.mensaje.endswith("«Informe» (2026/3).")


@pytest.mark.parametrize(
    ("acto", "cuantos", "faltan", "texto", "campos"),
    [
        ("seguir", 3, 0, "", []),
        ("anotar", 3, 0, "Llamar el lunes.", []),
        ("anotar", 3, 0, "  ", ["texto"]),
        ("tomar", 0, 0, "", ["acto", "marcadas"]),
        ("seguir", 200, 1, "", ["marcadas"]),
    ],
)
def test_of_cases(acto: str, cuantos: int, faltan: int, texto: str, campos: list[str]) -> None:
    assert [p.campo for p in problemas_de_expedientes(acto, cuantos, faltan=faltan, texto=texto)] == campos
