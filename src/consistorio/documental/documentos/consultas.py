"""Reading documents."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.documental.documentos.csv import generar_csv, normalizar_csv
from consistorio.documental.documentos.models import Cotejo, Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import NoEncontrado
from consistorio.plataforma.almacen import consultas as almacen
from consistorio.plataforma.puertos.acceso_documentos import acceso_documentos


def por_csv(csv: str) -> Documento:
    """The document of a code as somebody typed it. Whoever has the code may see it (RD 203/2021 art. 21.2).

    A code that cannot be and one that does not exist cost the same question and give the same answer. Raises NoEncontrado.
    """
    normal = normalizar_csv(csv)
    buscado = normal or generar_csv()
    documento = Documento.objects.select_related("contenido").filter(csv=buscado).first()
    if normal is None or documento is None or not hmac.compare_digest(documento.csv, buscado):
        raise NoEncontrado(
            _("No hay ningún documento con ese código."),
            que_hacer=_("Compruebe que lo ha escrito completo: son cinco grupos de cuatro letras y números."),
        )
    return documento


def visibles_para(actor: Actor) -> QuerySet[Documento]:
    """What the actor may see through the cases that it may see; nothing when nobody answers for them."""
    return Documento.objects.filter(acceso_documentos().visibles(actor))


def es_su_original(documento: Documento) -> bool:
    """Whether the file is an original that says so by itself: made here, with its code on every page, or an authentic copy."""
    return bool(documento.plantilla) or documento.estado_elaboracion in ("EE02", "EE03", "EE04")


def lleva_su_codigo(documento: Documento) -> bool:
    """Whether the file has its code on every page because it was made here: written from a template, or stamped as a copy."""
    return (
        bool(documento.plantilla)
        or documento.documento_origen_id is not None
        or Cotejo.objects.filter(documento=documento).exists()
    )


def admite_copia_autentica(documento: Documento) -> bool:
    """Whether an authentic copy may be made of it: a PDF that is an original, and does not say so by itself. A scan that nobody compared
    with its paper is none (LPACAP 27.3.a)."""
    return documento.formato == "PDF" and documento.estado_elaboracion != "EE99" and not es_su_original(documento)


def csv_de_copias(documentos: Iterable[Documento]) -> dict[UUID, str]:
    """The code of the last authentic copy of each document that has one, by the identifier of the document."""
    copias = Documento.objects.filter(documento_origen__in=list(documentos), estado_elaboracion="EE02")
    return {c.documento_origen_id: c.csv for c in copias.order_by("fecha_captura") if c.documento_origen_id}


def copia_autentica_de(documento: Documento) -> Documento | None:
    """The authentic copy of the present state of a document, if one was issued."""
    copias = Documento.objects.select_related("contenido").filter(documento_origen=documento, estado_elaboracion="EE02")
    return copias.order_by("-fecha_captura").first()


@contextmanager
def abrir(documento: Documento, *, aunque_en_cuarentena: bool = False) -> Iterator[BinaryIO]:
    """The present bytes of a document, as a stream that may be moved in. The caller has fetched it through a door. Raises Conflicto in
    quarantine, unless the caller says that it must read it all the same: to judge it or to copy it, never to hand it over."""
    with almacen.abrir(documento.huella, aunque_en_cuarentena=aunque_en_cuarentena) as flujo:
        yield flujo


@contextmanager
def copia_de_trabajo(documento: Documento) -> Iterator[Path]:
    """A temporary file with the present bytes of a document, to which signatures are appended; gone at the end."""
    with almacen.copia_de_trabajo(documento.contenido) as fichero:
        yield fichero


def leer(documento: Documento) -> bytes:
    """The present bytes of a document, in memory: of what is made here and is small. Raises Conflicto over 64 MB."""
    return almacen.leer(documento.huella)
