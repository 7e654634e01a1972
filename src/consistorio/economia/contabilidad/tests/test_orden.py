"""The command `contabilidad`, as it is written in a terminal."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import connection, transaction

from consistorio.cli import contabilidad as orden
from consistorio.cli.analizador import Analizador
from consistorio.cli.salida import HECHO, MAL_USO, NO
from consistorio.economia.contabilidad.operaciones import cerrar
from consistorio.economia.contabilidad.tests.escenario import asentados, nuevo
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos


def correr(*argumentos: str) -> int:
    """The command with its options, once Django is ready."""
    analizador = Analizador("contabilidad", "Prueba.")
    orden.configurar(analizador)
    args = analizador.parse_args(argumentos)
    return int(args.hacer(args))


def test_the_accounts_from_the_command_line(libro: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr("abrir", "2026", "--json") == HECHO
    assert json.loads(capsys.readouterr().out)["asientos"] == 0
    assert correr("cuenta", "57101", "--nombre", "Banco del Páramo") == HECHO
    assert capsys.readouterr().out == "57101        * Banco del Páramo\n"
    assert correr("cuenta", "411") == NO
    assert correr("reglas", "--confirmar", "R018") == MAL_USO
    assert correr("reglas", "--confirmar", "R018", "--motivo", "Leída") == HECHO
    assert "R018           557 a 419|449" in capsys.readouterr().out
    assert correr("reglas", "--por-revisar", "--json") == HECHO
    assert len(json.loads(capsys.readouterr().out)["reglas"]) == 116
    assert correr("equivalencias", "gasto", "227", "--cuenta", "607", "--nota", "Contratas") == HECHO
    assert capsys.readouterr().out.splitlines()[0] == "227     607          revisada     Contratas"
    asentados(nuevo(("629", "4000", "1.00"), ambito="tesoreria"))
    assert correr("bloquear", "2026", "--presupuesto", "2026-03-31") == HECHO
    assert (
        "Ejercicio 2026: abierto, 1 asientos.\nBloqueado hasta el 31/03/2026: presupuesto." in capsys.readouterr().out
    )
    with pytest.raises(DatosIncorrectos):
        correr("bloquear", "2026", "--presupuesto", "2026-02-28")
    assert correr("bloquear", "2026", "--presupuesto", "2026-02-28", "--reabrir", "Falta una factura") == HECHO
    capsys.readouterr()
    assert correr("verificar") == HECHO
    assert "Todo cuadra." in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        correr("bloquear", "2026", "--presupuesto", "marzo")


@pytest.mark.duenio
def test_what_does_not_hold_is_a_no(libro: None, capsys: pytest.CaptureFixture[str]) -> None:
    asentados(nuevo(("629", "4000", "1.00")))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE contabilidad_apunte DISABLE TRIGGER ALL")
        cursor.execute("UPDATE contabilidad_apunte SET importe = 2")
    assert correr("verificar", "--ejercicio", "2026", "--json") == NO
    dicho = json.loads(capsys.readouterr().out)
    assert (dicho["bien"], [h["anio"] for h in dicho["hallazgos"]]) == (False, [2026])
    assert correr("verificar") == NO
    assert (
        "Cada asiento tiene los apuntes con que se anotó: los apuntes del asiento 1 no son" in capsys.readouterr().out
    )


def test_a_year_is_closed_once_its_budget_is_at_zero_and_is_not_opened_again(libro: None) -> None:
    de_diciembre = date(2025, 12, 31)
    asentados(nuevo(("0030", "004", "5.00"), fecha=de_diciembre))
    with pytest.raises(Conflicto, match="saldo en 0030, 004"), transaction.atomic():
        cerrar(2025)
    asentados(nuevo(("0030", "004", "-5.00"), fecha=de_diciembre))
    with transaction.atomic():
        cerrar(2025)
    with pytest.raises(Conflicto, match="2025 está cerrado"):
        asentados(nuevo(("629", "4000", "1.00"), fecha=de_diciembre))
    with pytest.raises(Conflicto, match="2025 está cerrado"), transaction.atomic():
        cerrar(2025)
    with pytest.raises(Conflicto, match="ya se cerró"):
        correr("abrir", "2025")
