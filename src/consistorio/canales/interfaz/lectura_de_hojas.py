"""Reading a sheet that somebody brings, `.xlsx` or `.csv`, without trusting it (ADR 028)."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.flujos import leer_hasta

MAXIMO_OCTETOS = 5 * 1024 * 1024
MAXIMO_DESPLEGADO = 20 * 1024 * 1024
MAXIMO_PIEZAS = 64
MAXIMO_COLUMNAS = 20
_ES_ZIP = b"PK\x03\x04"
_SEPARADORES = ";,\t"


def leer_hoja(flujo: BinaryIO, *, maximo_filas: int) -> list[list[str]]:
    """The cells of the first sheet as text, row by row, without the empty rows and columns at the end; what is over `maximo_filas` is refused.

    Raises DatosIncorrectos (field `fichero`), saying what to do.
    """
    datos = leer_hasta(flujo, MAXIMO_OCTETOS)
    if datos is None:
        raise _rechazo(_("El fichero pasa de 5 MB. Deje en él solo la hoja que hace falta."))
    filas = _de_xlsx(datos, maximo_filas) if datos.startswith(_ES_ZIP) else _de_csv(datos, maximo_filas)
    while filas and not any(filas[-1]):
        filas.pop()
    if len(filas) > maximo_filas:
        raise _rechazo(
            _("La hoja tiene más de %(n)d filas. Pártala en varias y envíelas una a una.") % {"n": maximo_filas}
        )
    if not filas:
        raise _rechazo(_("La hoja está vacía."))
    ancho = max(lugar for fila in filas for lugar, celda in enumerate(fila, start=1) if celda)
    return [[*fila[:ancho], *[""] * (ancho - len(fila))] for fila in filas]


def _de_xlsx(datos: bytes, maximo_filas: int) -> list[list[str]]:
    from openpyxl import load_workbook  # not when the process starts: few requests need it

    ilegible = _("No hemos podido leer el fichero. Guárdelo otra vez como libro de Excel (.xlsx) o como CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(datos)) as comprimido:
            piezas = comprimido.infolist()
            if len(piezas) > MAXIMO_PIEZAS or sum(pieza.file_size for pieza in piezas) > MAXIMO_DESPLEGADO:
                raise _rechazo(_("El libro es demasiado grande. Deje en él solo la hoja que hace falta."))
            if not any(pieza.filename.startswith("xl/") for pieza in piezas):
                raise _rechazo(ilegible)
        libro = load_workbook(io.BytesIO(datos), read_only=True, data_only=True, keep_links=False)
        hoja = libro.worksheets[0]
        hoja.reset_dimensions()  # what the file says of its size may be anything
        filas = hoja.iter_rows(max_row=maximo_filas + 1, max_col=MAXIMO_COLUMNAS, values_only=True)
        return [[_texto(celda) for celda in fila] for fila in filas]
    except DatosIncorrectos:
        raise
    except Exception as error:  # whatever the library meets in a file that is not what it says
        raise _rechazo(ilegible) from error


def _texto(celda: object) -> str:
    """A number as it was typed: a DNI that the sheet took for one has no decimals."""
    if celda is None:
        return ""
    if isinstance(celda, float) and celda.is_integer():
        return str(int(celda))
    return _limpio(str(celda))


def _de_csv(datos: bytes, maximo_filas: int) -> list[list[str]]:
    try:
        texto = datos.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = datos.decode("cp1252", "replace")
    if "\0" in texto:
        raise _rechazo(_("El fichero no es una hoja de cálculo. Envíe un libro de Excel (.xlsx) o un CSV."))
    primera = texto.partition("\n")[0]
    separador = max(_SEPARADORES, key=primera.count)
    try:
        return _primeras(csv.reader(io.StringIO(texto, newline=""), delimiter=separador), maximo_filas)
    except csv.Error as error:
        raise _rechazo(_("No hemos podido leer el CSV. Compruebe que cada fila está completa.")) from error


def _primeras(filas: Iterable[Sequence[str]], maximo_filas: int) -> list[list[str]]:
    leidas: list[list[str]] = []
    for fila in filas:
        leidas.append([_limpio(celda) for celda in fila[:MAXIMO_COLUMNAS]])
        if len(leidas) > maximo_filas and any(leidas[-1]):
            break
    return leidas


def _limpio(celda: str) -> str:
    return " ".join(celda.replace("\u00a0", " ").split())[:300]


def _rechazo(mensaje: str) -> DatosIncorrectos:
    return DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
