"""A table as a file: figures stay figures, days stay days, and no text is ever computed."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from consistorio.canales.interfaz.tablas import Tabla, descarga_de_tabla
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.hojas import MARCA

TABLA = Tabla(
    "Gastos: [2026]/1",
    ("Código", "Importe", "Día", "Nada", "Cuántas"),
    [("920.22000", Decimal("-1240.5"), date(2026, 11, 3), None, 7), ("=1+1", Decimal(0), date(2026, 1, 1), None, 0)],
)


def test_a_workbook_keeps_what_each_cell_is() -> None:
    respuesta = descarga_de_tabla(TABLA, "xlsx", "gastos-2026")
    assert "gastos-2026.xlsx" in respuesta["Content-Disposition"]
    hoja = load_workbook(io.BytesIO(respuesta.content)).worksheets[0]
    assert hoja.title == "Gastos 20261"
    assert hoja.freeze_panes == "A2"
    _titulos, una, otra = hoja.iter_rows()
    assert [celda.value for celda in una] == ["920.22000", -1240.5, datetime(2026, 11, 3), None, 7]  # noqa: DTZ001
    assert una[1].number_format == "#,##0.00"
    assert (otra[0].value, otra[0].data_type) == ("=1+1", "s")


def test_a_csv_is_read_by_a_spreadsheet_in_spanish() -> None:
    lineas = descarga_de_tabla(TABLA, "csv", "gastos").content.decode().removeprefix(MARCA).split("\r\n")
    assert lineas[:3] == [
        "Código;Importe;Día;Nada;Cuántas",
        "920.22000;-1240,50;03/11/2026;;7",
        "'=1+1;0,00;01/01/2026;;0",
    ]
    with pytest.raises(NoEncontrado):
        descarga_de_tabla(TABLA, "pdf", "gastos")
