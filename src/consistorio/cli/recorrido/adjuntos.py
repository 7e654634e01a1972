"""The papers that the citizens of the stories attach, made on the spot."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def croquis(carpeta: Path) -> Path:
    """A hand-drawn plan of a bathroom, in PDF."""
    return _pdf(
        carpeta / "croquis baño.pdf",
        "Croquis del baño",
        ["Ancho: 1,80 m", "Largo: 2,40 m", "Plato de ducha: 0,80 x 1,20 m"],
    )


def presupuesto(carpeta: Path) -> Path:
    """A detailed budget, in PDF."""
    return _pdf(
        carpeta / "presupuesto detallado.pdf",
        "Presupuesto",
        [
            "Demolición: 450,00 €",
            "Fontanería: 980,50 €",
            "Alicatado: 1.320,00 €",
            "Plato de ducha: 450,00 €",
            "Total: 3.200,50 €",
        ],
    )


def escrito(carpeta: Path, nombre: str, lineas: list[str]) -> Path:
    """Any other paper."""
    return _pdf(carpeta / f"{nombre}.pdf", nombre.capitalize(), lineas)


def _pdf(ruta: Path, titulo: str, lineas: list[str]) -> Path:
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
