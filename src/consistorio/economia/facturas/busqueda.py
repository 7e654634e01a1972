"""Looking for invoices by their number, by that of who sent them, by who that is or by what they are for."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from consistorio.economia.facturas.consultas import visibles_para
from consistorio.economia.facturas.models import Factura
from consistorio.economia.facturas.palabras import PALABRAS
from consistorio.plataforma.orden import con_palabras
from consistorio.tramitacion.expedientes.busqueda import Donde, Via
from consistorio.tramitacion.expedientes.visibilidad import POCOS


def buscadas(donde: Donde, *, en: date) -> QuerySet[Factura]:
    """The newest that one may see on a day with every word in what they say, or sent by a ficha of that name or number. No query for who sees none."""
    visibles = visibles_para(donde.actor, en=en)
    if visibles.query.is_empty():
        return visibles
    dicho = Via[Factura](
        lambda filas: con_palabras(filas, donde.texto, *PALABRAS),
        con_palabras(Factura.objects.all(), donde.texto, *PALABRAS),
        muchas=POCOS,
    )
    de_quien = visibles.filter(emisor_nif=donde.llamadas.texto.upper())
    return donde.primeras(
        Factura.objects.all(), [dicho.entre(visibles), de_quien, donde.llamadas.en(visibles, "emisor__persona_id")]
    )
