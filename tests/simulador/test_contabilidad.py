"""A small share of the random accounts (`pruebas/contabilidad`): a process killed with -9 in the middle, and that its judge sees what is spoilt on purpose."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Protocol

import pytest
from pruebas.contabilidad.__main__ import lanzar
from pruebas.contabilidad.control import GESTOR
from pruebas.contabilidad.fundacion import fundar
from pruebas.contabilidad.juez import faltas
from pruebas.contabilidad.sorteo import ordenes

pytestmark = pytest.mark.lento
SEMILLA, CUANTAS = 5593, 64  # one of few so short with every control, a transfer and a generation
MODOS = {"contabilizar", "exento", "orden", "compensado", "resultado"}


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
    controles = oraculo.controles.filas
    assert {uno.intervencion or uno.gasto for uno in controles.values()} == MODOS
    oraculo.debe["571"] += 1
    oraculo.creditos["920.22000"] += 1
    oraculo.contadores["920.22000"]["obligado"] += 1
    oraculo.aceptadas.append(CUANTAS + 1)
    de_mas, otra = sorted(controles)[:2]
    del controles[de_mas]
    controles[otra] = replace(controles[otra], quien=GESTOR)
    dichas = [falta.split(":")[0] for falta in faltas(oraculo)]
    de_controles = sorted(f"control of orden {numero}" for numero in (de_mas, otra))
    assert dichas == [
        "commands",
        "account 571",
        "920.22000 credit",
        "920.22000 obligado",
        "available of the bolsas",
        *de_controles,
    ]
