"""The script for third parties, over the proof that a story leaves and over seeded changes of it."""

from __future__ import annotations

import ast
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from .entrega import RAIZ, Entrega, correr

pytestmark = pytest.mark.lento
GUION = RAIZ / "docs/verificacion/comprobar_inclusion.py"
FICHEROS = ("prueba_inclusion.json", "cabecera.json", "hecho.json")
SEMILLA, CUANTAS = 20261128, 400


@pytest.fixture
def ficheros(entrega: Entrega, tmp_path: Path) -> list[Path]:
    """Proof, head and fact in a folder of this test."""
    for nombre in FICHEROS[:2]:
        (tmp_path / nombre).write_bytes(entrega.leer(nombre))
    prueba = json.loads(entrega.leer(FICHEROS[0]))
    (tmp_path / FICHEROS[2]).write_bytes(entrega.lineas[prueba["indice"]] + b"\n")
    return [tmp_path / nombre for nombre in FICHEROS]


def test_es_corto_y_no_usa_nada_nuestro() -> None:
    texto = GUION.read_text("utf-8")
    assert len(texto.splitlines()) < 100
    importados = {a.name for n in ast.walk(ast.parse(texto)) if isinstance(n, ast.Import) for a in n.names}
    assert importados <= sys.stdlib_module_names
    assert not any(isinstance(n, ast.ImportFrom) for n in ast.walk(ast.parse(texto)))


def test_da_por_buena_la_prueba_y_rechaza_otra_actuacion(ficheros: list[Path], entrega: Entrega) -> None:
    assert correr(sys.executable, "-I", GUION, *ficheros) == (0, "Está bajo la cabecera.\n")
    assert correr(sys.executable, "-I", GUION, *ficheros[:2])[0] == 0
    otra = json.loads(entrega.leer(FICHEROS[0]))["indice"] - 1
    ficheros[2].write_bytes(entrega.lineas[otra])
    codigo, dicho = correr(sys.executable, "-I", GUION, *ficheros)
    assert (codigo, "no es la de la prueba" in dicho) == (1, True), dicho
    for ilegible in ("{}", "[" * 200_000):
        ficheros[0].write_text(ilegible)
        assert correr(sys.executable, "-I", GUION, *ficheros)[0] == 2
    assert correr(sys.executable, "-I", GUION)[0] == 2


def _comprobar() -> Callable[..., list[str]]:
    receta = importlib.util.spec_from_file_location("comprobar_inclusion", GUION)
    assert receta is not None
    assert receta.loader is not None
    modulo = importlib.util.module_from_spec(receta)
    receta.loader.exec_module(modulo)
    comprobar: Callable[..., list[str]] = modulo.comprobar
    return comprobar


def test_ningun_cambio_de_un_byte_pasa_por_bueno(ficheros: list[Path]) -> None:
    comprobar, azar = _comprobar(), Random(SEMILLA)
    assert comprobar(*ficheros) == []
    buenos = [fichero.read_bytes() for fichero in ficheros]
    for numero in range(CUANTAS):
        cual = azar.randrange(len(ficheros))
        datos = bytearray(buenos[cual])
        donde = azar.randrange(len(datos))
        if azar.random() < 0.8:
            datos[donde] ^= 1 << azar.randrange(8)
        else:
            del datos[donde]
        ficheros[cual].write_bytes(datos)
        try:
            faltas = comprobar(*ficheros)
        except ValueError:
            faltas = ["ilegible"]
        ficheros[cual].write_bytes(buenos[cual])
        # The seal and the hour of a head are openssl's to judge; the hash at the end of a line of the log is not part of the fact
        if cual < 2 and _dicen_lo_mismo(datos, buenos[cual], ("raiz", "tamano") if cual else None):
            continue
        if cual == 2 and donde >= len(buenos[2]) - 76:
            continue
        assert faltas, f"seed {SEMILLA}, change {numero}: {FICHEROS[cual]}, byte {donde}"


def _dicen_lo_mismo(uno: bytes, otro: bytes, campos: tuple[str, ...] | None) -> bool:
    """Whether two objects say the same in those fields, or in all of them: spaces between them are nothing."""
    try:
        leidos = [json.loads(datos) for datos in (uno, otro)]
    except ValueError:
        return False
    if campos is None or set(leidos[0]) != set(leidos[1]):
        return bool(leidos[0] == leidos[1])
    return all(leidos[0][c] == leidos[1][c] for c in campos)
