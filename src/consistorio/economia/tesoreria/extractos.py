"""A statement as it is brought: which format it is in, what it says, and its bytes kept apart. Outside any transaction."""

from __future__ import annotations

import io
from typing import BinaryIO, Final

from django.utils.translation import gettext as _

from consistorio.economia.tesoreria import camt, norma43
from consistorio.economia.tesoreria.tipos import ExtractoLeido
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.almacen.operaciones import Admitido, recoger

MAXIMO: Final = 20 * 1024 * 1024  # bytes: a year of a large town is some 5 MB


@dato
class ExtractoTraido:
    """A file whose bytes lie in the store, and the statements that it brings."""

    admitido: Admitido
    leidos: tuple[ExtractoLeido, ...]


def traer(flujo: BinaryIO) -> ExtractoTraido:
    """Read a statement in Norma 43 or camt.053, 20 MB at most. Raises DatosIncorrectos with every problem, ServicioNoDisponible (the store)."""
    datos = flujo.read(MAXIMO + 1)
    if len(datos) > MAXIMO:
        mensaje = _("El extracto pasa de 20 MB: descárguelo del banco por meses.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("fichero", mensaje)])
    leidos = camt.leer(datos) if datos.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else norma43.leer(_texto(datos))
    return ExtractoTraido(recoger(io.BytesIO(datos)), leidos)


def _texto(datos: bytes) -> str:
    """Banks write Norma 43 in Latin 1; some, in UTF-8."""
    try:
        return datos.decode("utf-8")
    except UnicodeDecodeError:
        return datos.decode("latin-1")
