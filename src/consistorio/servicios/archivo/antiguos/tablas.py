"""The two tables of the old program, as rows of text: CSV in UTF-8 or in Windows' Spanish (cp1252), with semicolons, commas or tabs. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from django.utils.translation import gettext as _

from consistorio.nucleo.dato import dato

CASOS, DOCUMENTOS = "casos", "documentos"
COLUMNAS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    CASOS: (
        ("numero", "titulo", "unidad", "fecha_inicio"),
        ("procedimiento", "fecha_fin", "estado", "interesados", "lugar"),
    ),
    DOCUMENTOS: (("numero", "fichero"), ("titulo", "fecha", "tipo", "sha256")),
}
SEPARADORES = ";,\t"


@dato
class ProblemaDeFila:
    """What stops a row: of which table, in which line (0: the whole table), in which column."""

    tabla: str
    fila: int
    campo: str
    mensaje: str


@dato
class Fila:
    """A row with its cells by their columns, without spaces around. `linea`: where it ends in its file, from 1."""

    linea: int
    celdas: Mapping[str, str]

    def de(self, campo: str) -> str:
        """A cell; empty when the table has no such column."""
        return self.celdas.get(campo, "")


@dato
class Tabla:
    """What was read of a file, in which encoding and with which separator."""

    filas: tuple[Fila, ...]
    problemas: tuple[ProblemaDeFila, ...]
    codificacion: str = ""
    separador: str = ""


def leer_tabla(nombre: str, datos: bytes) -> Tabla:
    """The rows of one of the two tables. A table that cannot be read has a problem in its line 0 and no rows."""
    texto, codificacion = _texto(datos)
    if texto is None:
        return _ilegible(nombre, _("No se sabe en qué codificación está. Guárdelo como CSV en UTF-8."))
    cabecera = next(iter(texto.splitlines()), "")
    separador = max(SEPARADORES, key=cabecera.count)
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
    obligatorias, otras = COLUMNAS[nombre]
    try:
        columnas = [celda.strip().lower().lstrip("\ufeff") for celda in next(lector, [])]
        malas = [
            *(ProblemaDeFila(nombre, 0, c, _("Falta esta columna.")) for c in obligatorias if c not in columnas),
            *(
                ProblemaDeFila(nombre, 0, c[:40], _("Esta columna no se conoce."))
                for c in columnas
                if c not in (*obligatorias, *otras)
            ),
            *(
                ProblemaDeFila(nombre, 0, c, _("Esta columna está dos veces."))
                for c in sorted(set(columnas))
                if columnas.count(c) > 1
            ),
        ]
        if malas:
            return Tabla((), tuple(malas), codificacion, separador)
        leidas = [(lector.line_num, celdas) for celdas in lector]
    except csv.Error:
        return _ilegible(nombre, _("No es un CSV: hay comillas sin cerrar o celdas enormes."))
    filas, problemas = [], []
    for linea, celdas in leidas:
        if not any(celda.strip() for celda in celdas):
            continue
        if len(celdas) != len(columnas):
            mensaje = _("Tiene %(h)d celdas y la cabecera, %(c)d.") % {"h": len(celdas), "c": len(columnas)}
            problemas.append(ProblemaDeFila(nombre, linea, "", mensaje))
        completas = [*celdas, *[""] * len(columnas)][: len(columnas)]
        filas.append(Fila(linea, dict(zip(columnas, map(str.strip, completas), strict=True))))
    return Tabla(tuple(filas), tuple(problemas), codificacion, separador)


def _texto(datos: bytes) -> tuple[str | None, str]:
    """UTF-8, else cp1252; what has zeros (UTF-16) or letters that cp1252 has not is neither."""
    if b"\x00" not in datos:
        for codificacion in ("utf-8-sig", "cp1252"):
            try:
                return datos.decode(codificacion), codificacion.removesuffix("-sig")
            except UnicodeDecodeError:
                continue
    return None, ""


def _ilegible(nombre: str, mensaje: str) -> Tabla:
    return Tabla((), (ProblemaDeFila(nombre, 0, "", mensaje),))
