"""A table with its figures as figures, handed over as CSV or as a workbook that adds them up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.canales.interfaz.descargas import descarga_csv
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado
from consistorio.nucleo.hojas import Cifra, TablaDeTexto

Celda = str | int | Decimal | date | None
FORMATOS = {"csv": gettext_noop("CSV"), "xlsx": gettext_noop("Excel")}
DE_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGO_NOMBRE = 31  # of a sheet, and none of these: [ ] : * ? / \
_EUROS, _DIA = "#,##0.00", "dd/mm/yyyy"


@dato
class Tabla:
    """Headings and rows of the same length. Decimals are euros."""

    nombre: str
    cabeceras: Sequence[str]
    filas: Sequence[Sequence[Celda]]


def descarga_de_tabla(tabla: Tabla, formato: str, fichero: str) -> HttpResponse:
    """The table as a file to be kept. `formato`: one of `FORMATOS`; `fichero`: its name without the ending. Raises NoEncontrado."""
    if formato == "csv":
        filas = [[en_texto(celda) for celda in fila] for fila in tabla.filas]
        return descarga_csv(TablaDeTexto(tabla.cabeceras, filas), f"{fichero}.csv")
    if formato != "xlsx":
        raise NoEncontrado(_("Ese formato no existe."), que_hacer=_("Descárguela desde su página, en CSV o en Excel."))
    respuesta = HttpResponse(en_xlsx(tabla), content_type=DE_EXCEL)
    respuesta["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{fichero}.xlsx', safe='')}"
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def en_texto(celda: Celda) -> str:
    """As a spreadsheet in Spanish reads it: decimal comma and no thousands."""
    if celda is None:
        return ""
    if isinstance(celda, Decimal):
        return Cifra(f"{celda:.2f}".replace(".", ","))
    if isinstance(celda, int):
        return Cifra(celda)
    return celda.strftime("%d/%m/%Y") if isinstance(celda, date) else celda


def en_xlsx(tabla: Tabla) -> bytes:
    """A workbook of one sheet, whose headings stay in sight. What is text is never a formula."""
    from openpyxl import Workbook  # not when the process starts: few requests need it
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    libro = Workbook(write_only=True)
    hoja = libro.create_sheet("".join(c for c in tabla.nombre if c not in "[]:*?/\\")[:LARGO_NOMBRE])
    hoja.freeze_panes = "A2"

    def celda(valor: Celda, *, titulo: bool = False) -> WriteOnlyCell:
        una = WriteOnlyCell(hoja, value=valor)
        if isinstance(valor, str):
            una.data_type = "s"
        elif isinstance(valor, Decimal):
            una.number_format = _EUROS
        elif isinstance(valor, date):
            una.number_format = _DIA
        if titulo:
            una.font = Font(bold=True)
        return una

    hoja.append([celda(texto, titulo=True) for texto in tabla.cabeceras])
    for fila in tabla.filas:
        hoja.append([celda(valor) for valor in fila])
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()
