"""Receiving bytes: hashed while they are written, type told from the first ones, never whole in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

import magic

from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.models import Reparo
from consistorio.plataforma.almacen.reglas import esta_recompuesto

# The identifier of SignedData (RFC 5652): libmagic does not know signatures in DER
_CMS_FIRMADO = bytes.fromhex("06092a864886f70d010702")
TROZO = 1024 * 1024
_CABEZA = 256 * 1024
# What libmagic calls a zip by its first bytes may be an office file: told by a name inside
_OFFICE = (
    (b"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)


@dato
class Recibido:
    """A temporary file, complete and flushed, with what its bytes say. `tamano` in bytes."""

    temporal: Path
    sha256: str
    tamano: int
    tipo_mime: str


class Legible(Protocol):
    """What can be read by pieces."""

    def read(self, cuanto: int, /) -> bytes:
        """At most that many bytes; none at the end."""
        ...


class FlujosSeguidos:
    """Several streams read one after the other, of each as many bytes as said (a partial file may hold more than counts)."""

    def __init__(self, partes: Sequence[tuple[BinaryIO, int]]) -> None:
        self._partes = list(partes)

    def read(self, cuanto: int, /) -> bytes:
        """See `Legible`. Raises EOFError when a stream holds less than was said."""
        while self._partes:
            flujo, queda = self._partes[0]
            if queda == 0:
                self._partes.pop(0)
                continue
            datos = flujo.read(min(cuanto, queda))
            if not datos:
                raise EOFError
            self._partes[0] = (flujo, queda - len(datos))
            return datos
        return b""


def recibir(flujo: Legible, temporal: Path) -> Recibido:
    """Copy the stream to a temporary file by pieces of 1 MB. The caller removes the file if it is not taken into the store."""
    digesto = hashlib.sha256()
    tamano, cabeza = 0, b""
    with temporal.open("xb") as salida:
        temporal.chmod(0o600)
        while trozo := flujo.read(TROZO):
            if len(cabeza) < _CABEZA:
                cabeza += trozo[: _CABEZA - len(cabeza)]
            digesto.update(trozo)
            salida.write(trozo)
            tamano += len(trozo)
    return Recibido(temporal, digesto.hexdigest(), tamano, tipo_de(cabeza))


def examinar(fichero: Path, *, tipo_mime: str = "") -> Recibido:
    """The same of a file that is already here (the pieces of an upload). `tipo_mime`: where it is known."""
    digesto = hashlib.sha256()
    tamano, cabeza = 0, b""
    with fichero.open("rb") as entrada:
        while trozo := entrada.read(TROZO):
            if not tipo_mime and len(cabeza) < _CABEZA:
                cabeza += trozo[: _CABEZA - len(cabeza)]
            digesto.update(trozo)
            tamano += len(trozo)
    return Recibido(fichero, digesto.hexdigest(), tamano, tipo_mime or tipo_de(cabeza))


def tipo_de(cabeza: bytes) -> str:
    """MIME type told from the first bytes (libmagic); the name of the file is not asked."""
    if not cabeza:
        return "application/x-empty"
    tipo = str(magic.from_buffer(cabeza, mime=True))
    if tipo in {"application/zip", "application/octet-stream"} and cabeza.startswith(b"PK\x03\x04"):
        return next((oficial for marca, oficial in _OFFICE if marca in cabeza), "application/zip")
    if tipo == "application/octet-stream" and cabeza.startswith(b"\x30") and _CMS_FIRMADO in cabeza[:24]:
        return "application/pkcs7-signature"
    return tipo


def reparo_de(fichero: Path, tipo_mime: str) -> str:
    """What keeps a PDF from being read: a password, that nothing in it can be read, or that it was cut or spoiled and what is left
    had to be put together again, so that a part may be missing. "" when it is whole, and for other types.
    """
    if tipo_mime != "application/pdf":
        return ""
    import pikepdf  # slow to load, and most processes receive no files

    from consistorio.plataforma.almacen.pdf import abrir

    try:
        with abrir(fichero) as documento:
            if len(documento.pages) == 0:
                return Reparo.ILEGIBLE
            return Reparo.INCOMPLETO if esta_recompuesto(map(str, documento.get_warnings())) else ""
    except pikepdf.PasswordError:
        return Reparo.CONTRASENA
    except pikepdf.PdfError:
        return Reparo.ILEGIBLE
