"""The words of documents: read from their bytes, kept to find them by, forgotten when they may not be read."""

from __future__ import annotations

import logging
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db import DataError, connections
from django.db.models import QuerySet

from consistorio.documental.documentos.extraccion import Estado, Extraido, exigir_programas, extraer, se_lee
from consistorio.documental.documentos.models import Documento, TextoDocumento
from consistorio.documental.documentos.palabras import buscadas, palabras_de
from consistorio.nucleo.errores import NoEncontrado, ServicioNoDisponible, lugar_de
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import alias_actual, exigir_transaccion
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.almacen.models import EstadoAntivirus, Reparo

CONFIGURACION = "spanish"
registro = logging.getLogger(__name__)


def por_leer(*, limite: int, despues_de: UUID | None = None) -> list[UUID]:
    """The documents whose text nobody has read yet, the first to come first. `despues_de`: only those that came after it."""
    pendientes = TextoDocumento.objects.filter(estado=Estado.PENDIENTE).order_by("documento_id")
    if despues_de is not None:
        pendientes = pendientes.filter(documento_id__gt=despues_de)
    return list(pendientes.values_list("documento_id", flat=True)[:limite])


def leer(documento_id: UUID, *, reloj: Reloj) -> None:
    """Read the text of a document that waits for it and keep its words, or why there are none. No transaction is open while the file is read.

    Writes: TextoDocumento. Raises ServicioNoDisponible (the store, or the program that reads PDF): then it waits on.
    """
    fila = TextoDocumento.objects.select_related("documento__contenido").get(documento_id=documento_id)
    if fila.estado != Estado.PENDIENTE:
        return
    extraido = _extraer_o_decir(fila.documento)
    try:
        _asentar(documento_id, extraido, reloj=reloj)
    except DataError as error:
        registro.error("document %s: its words cannot be kept: %s", documento_id, lugar_de(error))
        _asentar(documento_id, Extraido(Estado.FALLIDO), reloj=reloj)


def _asentar(documento_id: UUID, extraido: Extraido, *, reloj: Reloj) -> None:
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute(
            "UPDATE documentos_textodocumento SET estado = %s, leido_el = %s, "
            "palabras = CASE WHEN %s = 'hecho' THEN strip(to_tsvector(%s::regconfig, %s)) END "
            "WHERE documento_id = %s AND estado = 'pendiente'",
            [extraido.estado, reloj.ahora(), extraido.estado, CONFIGURACION, palabras_de(extraido.texto), documento_id],
        )


def _extraer_o_decir(documento: Documento) -> Extraido:
    """What never will be read has a state of its own: were it left waiting, it would be asked for again each minute."""
    try:
        return _extraer(documento)
    except ServicioNoDisponible:
        raise
    except NoEncontrado:
        registro.error("document %s: its bytes are not in the store", documento.id)
        return Extraido(Estado.SIN_FICHERO)
    except Exception as error:
        registro.error("document %s: its text cannot be read: %s", documento.id, lugar_de(error))
        return Extraido(Estado.FALLIDO)


def _extraer(documento: Documento) -> Extraido:
    contenido = documento.contenido
    if contenido.estado_antivirus == EstadoAntivirus.CUARENTENA:
        return Extraido(Estado.CUARENTENA)
    if contenido.reparo == Reparo.CONTRASENA:
        return Extraido(Estado.PROTEGIDO)
    if not se_lee(contenido.tipo_mime):
        return Extraido(Estado.OTRO_FORMATO)
    exigir_programas(contenido.tipo_mime)
    with almacen.copia_de_trabajo(contenido) as fichero:
        return extraer(fichero, contenido.tipo_mime)


def olvidar(sha256: str) -> None:
    """What was put in quarantine is no longer found by what it says. Writes: TextoDocumento."""
    exigir_transaccion()
    suyos = TextoDocumento.objects.filter(documento__contenido_id=sha256)
    suyos.update(estado=Estado.CUARENTENA, palabras=None)


def releer(documento: Documento) -> None:
    """Have the text of a document read again. Writes: TextoDocumento."""
    exigir_transaccion()
    TextoDocumento.objects.filter(documento=documento).update(estado=Estado.PENDIENTE, palabras=None, leido_el=None)


def con_texto(documentos: QuerySet[Documento], texto: str) -> QuerySet[Documento]:
    """Of some documents, those that say every word, in any of its forms; none without words."""
    palabras = buscadas(texto)
    if not palabras:
        return documentos.none()
    return documentos.filter(texto__palabras=SearchQuery(palabras, config=CONFIGURACION))


def que_lo_dicen(texto: str) -> QuerySet[TextoDocumento]:
    """The words of the documents of `con_texto`, of all that there are."""
    palabras = buscadas(texto)
    if not palabras:
        return TextoDocumento.objects.none()
    return TextoDocumento.objects.filter(palabras=SearchQuery(palabras, config=CONFIGURACION))


def estado_del_texto(documento: Documento) -> str:
    """Whether a document may be found by what it says, or why not, in words."""
    fila = TextoDocumento.objects.defer("palabras").filter(documento=documento).first()
    return fila.get_estado_display() if fila is not None else ""
