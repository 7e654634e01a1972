"""The revision that a signature adds to a PDF, written here: the signature's dictionary, its field, a table of where they lie, and no more
(ISO 32000-2, 7.5.6 and 12.8).

qpdf reads the document; where everything goes is known before anything is signed, so that the file is read once and appended to once. The library
that writes the other revisions takes four times as long, which counts when a town seals fifty documents. What is not plain (an
encrypted or mended file, a field with rules of its own) is left to it: `preparar` says None.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from typing import BinaryIO

import pikepdf

from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.pdf import abrir

_FIRMAS_Y_SOLO_ANADIR = 3  # SigFlags: there are signatures, and the file is only appended to
_VERSION = "1.7"  # that of later revisions: put in the catalogue after a signature, it would change what was signed
_COLA = 2048
_FIN = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TROZO = 1024 * 1024
_RANGO = b"/ByteRange [0 %10d %10d %10d]"
# Rules about what may be signed, or changed afterwards
_CON_REGLAS = ("/V", "/Kids", "/Lock", "/SV")


class NoCabe(ValueError):
    """The signature is longer than the room that was kept for it."""


@dato
class Diccionario:
    """What a signature's dictionary says besides the signature."""

    momento: datetime
    nombre: str
    motivo: str
    lugar: str

    def escrito(self) -> bytes:
        """Its entries, with an empty one left out."""
        textos = ((b"/Name", self.nombre), (b"/Reason", self.motivo), (b"/Location", self.lugar))
        fecha = self.momento.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ").encode()
        entradas = [b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached", b"/M (%b)" % fecha]
        entradas += [b"%b %b" % (clave, _cadena(texto)) for clave, texto in textos if texto]
        return b"\n".join(entradas)


@dato
class Revision:
    """What is going to be appended: the bytes before and after the room for the signature, and the digest of all but that room."""

    antes: bytes
    despues: bytes
    reserva: int
    resumen: bytes

    def anadir(self, pdf: BinaryIO, firma: bytes) -> None:
        """Append it with its signature. Raises NoCabe."""
        hexadecimal = firma.hex().encode()
        if len(hexadecimal) > self.reserva:
            raise NoCabe
        pdf.seek(0, os.SEEK_END)
        pdf.write(b"%b<%b>%b" % (self.antes, hexadecimal.ljust(self.reserva, b"0"), self.despues))


def preparar(pdf: BinaryIO, campo: str, diccionario: Diccionario, *, reserva: int) -> Revision | None:
    """The revision that signs the empty field `campo`, with room for so many hexadecimal characters; None when the document or the field is not
    plain, or the field is not there. Raises pikepdf.PdfError."""
    largo = pdf.seek(0, os.SEEK_END)
    previa = _tabla_previa(pdf, largo)
    if previa is None:
        return None
    with abrir(pdf, en_mapa=True) as documento:
        if documento.is_encrypted or documento.get_warnings() or "/Perms" in documento.Root:
            return None
        if documento.pdf_version < _VERSION:
            return None
        objetos = _objetos(documento, campo)
        if objetos is None:
            return None
        numero = int(documento.trailer.Size)
        cuerpo, lugares = _cuerpo(pdf, largo, objetos, numero)
        cuerpo += b"%d 0 obj\n<<\n%b\n" % (numero, diccionario.escrito())
        final = b"\n>>\nendobj\n"
        hueco = largo + len(cuerpo) + len(_RANGO % (0, 0, 0)) + len(b"\n/Contents ")
        tras = hueco + reserva + 2
        final += previa.escrita(documento.trailer, lugares, numero, tras + len(final))
    antes = cuerpo + _RANGO % (hueco, tras, len(final)) + b"\n/Contents "
    return Revision(antes, final, reserva, _resumen(pdf, antes, final))


def _objetos(documento: pikepdf.Pdf, campo: str) -> list[tuple[tuple[int, int], bytes]] | None:
    """The objects that change, but for the reference to the signature, which goes first in the first of them: the field's."""
    formulario = documento.Root.get("/AcroForm")
    if formulario is None:
        return None
    for candidato in formulario.get("/Fields", pikepdf.Array()):
        if candidato.get("/T") != campo or candidato.get("/FT") != pikepdf.Name.Sig:
            continue
        if not candidato.is_indirect or any(clave in candidato for clave in _CON_REGLAS):
            return None
        cambian = [(candidato.objgen, candidato.unparse(resolved=True))]
        if formulario.get("/SigFlags", 0) != _FIRMAS_Y_SOLO_ANADIR:
            if not formulario.is_indirect:
                return None
            formulario.SigFlags = _FIRMAS_Y_SOLO_ANADIR
            cambian.append((formulario.objgen, formulario.unparse(resolved=True)))
        return cambian
    return None


def _cuerpo(
    pdf: BinaryIO, largo: int, objetos: list[tuple[tuple[int, int], bytes]], numero: int
) -> tuple[bytes, dict[tuple[int, int], int]]:
    """The objects that change, written after what there was, and where each one is; also the signature's, which follows them."""
    pdf.seek(largo - 1)
    cuerpo, lugares = b"" if pdf.read(1) in (b"\n", b"\r") else b"\n", dict[tuple[int, int], int]()
    for orden, (objeto, escrito) in enumerate(objetos):
        lugares[objeto] = largo + len(cuerpo)
        firma = b"<< /V %d 0 R" % numero + escrito.removeprefix(b"<<") if orden == 0 else escrito
        cuerpo += b"%d %d obj\n%b\nendobj\n" % (*objeto, firma)
    lugares[numero, 0] = largo + len(cuerpo)
    return cuerpo, lugares


@dato
class _Tabla:
    """How the document says where its objects lie, and at which byte: in a table, or in a stream (7.5.8). The new one is of the same kind."""

    lugar: int
    en_flujo: bool

    def escrita(self, remate: pikepdf.Object, lugares: dict[tuple[int, int], int], numero: int, aqui: int) -> bytes:
        """The table of what was added, which lies at the byte `aqui`, and the end of the file."""
        tamano = numero + (2 if self.en_flujo else 1)
        claves = [b"/Size %d /Prev %d" % (tamano, self.lugar), b"/ID [%b]" % _identidad(remate)]
        claves += [b"/%b %b" % (c.encode(), remate[f"/{c}"].unparse()) for c in ("Root", "Info") if f"/{c}" in remate]
        if self.en_flujo:
            lugares = lugares | {(numero + 1, 0): aqui}
        puestos = sorted(lugares.items())
        if self.en_flujo:
            datos = b"".join(b"\1" + lugar.to_bytes(5) + generacion.to_bytes(2) for (_n, generacion), lugar in puestos)
            indice = b" ".join(b"%d 1" % n for (n, _g), _l in puestos)
            claves.append(b"/Type /XRef /W [1 5 2] /Index [%b] /Length %d" % (indice, len(datos)))
            tabla = b"%d 0 obj\n<< %b >>\nstream\n%b\nendstream\nendobj\n" % (numero + 1, b" ".join(claves), datos)
        else:
            filas = b"".join(b"%d 1\n%010d %05d n \n" % (n, lugar, generacion) for (n, generacion), lugar in puestos)
            tabla = b"xref\n0 1\n0000000000 65535 f \n%btrailer\n<< %b >>\n" % (filas, b" ".join(claves))
        return tabla + b"startxref\n%d\n%%%%EOF\n" % aqui


def _tabla_previa(pdf: BinaryIO, largo: int) -> _Tabla | None:
    pdf.seek(max(0, largo - _COLA))
    hallado = _FIN.search(pdf.read())
    if hallado is None:
        return None
    lugar = int(hallado[1])
    if lugar >= largo:
        return None
    pdf.seek(lugar)
    empieza = pdf.read(32)
    if empieza.startswith(b"xref"):
        return _Tabla(lugar, en_flujo=False)
    return _Tabla(lugar, en_flujo=True) if re.match(rb"\d+\s+\d+\s+obj\b", empieza) else None


def _identidad(remate: pikepdf.Object) -> bytes:
    """The identifier of the file: the first half says which document it is, the second changes with each revision (14.4)."""
    nueva = os.urandom(16)
    primera = bytes(remate.ID[0]) if "/ID" in remate else nueva
    return b"<%b> <%b>" % (primera.hex().encode(), nueva.hex().encode())


def _cadena(texto: str) -> bytes:
    """A text string, in hexadecimal: as it is when it is ASCII, else in UTF-16 (7.9.2)."""
    return b"<%b>" % (texto.encode() if texto.isascii() else b"\xfe\xff" + texto.encode("utf-16-be")).hex().encode()


def _resumen(pdf: BinaryIO, antes: bytes, despues: bytes) -> bytes:
    resumen = hashlib.sha256()
    pdf.seek(0)
    while trozo := pdf.read(_TROZO):
        resumen.update(trozo)
    resumen.update(antes)
    resumen.update(despues)
    return resumen.digest()
