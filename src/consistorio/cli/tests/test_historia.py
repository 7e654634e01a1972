"""What `actualizar` says of a database whose migrations are not those of this code."""

import pytest

from consistorio.cli.actualizar import exigir_la_misma_historia
from consistorio.plataforma.base.errores import BaseNoDisponible

CONOCIDOS = {("motor", "0001_initial"), ("archivo", "0001_initial"), ("cola", "0001_inicial")}


@pytest.mark.parametrize(
    "aplicados",
    [set(), {("motor", "0001_initial")}, CONOCIDOS | {("de_nadie", "0007_de_una_app_que_ya_no_esta")}],
    ids=["empty", "half way", "of an app that left"],
)
def test_what_this_code_can_go_on_with(aplicados: set[tuple[str, str]]) -> None:
    exigir_la_misma_historia(aplicados, CONOCIDOS)


def test_a_database_of_another_version_is_refused() -> None:
    with pytest.raises(BaseNoDisponible, match=r"motor\.0002_lo_que_venga"):
        exigir_la_misma_historia(CONOCIDOS | {("motor", "0002_lo_que_venga")}, CONOCIDOS)
