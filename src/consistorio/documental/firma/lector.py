"""Reading a PDF of any size to judge its signatures: what it says is kept in memory, what it shows stays on disk.

The library compares the revisions of a PDF by walking everything in them, images too, and keeps the bytes of each. Here the bytes of
whatever is large are read again by whoever asks for them, and nobody does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, BinaryIO

from pyhanko.pdf_utils.generic import Reference, StreamObject
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.pdf_utils.xref import ObjStreamRef

_GRANDE = 16 * 1024  # bytes


class _EnDisco(StreamObject):
    """A stream of a file that may be read again."""

    def __init__(self, datos: dict[Any, Any], releer: Callable[[], bytes]) -> None:
        self.releer = releer
        super().__init__(datos)

    @property
    def _encoded_data(self) -> bytes:
        return self.releer()

    @_encoded_data.setter
    def _encoded_data(self, valor: bytes | None) -> None:
        """What the library would keep."""


class _Revision(HistoricalResolver):
    def _subsume_object(self, obj: Any) -> Any:
        if not isinstance(obj, _EnDisco):
            return super()._subsume_object(obj)  # type: ignore[no-untyped-call]
        suyo = _EnDisco({clave: self._subsume_object(valor) for clave, valor in obj.items()}, obj.releer)
        de: Any = obj.get_container_ref()
        suyo.container_ref = Reference(idnum=de.idnum, generation=de.generation, pdf=self)
        return suyo


class Lector(PdfFileReader):
    """The library's reader, whose memory does not grow with the images of the PDF. Raises as it does."""

    def __init__(self, pdf: BinaryIO) -> None:
        super().__init__(pdf, strict=False)

    def _read_object(
        self,
        ref: Reference,
        marker: int | ObjStreamRef | None,
        never_decrypt: bool = False,
        as_metadata_stream: bool = False,
    ) -> Any:
        leer = partial(super()._read_object, ref, marker, never_decrypt, as_metadata_stream)
        objeto = leer()
        if type(objeto) is not StreamObject or len(objeto.encoded_data) < _GRANDE:
            return objeto
        fuera = _EnDisco(objeto, lambda: bytes(leer().encoded_data))
        fuera.container_ref = objeto.container_ref
        return fuera

    def get_historical_resolver(self, revision: int) -> HistoricalResolver:
        """The file as it was at a revision."""
        vistas = self._historical_resolver_cache
        if revision not in vistas:
            vistas[revision] = _Revision(self, revision)
        return vistas[revision]
