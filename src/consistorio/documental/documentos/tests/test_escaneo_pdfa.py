"""Copies of scans are PDF/A-2b, and whatever is more than a picture makes them claim nothing. veraPDF has the last word."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from consistorio.cli.conformidad import taller
from consistorio.documental.documentos import estampado
from consistorio.documental.documentos.tests.test_estampado import ESTAMPA
from consistorio.documental.documentos.tipos import SELLO_DE_COPIA

Cambio = Callable[[pikepdf.Pdf], None]


def escaneo(modo: str = "L", *, hojas: int = 2) -> bytes:
    """As a scanner gives it: black and white is kept as fax, gray and colours as photographs."""
    imagenes = [Image.radial_gradient("L").resize((620, 877)).convert(modo) for _hoja in range(hojas)]
    salida = io.BytesIO()
    imagenes[0].save(salida, "PDF", resolution=75, save_all=True, append_images=imagenes[1:], author="Escáner")
    return salida.getvalue()


def con(cambio: Cambio) -> bytes:
    salida = io.BytesIO()
    with pikepdf.open(io.BytesIO(escaneo())) as pdf:
        cambio(pdf)
        pdf.save(salida)
    return salida.getvalue()


def copia(pdf: bytes, carpeta: Path, nombre: str = "copia", *, campo: str = "") -> tuple[Path, str]:
    """The stamped copy, and what it claims to be."""
    fichero = carpeta / f"{nombre}.pdf"
    estampado.estampar(io.BytesIO(pdf), fichero, ESTAMPA, campo=campo)
    with pikepdf.open(fichero) as hecha, hecha.open_metadata() as datos:
        return fichero, f"{datos.get('pdfaid:part', '')}{datos.get('pdfaid:conformance', '')}"


def _imagen(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].get_images().values()))


def _orden(pdf: pikepdf.Pdf, orden: bytes) -> None:
    pdf.pages[0].contents_add(orden)


CAMBIOS: dict[str, Cambio] = {
    "letters": lambda pdf: _orden(pdf, b"BT /F1 12 Tf (hola) Tj ET"),
    "a font in its resources": lambda pdf: pdf.pages[0].resources.__setitem__("/Font", Dictionary()),
    "ink": lambda pdf: _orden(pdf, b"0 0 0 1 k 0 0 9 9 re f"),
    "an image in CMYK": lambda pdf: _imagen(pdf).__setattr__("ColorSpace", Name.DeviceCMYK),
    "an image that is smoothed": lambda pdf: _imagen(pdf).__setattr__("Interpolate", True),
    "a filter that is not admitted": lambda pdf: _imagen(pdf).__setattr__("Filter", Name.JPXDecode),
    "an image of another file": lambda pdf: _imagen(pdf).__setattr__("F", String("otro.jpg")),
    "a mask of transparency": lambda pdf: _imagen(pdf).__setattr__("SMask", _imagen(pdf)),
    "a note": lambda pdf: pdf.pages[1].obj.__setattr__("Annots", Array([Dictionary(Type=Name.Annot)])),
    "something done on opening": lambda pdf: pdf.Root.__setattr__("OpenAction", Dictionary(S=Name.JavaScript)),
    "a form": lambda pdf: pdf.Root.__setattr__("AcroForm", Dictionary(Fields=Array([]))),
    "files inside": lambda pdf: pdf.Root.__setattr__("Names", Dictionary()),
    "an image that is not there": lambda pdf: _orden(pdf, b"/otra Do"),
    "an order of no PDF": lambda pdf: _orden(pdf, b"1 0 0 hola"),
    "states that are not closed": lambda pdf: _orden(pdf, b"q"),
    "more orders than a scanner gives": lambda pdf: _orden(pdf, b"q Q " * 3_000),
    "orders packed twice": lambda pdf: pdf.pages[0].obj.Contents.__setattr__(
        "Filter", Array([Name.FlateDecode, Name.FlateDecode])
    ),
    "states too deep": lambda pdf: _orden(pdf, b"q " * 30 + b"Q " * 30),
    "a page too large": lambda pdf: pdf.pages[0].obj.__setattr__("MediaBox", Array([0, 0, 600, 14_400])),
    "a version of after": lambda pdf: pdf.Root.__setattr__("Version", Name("/2.0")),
}


@pytest.mark.parametrize("modo", ["1", "L", "RGB", "P"])
def test_the_copy_of_a_scan_claims_it_and_says_nothing_of_who_made_it(modo: str, tmp_path: Path) -> None:
    fichero, dice = copia(escaneo(modo), tmp_path, campo=SELLO_DE_COPIA)
    assert dice == "2B"
    assert "Escáner".encode() not in fichero.read_bytes()
    with pikepdf.open(fichero) as hecha:
        assert "/Info" not in hecha.trailer or "/Author" not in hecha.docinfo


@pytest.mark.parametrize("que", CAMBIOS)
def test_whatever_is_more_than_a_picture_claims_nothing(que: str, tmp_path: Path) -> None:
    assert copia(con(CAMBIOS[que]), tmp_path)[1] == ""


@pytest.mark.lento
def test_verapdf_agrees_with_every_claim(tmp_path: Path, muestras_pdf: Path) -> None:
    if not taller.construido():
        pytest.skip(f"NOT RUN: the reference validators are not built ({taller.PREPARAR})")
    pedidas = {modo: escaneo(modo) for modo in ("1", "L", "RGB", "P")}
    pedidas |= {f.stem: f.read_bytes() for f in muestras_pdf.glob("*.pdf") if "password" not in f.stem}
    copias = {n: copia(pdf, tmp_path, n, campo=SELLO_DE_COPIA) for n, pdf in pedidas.items()}
    dicen = {n: fichero for n, (fichero, dice) in copias.items() if dice}
    assert {"1", "L", "RGB", "P"} <= dicen.keys()
    juicios = taller.juzgar([taller.Peticion("2b", fichero) for fichero in dicen.values()], raices=[])
    assert {n: j.resultado for n, j in zip(dicen, juicios, strict=True)} == dict.fromkeys(dicen, "PASS"), juicios
