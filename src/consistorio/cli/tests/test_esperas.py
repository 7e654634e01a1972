"""A story that waits in vain could not be played (3); one whose page says no has failed (1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from consistorio.cli.recorrido import codigo_de
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.navegador import EsperaAgotada, PasoFallido
from consistorio.cli.recorrido.personas import Empleado, esperar
from consistorio.cli.recorrido.relato import Relato

SECRETO = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.django_db
def test_what_was_waited_for_in_vain_is_told_apart_from_a_no(tmp_path: Path) -> None:
    relato = Relato(Pueblo(tmp_path, {}))
    with (
        pytest.raises(EsperaAgotada, match="«firmar»: waited 0 s for: the seal") as agotada,
        relato.paso("firmar", dia=0, hora="10:00", cualquier_dia=True),
    ):
        esperar("the seal", lambda: None, segundos=0)
    with (
        pytest.raises(PasoFallido, match="«firmar»: 403") as fallido,
        relato.paso("firmar", dia=0, hora="10:00", cualquier_dia=True),
    ):
        raise PasoFallido("403")
    assert (codigo_de(agotada.value), codigo_de(fallido.value)) == (3, 1)


def test_a_code_serves_once_whoever_holds_the_device(tmp_path: Path) -> None:
    """A story that goes on where the sowing left a town logs the same people in again, perhaps within half a minute."""
    pueblo = Pueblo(
        tmp_path, {"CONSISTORIO_SEDE_URL": "http://localhost"}, {"datos": [f"  nuria  Puesto, clave {SECRETO}"]}
    )
    codigos = [Empleado(pueblo, "nuria").codigo(), Empleado(pueblo, "nuria").codigo()]
    assert len(set(codigos)) == 2
