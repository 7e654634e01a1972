"""Sheets that people bring: what is read of each kind, and what is refused whatever its bytes are."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from openpyxl import Workbook

from consistorio.canales.interfaz.lectura_de_hojas import leer_hoja
from consistorio.nucleo.errores import DatosIncorrectos

FILAS = [["NIF", "Nombre"], ["12345678", "Íñigo Ibáñez"], ["", ""], ["X1234567L", "Ana; la de Pepe"]]


def libro(filas: list[list[object]]) -> bytes:
    """A workbook, as the library writes it."""
    hecho = Workbook()
    hoja = hecho.active
    assert hoja is not None
    for fila in filas:
        hoja.append(fila)
    salida = io.BytesIO()
    hecho.save(salida)
    return salida.getvalue()


def leida(datos: bytes, maximo: int = 10) -> list[list[str]]:
    return leer_hoja(io.BytesIO(datos), maximo_filas=maximo)


def test_a_workbook_is_read_as_it_was_typed() -> None:
    datos = libro(
        [
            ["NIF", "Nombre"],
            [12345678, "Íñigo\u00a0 Ibáñez "],
            [None, None],
            ["X1234567L", "Ana; la de Pepe"],
            [None],
            [None],
        ]
    )
    assert leida(datos) == FILAS
    assert leida(libro([["a"], [1.5], [2.0], ["=1+1"]]))[1:3] == [["1.5"], ["2"]]


@pytest.mark.parametrize("codigo", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separador", [";", ",", "\t"])
def test_a_csv_is_read_in_the_codes_and_with_the_separators_of_spreadsheets(codigo: str, separador: str) -> None:
    texto = "\r\n".join(separador.join(f'"{celda}"' for celda in fila) for fila in FILAS) + "\r\n\r\n"
    assert leida(texto.encode(codigo)) == FILAS


def test_what_is_too_long_or_empty_is_refused_saying_what_to_do() -> None:
    assert len(leida(libro([["x"]] * 10))) == 10
    for datos in (libro([["x"]] * 11), b"x\n" * 11):
        with pytest.raises(DatosIncorrectos, match="más de 10 filas"):
            leida(datos)
    for datos in (b"", b";;\n;;", libro([])):
        with pytest.raises(DatosIncorrectos, match="vacía"):
            leida(datos)
    with pytest.raises(DatosIncorrectos, match="5 MB"):
        leida(b"x" * (5 * 1024 * 1024 + 1))


def test_a_bomb_is_not_unpacked() -> None:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as comprimido:
        comprimido.writestr("xl/worksheets/sheet1.xml", b"0" * (30 * 1024 * 1024))
    with pytest.raises(DatosIncorrectos, match="demasiado grande"):
        leida(salida.getvalue())
    muchas = io.BytesIO()
    with zipfile.ZipFile(muchas, "w") as comprimido:
        for n in range(100):
            comprimido.writestr(f"xl/{n}", b"")
    with pytest.raises(DatosIncorrectos, match="demasiado grande"):
        leida(muchas.getvalue())


def test_entities_of_a_workbook_are_not_resolved() -> None:
    malo = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(libro([["x"]]))) as bueno, zipfile.ZipFile(malo, "w") as hecho:
        for pieza in bueno.infolist():
            datos = bueno.read(pieza)
            if pieza.filename == "xl/worksheets/sheet1.xml":
                datos = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
            hecho.writestr(pieza.filename, datos)
    with pytest.raises(DatosIncorrectos):
        leida(malo.getvalue())


def test_whatever_is_sent_is_read_or_refused() -> None:
    azar = random.Random(5)
    bueno = libro([["NIF", "Nombre"], ["12345678Z", "Ana"]])
    for _vez in range(150):
        roto = bytearray(bueno)
        for _otra in range(azar.randrange(1, 12)):
            roto[azar.randrange(len(roto))] = azar.randrange(256)
        for datos in (bytes(roto), bytes(roto[: azar.randrange(len(roto))]), azar.randbytes(200)):
            try:
                assert leida(datos)
            except DatosIncorrectos as error:
                assert error.problemas  # noqa: PT017 - each refusal says what is wrong
