"""The one place where a PDF is opened with qpdf, which is told first how much a file may ask for.

A PDF of 700 bytes may say that a stream inside it inflates to gigabytes. The limits are of the whole process; they are set when
this module is loaded, before anybody opens anything. Slow to load: imported where a PDF is opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import settings

INFLADO_MAXIMO = 64 * 1024 * 1024  # bytes of what is decoded in memory: tables of objects, metadata; never images
FILTROS_MAXIMOS = 4  # one after the other over the same stream

settings.set_qpdf_limits(
    flate_max_memory=INFLADO_MAXIMO,
    run_length_max_memory=INFLADO_MAXIMO,
    png_max_memory=INFLADO_MAXIMO,
    tiff_max_memory=INFLADO_MAXIMO,
    dct_max_memory=INFLADO_MAXIMO,
    max_stream_filters=FILTROS_MAXIMOS,
)


def abrir(origen: Path | BinaryIO, *, en_mapa: bool = False) -> pikepdf.Pdf:
    """The document, to be closed by the caller. Raises pikepdf.PasswordError and pikepdf.PdfError (damaged, or over the limits).

    `en_mapa`: an open file is mapped where it can be, which costs a third of reading it piece by piece; nobody may cut it meanwhile.
    """
    return pikepdf.open(origen, access_mode=pikepdf.AccessMode.mmap if en_mapa else pikepdf.AccessMode.default)
