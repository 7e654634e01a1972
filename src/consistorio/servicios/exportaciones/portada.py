"""Cover and index of the PDF of a case, with where each link of the index is. Pure: no database, no clock."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from consistorio.documental.documentos.estampado import FUENTE, registrar_fuente
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import en_madrid

_ANCHO, _ALTO = A4
_MARGEN = 56.0
_CUERPO, _MENUDO = 10.0, 7.5
_RENGLON, _DETALLE = 18.0, 10.0
_ARRIBA, _ABAJO = _ALTO - 96.0, 56.0


@dato
class Renglon:
    """A line of the index. `pagina`: where it begins, counted from one; zero when it is not in the book, and then `detalle` says why."""

    orden: int
    titulo: str
    incorporado_el: datetime
    pagina: int
    paginas: int
    detalle: str


@dato
class Enlace:
    """From a box of a page (`desde`, counted from zero) to another page (`a`, counted from one)."""

    desde: int
    caja: tuple[float, float, float, float]
    a: int
    texto: str


@dato
class Contenido:
    """The pages that go before the documents."""

    pdf: bytes
    paginas: int
    enlaces: Sequence[Enlace]


def componer(cabecera: Sequence[str], renglones: Sequence[Renglon], *, momento: datetime) -> Contenido:
    """Cover and index. `cabecera`: who, which case, its title and the rest, line by line."""
    registrar_fuente()
    salida = io.BytesIO()
    lienzo = Canvas(salida, pagesize=A4, lang="es-ES")
    _portada(lienzo, cabecera, renglones, momento)
    enlaces: list[Enlace] = []
    paginas = 1
    for hoja in _hojas(renglones):
        _una_hoja(lienzo, hoja, paginas, enlaces, cabecera[1])
        paginas += 1
    lienzo.save()
    return Contenido(salida.getvalue(), paginas, enlaces)


def _portada(lienzo: Canvas, cabecera: Sequence[str], renglones: Sequence[Renglon], momento: datetime) -> None:
    dentro = sum(1 for uno in renglones if uno.pagina)
    fuera = len(renglones) - dentro
    y = _ALTO - 220.0
    for cuerpo, texto in zip((13.0, 26.0, 15.0, 12.0, 12.0), cabecera, strict=False):
        for linea in partido(texto, cuerpo, _ANCHO - 2 * _MARGEN):
            lienzo.setFont(FUENTE, cuerpo)
            lienzo.drawString(_MARGEN, y, linea)
            y -= cuerpo * 1.35
        y -= 8
    hecho = en_madrid(momento)
    notas = [
        _("Copia hecha el %(dia)s a las %(hora)s.") % {"dia": f"{hecho:%d/%m/%Y}", "hora": f"{hecho:%H:%M}"},
        ngettext("Contiene %(n)d documento.", "Contiene %(n)d documentos.", dentro) % {"n": dentro},
    ]
    if fuera:
        notas.append(
            ngettext(
                "Hay %(n)d documento más que no va en esta copia: el índice dice por qué.",
                "Hay %(n)d documentos más que no van en esta copia: el índice dice por qué.",
                fuera,
            )
            % {"n": fuera}
        )
    notas.append(
        _(
            "Es una copia de lectura, no una copia auténtica. Las firmas se comprueban en cada documento por separado, con su código seguro de "
            "verificación (CSV) en la sede electrónica."
        )
    )
    y -= 20
    for nota in notas:
        for linea in partido(nota, _CUERPO, _ANCHO - 2 * _MARGEN):
            lienzo.setFont(FUENTE, _CUERPO)
            lienzo.drawString(_MARGEN, y, linea)
            y -= 14
        y -= 4
    lienzo.showPage()


def _hojas(renglones: Iterable[Renglon]) -> Iterator[list[tuple[Renglon, Sequence[str]]]]:
    """The lines of each page of the index, with what is said under each; one page at least."""
    hoja: list[tuple[Renglon, Sequence[str]]] = []
    y = _ARRIBA
    for uno in renglones:
        debajo = partido(uno.detalle, _MENUDO, _ANCHO - 2 * _MARGEN - 36) if uno.detalle else []
        alto = _RENGLON + _DETALLE * len(debajo)
        if hoja and y - alto < _ABAJO:
            yield hoja
            hoja, y = [], _ARRIBA
        hoja.append((uno, debajo))
        y -= alto
    yield hoja


def _una_hoja(
    lienzo: Canvas,
    hoja: Sequence[tuple[Renglon, Sequence[str]]],
    numero: int,
    enlaces: list[Enlace],
    rotulo: str,
) -> None:
    lienzo.setFont(FUENTE, 16)
    lienzo.drawString(_MARGEN, _ALTO - 64, _("Índice") if numero == 1 else _("Índice (continúa)"))
    lienzo.setFont(FUENTE, _MENUDO)
    lienzo.drawRightString(_ANCHO - _MARGEN, _ALTO - 64, rotulo)
    y, derecha = _ARRIBA, _ANCHO - _MARGEN
    for uno, debajo in hoja:
        lienzo.setFont(FUENTE, _CUERPO)
        lienzo.drawRightString(_MARGEN + 28, y, str(uno.orden))
        lienzo.drawString(_MARGEN + 36, y, cortado(uno.titulo, _CUERPO, derecha - _MARGEN - 36 - 130))
        lienzo.drawRightString(derecha - 50, y, f"{en_madrid(uno.incorporado_el):%d/%m/%Y}")
        lienzo.drawRightString(derecha, y, str(uno.pagina) if uno.pagina else "–")
        if uno.pagina:
            caja = (_MARGEN, y - 5, derecha, y + _RENGLON - 6)
            enlaces.append(Enlace(numero, caja, uno.pagina, f"{uno.titulo}, {uno.pagina}"))
        lienzo.setFont(FUENTE, _MENUDO)
        for linea in debajo:
            y -= _DETALLE
            lienzo.drawString(_MARGEN + 36, y, linea)
        y -= _RENGLON
    lienzo.showPage()


def partido(texto: str, cuerpo: float, ancho: float) -> list[str]:
    """The lines of a text; a word longer than one is cut where it fits."""
    lineas, actual = [], ""
    for palabra in texto.split():
        prueba = f"{actual} {palabra}".strip()
        if _mide(prueba, cuerpo) <= ancho:
            actual = prueba
            continue
        if actual:
            lineas.append(actual)
        actual = palabra
        while _mide(actual, cuerpo) > ancho:
            caben = next(n for n in range(len(actual) - 1, 0, -1) if n == 1 or _mide(actual[:n], cuerpo) <= ancho)
            lineas.append(actual[:caben])
            actual = actual[caben:]
    return [*lineas, actual] if actual else lineas


def cortado(texto: str, cuerpo: float, ancho: float) -> str:
    """The text in one line, with an ellipsis where it does not fit."""
    if _mide(texto, cuerpo) <= ancho:
        return texto
    while texto and _mide(f"{texto}…", cuerpo) > ancho:
        texto = texto[:-1]
    return f"{texto.rstrip()}…"


def _mide(texto: str, cuerpo: float) -> float:
    return float(pdfmetrics.stringWidth(texto, FUENTE, cuerpo))
