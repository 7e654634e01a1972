"""Handing over the bytes of a document or a file, streamed, so that a browser shows only what cannot run anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.hojas import TablaDeTexto, en_csv
from consistorio.plataforma.almacen.consultas import abrir
from consistorio.plataforma.almacen.models import Contenido

SE_MUESTRAN = frozenset({"application/pdf", "image/png", "image/jpeg", "text/plain"})
TROZO = 1 << 20


def entregar(documento: Documento, *, guardar: bool = False) -> StreamingHttpResponse:
    """The present bytes of a document that the caller fetched through a door. `guardar`: as a file to keep.

    Raises Conflicto when it is in quarantine, before anything is sent.
    """
    return entregar_contenido(documento.contenido, documento.nombre_fichero, guardar=guardar)


def entregar_contenido(contenido: Contenido, nombre: str, *, guardar: bool = False) -> StreamingHttpResponse:
    """The bytes of a file that is no document, which the caller fetched through a door. `guardar` and what it raises: as `entregar`."""
    tipo = contenido.tipo_mime
    se_muestra = tipo in SE_MUESTRAN and not guardar
    trozos = _trozos(contenido)
    primero = next(trozos, b"")  # opens it now: what refuses it is a page, not a cut download
    respuesta = StreamingHttpResponse(
        _seguidos(primero, trozos), content_type=tipo if tipo in SE_MUESTRAN else "application/octet-stream"
    )
    modo = "inline" if se_muestra else "attachment"
    respuesta["Content-Disposition"] = f"{modo}; filename*=UTF-8''{quote(nombre, safe='')}"
    respuesta["Content-Length"] = str(contenido.tamano)
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def descarga_csv(tabla: TablaDeTexto, nombre: str) -> HttpResponse:
    """A table as a file to be kept."""
    respuesta = HttpResponse(en_csv(tabla), content_type="text/csv; charset=utf-8")
    respuesta["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(nombre, safe='')}"
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def descarga_json(contenido: bytes, nombre: str) -> HttpResponse:
    """A definition as a file to be kept."""
    respuesta = HttpResponse(contenido, content_type="application/json")
    respuesta["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(nombre, safe='')}"
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store"
    return respuesta


def _trozos(contenido: Contenido) -> Iterator[bytes]:
    with abrir(contenido.sha256) as flujo:
        while trozo := flujo.read(TROZO):
            yield trozo


def _seguidos(primero: bytes, resto: Iterator[bytes]) -> Iterator[bytes]:
    yield primero
    yield from resto
