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


def _en(objeto: Callable[[pikepdf.Pdf], pikepdf.Object], clave: str, valor: object) -> Cambio:
    return lambda pdf: objeto(pdf).__setitem__(f"/{clave}", valor)


def _raiz(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def _primera(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def _imagenes(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].resources.XObject


def _mascara(pdf: pikepdf.Pdf) -> None:
    imagen = _imagen(pdf)
    imagen.ImageMask = True
    del imagen.ColorSpace


def _ordenes_en_un_flujo(pdf: pikepdf.Pdf) -> pikepdf.Object:
    pdf.pages[0].contents_coalesce()
    return pdf.pages[0].obj.Contents


def _con_fichero(pdf: pikepdf.Pdf) -> None:
    fichero = pdf.make_stream(b"hola", Type=Name.EmbeddedFile)
    pdf.Root.Pages.Otro = Dictionary(Type=Name.Filespec, EF=Dictionary(F=fichero))


def _sin_inflar(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"")
    pdf.pages[0].obj.Contents.write(b"no es zlib", filter=Name.FlateDecode)


CAMBIOS: dict[str, Cambio] = {
    "letters": lambda pdf: _orden(pdf, b"BT /F1 12 Tf (hola) Tj ET"),
    "a font in its resources": lambda pdf: pdf.pages[0].resources.__setitem__("/Font", Dictionary()),
    "ink": lambda pdf: _orden(pdf, b"0 0 0 1 k 0 0 9 9 re f"),
    "an image in CMYK": _en(_imagen, "ColorSpace", Name.DeviceCMYK),
    "an image that is smoothed": _en(_imagen, "Interpolate", True),
    "an image of three bits": _en(_imagen, "BitsPerComponent", 3),
    "a mask of eight bits": _mascara,
    "a filter that is not admitted": _en(_imagen, "Filter", Name.JPXDecode),
    "an image of another file": _en(_imagen, "F", String("otro.jpg")),
    "a mask of transparency": lambda pdf: _imagen(pdf).__setitem__("/SMask", _imagen(pdf)),
    "a note": lambda pdf: pdf.pages[1].obj.__setitem__("/Annots", Array([Dictionary(Type=Name.Annot)])),
    "something done on opening": _en(_raiz, "OpenAction", Dictionary(S=Name.JavaScript)),
    "a form": _en(_raiz, "AcroForm", Dictionary(Fields=Array([]))),
    "files inside": _en(_raiz, "Names", Dictionary()),
    "a file hung from the pages": _con_fichero,
    "an image that is not there": lambda pdf: _orden(pdf, b"/otra Do"),
    "an order of no PDF": lambda pdf: _orden(pdf, b"1 0 0 hola"),
    "an order without its operand": lambda pdf: _orden(pdf, b"Do"),
    "a number too large in an order": lambda pdf: _orden(pdf, b"q 4294967296 0 0 1 0 0 cm Q"),
    "states that are not closed": lambda pdf: _orden(pdf, b"q"),
    "more orders than a scanner gives": lambda pdf: _orden(pdf, b"q Q " * 3_000),
    "orders packed twice": lambda pdf: _ordenes_en_un_flujo(pdf).__setitem__(
        "/Filter", Array([Name.FlateDecode, Name.FlateDecode])
    ),
    "orders of another file": lambda pdf: _ordenes_en_un_flujo(pdf).__setitem__("/F", String("otro")),
    "orders that do not inflate": _sin_inflar,
    "states too deep": lambda pdf: _orden(pdf, b"q " * 30 + b"Q " * 30),
    "a page too large": _en(_primera, "MediaBox", Array([0, 0, 600, 14_400])),
    "a page in other units": _en(_primera, "UserUnit", 2),
    "a box without numbers": _en(_primera, "TrimBox", Array([])),
    "a turn too large": _en(_primera, "Rotate", 90 * 2**40),
    "a name that is no text": lambda pdf: _imagenes(pdf).__setitem__("/imag\udce1", _imagen(pdf)),
    "a name too long": lambda pdf: _imagenes(pdf).__setitem__("/" + "x" * 200, _imagen(pdf)),
    "a picture that is none": lambda pdf: _imagenes(pdf).__setitem__("/otra", Dictionary(Subtype=Name.Image)),
    "a language": _en(_raiz, "Lang", String("e" * 40_000)),
    "a version of after": _en(_raiz, "Version", Name("/2.0")),
}


@pytest.mark.parametrize("cambio", [lambda _pdf: None, lambda pdf: _orden(pdf, b"q Q"), _ordenes_en_un_flujo])
def test_a_change_that_changes_nothing_keeps_the_claim(cambio: Cambio, tmp_path: Path) -> None:
    assert copia(con(cambio), tmp_path)[1] == "2B"


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
