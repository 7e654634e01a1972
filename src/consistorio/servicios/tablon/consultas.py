"""Reads of the notice board. What is shown now is for everybody; the rest is of nobody."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.documental.documentos.models import Documento
from consistorio.servicios.tablon.models import Anuncio, DocumentoExpuesto
from consistorio.tramitacion.expedientes.models import Expediente

MAXIMO_EN_LISTA = 25


def en_el_tablon(*, en: date, antes_de: UUID | None = None) -> list[Anuncio]:
    """A page of what is shown that day, the newest first. `antes_de`: the last one of the page before."""
    filas = _a_la_vista(en)
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    return list(filas.select_related("expediente__unidad").order_by("-id")[:MAXIMO_EN_LISTA])


def a_la_vista(anuncio_id: UUID, *, en: date) -> Anuncio | None:
    """An announcement, if it is shown that day."""
    return _a_la_vista(en).filter(id=anuncio_id).select_related("expediente__unidad", "documento__contenido").first()


def _a_la_vista(en: date) -> QuerySet[Anuncio]:
    """Also when the sweep has not come yet: after its last day nobody reads it."""
    return Anuncio.objects.filter(Q(hasta=None) | Q(hasta__gte=en), terminado_el=None)


def documentos_expuestos(anuncio: Anuncio) -> list[Documento]:
    """The announcement itself and the documents shown with it."""
    expuestos = DocumentoExpuesto.objects.filter(anuncio=anuncio).select_related("documento__contenido").order_by("id")
    return [anuncio.documento, *(uno.documento for uno in expuestos)]


def documento_a_la_vista(anuncio_id: UUID, documento_id: UUID, *, en: date) -> Documento | None:
    """A document that everybody may read that day with that announcement."""
    anuncio = a_la_vista(anuncio_id, en=en)
    if anuncio is None:
        return None
    return next((uno for uno in documentos_expuestos(anuncio) if uno.id == documento_id), None)


def de_referencia(referencia: str) -> Anuncio | None:
    """The announcement of something."""
    return Anuncio.objects.filter(referencia=referencia).first()


def expuestos_de(expediente: Expediente) -> QuerySet[Anuncio]:
    """The announcements of a case that are shown now."""
    return Anuncio.objects.filter(expediente=expediente, terminado_el=None).order_by("id")


def por_descolgar(*, en: date, limite: int = 500) -> list[UUID]:
    """Those whose days are over and are nobody else's to end, the oldest first."""
    acabados = Anuncio.objects.filter(clase=Anuncio.Clase.EDICTO, terminado_el=None, hasta__lt=en)
    return list(acabados.order_by("hasta", "id").values_list("id", flat=True)[:limite])
