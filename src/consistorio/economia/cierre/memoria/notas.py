"""The memoria as people read it: each note with what the town typed and its tables, or «Sin contenido»."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from consistorio.economia.cierre import cuadros
from consistorio.economia.cierre.cuadros import Cuadro
from consistorio.economia.cierre.memoria.tablas import TABLAS, TablaDeNota
from consistorio.economia.cierre.models import NotaDeMemoria
from consistorio.economia.cierre.reglas.memoria import MUCHOS_HABITANTES, NOTAS, POR_NUMERO, Nota, leer_tabla
from consistorio.nucleo.dato import dato


@dato
class NotaEscrita:
    """What the town typed in a note; `version` 0: nothing yet."""

    version: int = 0
    texto: str = ""
    tabla: str = ""

    @property
    def hay(self) -> bool:
        """Whether it says something."""
        return bool(self.texto.strip() or self.tabla.strip())


@dato
class NotaVista:
    """A note whole. `de_grande`: of a town of so many inhabitants that it may not leave out the notes that only those have to fill."""

    nota: Nota
    escrita: NotaEscrita
    cuadros: tuple[Cuadro, ...]
    de_grande: bool = False

    @property
    def titulo(self) -> str:
        """With its number."""
        return f"{self.nota.numero}. {self.nota.titulo}"

    @property
    def con_contenido(self) -> bool:
        """Whether it has a text or a table."""
        return self.escrita.hay or bool(self.cuadros)

    @property
    def falta(self) -> bool:
        """Whether no accounts go without what is not typed yet."""
        if self.nota.de_grandes:
            return self.de_grande and not self.escrita.hay
        return self.nota.obligada and not self.escrita.texto.strip()

    @property
    def cuadros_con_su_nota(self) -> list[Cuadro]:
        """Its tables with the number of the note in their titles, for a list of all of them."""
        return [
            replace(cuadro, titulo=_("Nota %(n)d: %(titulo)s") % {"n": self.nota.numero, "titulo": cuadro.titulo})
            for cuadro in self.cuadros
        ]

    def para_plantilla(self) -> dict[str, Any]:
        """As the template `cuentas` takes it."""
        return {
            "titulo": self.titulo,
            "texto": self.escrita.texto if self.con_contenido else _("Sin contenido."),
            "cuadros": [cuadro.para_plantilla() for cuadro in self.cuadros],
        }


def escritas(anio: int) -> dict[int, NotaEscrita]:
    """The last version of each note that was typed, by its number."""
    filas = NotaDeMemoria.objects.filter(ejercicio=anio).order_by("nota", "version")
    return {fila.nota: NotaEscrita(fila.version, fila.texto, fila.tabla) for fila in filas}


def notas(cuentas: Mapping[str, Any], textos: Mapping[int, NotaEscrita]) -> list[NotaVista]:
    """All of them, in order. `cuentas`: as `en_datos.como_datos` writes them; `textos`: as `escritas` reads them."""
    de_los_libros: dict[int, list[Cuadro]] = {nota.numero: [] for nota in NOTAS}
    hechas = cuentas.get("memoria", {})
    de_grande = int(cuentas.get("habitantes", 0)) > MUCHOS_HABITANTES
    for clave, tabla in TABLAS.items():
        if hechas.get(clave):
            de_los_libros[tabla.nota].append(_cuadro(tabla, hechas[clave]))
    for numero, otros in cuadros.de_las_notas(cuentas).items():
        de_los_libros[numero] += otros
    return [
        NotaVista(
            nota,
            escrita := textos.get(nota.numero, NotaEscrita()),
            (*de_los_libros[nota.numero], *tecleado(nota.numero, escrita.tabla)),
            de_grande,
        )
        for nota in NOTAS
    ]


def _cuadro(tabla: TablaDeNota, filas: Sequence[Sequence[str]]) -> Cuadro:
    dichas = [(fila[0], *_celdas(tabla, fila[1:])) for fila in filas]
    if not tabla.suma:
        return Cuadro(_(tabla.titulo), tuple(map(_, tabla.columnas)), tuple(dichas))
    sumas = [str(sum(map(Decimal, columna), Decimal(0))) for columna in zip(*(fila[1:] for fila in filas), strict=True)]
    dichas.append((_("Total"), *_celdas(tabla, sumas)))
    return Cuadro(_(tabla.titulo), tuple(map(_, tabla.columnas)), tuple(dichas), totales=(len(dichas) - 1,))


def _celdas(tabla: TablaDeNota, cifras: Sequence[str]) -> Iterator[str]:
    for n, cifra in enumerate(cifras, start=1):
        yield cifra if n in tabla.enteros else cuadros.en_euros(cifra)


def tecleado(numero: int, texto: str) -> list[Cuadro]:
    """The table that the town typed in a note; none if it typed none."""
    filas = leer_tabla(texto)
    return [Cuadro(str(POR_NUMERO[numero].titulo), filas[0], filas[1:])] if len(filas) > 1 else []
