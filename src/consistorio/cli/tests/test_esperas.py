"""A story that waits in vain could not be played (3); one whose page says no has failed (1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from consistorio.cli.recorrido import codigo_de
from consistorio.cli.recorrido.escenario import Pueblo
from consistorio.cli.recorrido.navegador import EsperaAgotada, PasoFallido
from consistorio.cli.recorrido.personas import esperar
from consistorio.cli.recorrido.relato import Relato


@pytest.mark.django_db
def test_what_was_waited_for_in_vain_is_told_apart_from_a_no(tmp_path: Path) -> None:
    relato = Relato(Pueblo(tmp_path, {}))
    with (
        pytest.raises(EsperaAgotada, match="«firmar»: waited 0 s for: the seal") as agotada,
        relato.paso("firmar", dia=0, hora="10:00"),
    ):
        esperar("the seal", lambda: None, segundos=0)
    with pytest.raises(PasoFallido, match="«firmar»: 403") as fallido, relato.paso("firmar", dia=0, hora="10:00"):
        raise PasoFallido("403")
    assert (codigo_de(agotada.value), codigo_de(fallido.value)) == (3, 1)
