"""The papers that the citizens of the stories attach, made on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from consistorio.documental.documentos.catalogo_plantillas import CARPETA

PUNTOS = 150  # an inch, as an office scans


CROQUIS = ("Ancho: 1,80 m", "Largo: 2,40 m", "Plato de ducha: 0,80 x 1,20 m")
PRESUPUESTO = (
    "Demolición: 450,00 €",
    "Fontanería: 980,50 €",
    "Alicatado: 1.320,00 €",
    "Plato de ducha: 450,00 €",
    "Total: 3.200,50 €",
)


def croquis(carpeta: Path) -> Path:
    """A hand-drawn plan of a bathroom, in PDF."""
    return _pdf(carpeta / "croquis baño.pdf", "Croquis del baño", CROQUIS)


def presupuesto(carpeta: Path) -> Path:
    """A detailed budget, in PDF."""
    return _pdf(carpeta / "presupuesto detallado.pdf", "Presupuesto", PRESUPUESTO)


def escrito(carpeta: Path, nombre: str, lineas: Sequence[str]) -> Path:
    """Any other paper."""
    return _pdf(carpeta / f"{nombre}.pdf", nombre.capitalize(), lineas)


def escaneo(carpeta: Path, nombre: str, lineas: Sequence[str]) -> Path:
    """A paper as the office's scanner gives it: a PDF whose page is a picture."""
    ruta = carpeta / f"{nombre}.pdf"
    hoja = Image.new("L", (round(8.27 * PUNTOS), round(11.69 * PUNTOS)), 250)
    dibujo, fuente = ImageDraw.Draw(hoja), str(CARPETA / "fuentes" / "SourceSans3_400Regular.ttf")
    for numero, linea in enumerate((nombre.capitalize(), *lineas)):
        letra = ImageFont.truetype(fuente, 40 if numero == 0 else 26)
        dibujo.text((150, 170 + 46 * numero + (40 if numero else 0)), linea, font=letra, fill=25)
    hoja.save(ruta, "PDF", resolution=PUNTOS)
    return ruta


def _pdf(ruta: Path, titulo: str, lineas: Sequence[str]) -> Path:
    if not ruta.exists():
        lienzo = Canvas(str(ruta), pagesize=A4)
        lienzo.setTitle(titulo)
        lienzo.setFont("Helvetica-Bold", 18)
        lienzo.drawString(72, 760, titulo)
        lienzo.setFont("Helvetica", 12)
        for numero, linea in enumerate(lineas):
            lienzo.drawString(72, 720 - 22 * numero, linea)
        lienzo.save()
    return ruta
