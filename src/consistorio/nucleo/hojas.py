"""Tables as a file that a spreadsheet opens: UTF-8 with its mark, semicolons, and no cell that it would run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from consistorio.nucleo.dato import dato

MARCA = "\ufeff"
# How a spreadsheet knows that a cell has to be computed (OWASP, CSV injection)
EMPIEZAN_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Cifra(str):
    """A figure that the house wrote: it may begin with its sign, and be added up."""

    __slots__ = ()


@dato
class TablaDeTexto:
    """Headings and rows of the same length."""

    cabeceras: Sequence[str]
    filas: Sequence[Sequence[str]]


def celda(texto: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would compute."""
    return f"'{texto}" if texto.startswith(EMPIEZAN_FORMULAS) and not isinstance(texto, Cifra) else texto


def en_csv(tabla: TablaDeTexto) -> bytes:
    """The table as Excel and LibreOffice in Spanish open it at once."""
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida, delimiter=";", lineterminator="\r\n")
    escritor.writerows(_neutras([tabla.cabeceras, *tabla.filas]))
    return (MARCA + salida.getvalue()).encode()


def _neutras(filas: Iterable[Sequence[str]]) -> Iterable[list[str]]:
    return ([celda(texto) for texto in fila] for fila in filas)
