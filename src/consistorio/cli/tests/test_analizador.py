"""Options that cannot be are wrong usage, said in Spanish, before anything starts."""

from __future__ import annotations

import pytest

from consistorio.cli.__main__ import ejecutar
from consistorio.cli.procesos import PROCESOS, elegir_puertos
from consistorio.plataforma.base.errores import BaseNoDisponible


@pytest.mark.parametrize(
    "orden", [["servir"], ["demo"], ["certificado", "frente", "--socket", "s"]], ids=lambda o: o[0]
)
@pytest.mark.parametrize("puerto", ["0", "65536", "-1", "mil"])
def test_a_port_that_does_not_exist(orden: list[str], puerto: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as salida:
        ejecutar([*orden, f"--puerto={puerto}"])
    assert salida.value.code == 2
    assert f"«{puerto}» no es un puerto" in capsys.readouterr().err


def test_a_town_does_not_fit_at_the_end_of_the_ports() -> None:
    with pytest.raises(BaseNoDisponible, match="65535"):
        elegir_puertos(PROCESOS, 65535)
