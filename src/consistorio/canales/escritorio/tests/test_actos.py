"""The desk knows how to do everything that the task kinds offer."""

import re
from pathlib import Path

import consistorio
from consistorio.canales.escritorio.actos import registrados

RAIZ = Path(next(iter(consistorio.__path__)))


def test_every_action_that_a_task_kind_offers_has_an_act() -> None:
    ofrecidas = {
        codigo
        for fichero in RAIZ.glob("**/tipos_tarea.py")
        for codigo in re.findall(r'AccionPosible\(\s*"(\w+)"', fichero.read_text("utf-8"))
    }
    assert len(ofrecidas) > 10
    assert sorted(ofrecidas - registrados()) == []
