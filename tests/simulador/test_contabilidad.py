"""A small share of the random accounts (`pruebas/contabilidad`): a process killed with -9 in the middle, and that its judge sees what is spoilt on purpose."""

from __future__ import annotations

from collections import deque
from typing import Protocol

import pytest
from pruebas.contabilidad.__main__ import lanzar
from pruebas.contabilidad.fundacion import fundar
from pruebas.contabilidad.juez import faltas
from pruebas.contabilidad.sorteo import ordenes

pytestmark = pytest.mark.lento
SEMILLA, CUANTAS = 7, 70


class BasePropia(Protocol):
    """A database of one's own; `entorno`: for processes that work on it."""

    entorno: dict[str, str]


def test_random_commands_with_the_process_killed_give_what_the_oracle_says(base_propia: BasePropia) -> None:
    fundar()
    obrero = lanzar(SEMILLA, CUANTAS, base_propia.entorno)
    assert obrero.stdout is not None
    primera = obrero.stdout.readline()
    obrero.kill()
    obrero.communicate()
    assert primera.strip().isdigit(), primera
    obrero = lanzar(SEMILLA, CUANTAS, base_propia.entorno)
    salida, _errores = obrero.communicate()
    assert obrero.returncode == 0, salida
    (_orden, _acepta, oraculo), *_resto = deque(ordenes(SEMILLA, CUANTAS), maxlen=1)
    assert list(faltas(oraculo)) == []
    assert 0 < len(oraculo.aceptadas) < CUANTAS, "some had to be refused"
    oraculo.debe["571"] += 1
    oraculo.contadores["920.22000"]["obligado"] += 1
    oraculo.aceptadas.append(CUANTAS + 1)
    assert [falta.split(":")[0] for falta in faltas(oraculo)] == ["commands", "account 571", "920.22000 obligado"]
