"""Who is who in the story of the invoice, its days, and what is read of its accounts."""

from __future__ import annotations

from datetime import date, datetime

from consistorio.cli.recorrido.navegador import Pagina, PasoFallido
from consistorio.cli.recorrido.relato import Relato
from consistorio.nucleo.reloj import MADRID

COMIENZO = datetime(2026, 9, 26, tzinfo=MADRID)
INTERVENTORA, TESORERO, ALCALDESA, SECRETARIO = "teresa", "fernando", "isabel", "javier"
CONTRATACION, JEFA, SUPLENTE, ADMINISTRADOR = "gloria", "marta", "alvaro", "andres"
PROFESIONAL, OTRA = "12345678Z", "22222222J"
IBAN = "ES6621000418401234567891"
E = "/escritorio/economia/"


def dia(fecha: date) -> int:
    """A day, counted from the first of the story."""
    return (fecha - COMIENZO.date()).days


def limpio(texto: str) -> str:
    """In one line."""
    return " ".join(texto.split())


def tras(pagina: Pagina, rotulo: str) -> str:
    """What a summary list says of something; nothing where it does not say it."""
    for termino in pagina.arbol.xpath("//main//dt"):
        if limpio(termino.text_content()) == rotulo:
            return limpio(termino.xpath("following-sibling::dd[1]")[0].text_content())
    return ""


def de_la_tabla(pagina: Pagina, fila: str) -> dict[str, str]:
    """The row of a table whose first cell begins so, by the names of its columns. Raises PasoFallido."""
    for tabla in pagina.arbol.xpath("//main//table"):
        columnas = [limpio(celda.text_content()) for celda in tabla.xpath(".//thead//th")]
        for una in tabla.xpath(".//tbody/tr | .//tfoot/tr"):
            celdas = [limpio(celda.text_content()) for celda in una.xpath("./th | ./td")]
            if celdas and celdas[0].startswith(fila):
                return dict(zip(columnas, celdas, strict=False))
    raise PasoFallido(f"{pagina.resumen()}: no row «{fila}»")


def mirar(relato: Relato, ruta: str, *, quien: str = INTERVENTORA) -> Pagina:
    """A page of the desk as somebody sees it."""
    return relato.empleado(quien).navegador.ir(ruta)


def disponible(relato: Relato, aplicacion: str) -> str:
    """What the bolsa of an application has left."""
    return de_la_tabla(mirar(relato, f"{E}2026/gastos/"), aplicacion)["Disponible de su bolsa"]


def saldo(relato: Relato, cuenta: str, *, anio: int = 2026) -> str:
    """The last balance of an account in its mayor; nothing where it has no entries."""
    filas = mirar(relato, f"{E}{anio}/mayor/?cuenta={cuenta}").arbol.xpath("//main//table//tbody/tr")
    return limpio(filas[-1].xpath("./td[last()]")[0].text_content()) if filas else ""


def hecho(pagina: Pagina) -> Pagina:
    """The page that an act leads to. Raises PasoFallido where it was refused."""
    if pagina.estado == 422:
        raise PasoFallido(pagina.resumen())
    return pagina
