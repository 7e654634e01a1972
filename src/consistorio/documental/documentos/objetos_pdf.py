"""The one thing of a PDF that whoever copies or judges it holds whole in memory: the largest image or attachment inside."""

from __future__ import annotations

import os
from typing import BinaryIO

import pikepdf

from consistorio.plataforma.almacen.pdf import abrir

# What is raised by a PDF that opens well and says nonsense further in: a box without numbers, a catalog of another type, XMP that bursts
PDF_MAL_HECHO = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
)
OBJETO_MAXIMO = 128 * 1024 * 1024  # bytes, as it is kept in the file


def lleva_algo_enorme(pdf: BinaryIO) -> bool:
    """Whether something inside a PDF is over `OBJETO_MAXIMO`: only files that are larger than that are looked into.

    False when it cannot be read: that is for others to say.
    """
    if pdf.seek(0, os.SEEK_END) <= OBJETO_MAXIMO:
        return False
    try:
        with abrir(pdf) as documento:
            flujos = (objeto for objeto in documento.objects if isinstance(objeto, pikepdf.Stream))
            return any(int(flujo.get("/Length", 0)) > OBJETO_MAXIMO for flujo in flujos)
    except pikepdf.PdfError:
        return False
