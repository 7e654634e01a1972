"""From the portafirmas to the cases of what is in it, and from a case to what waits in it for who looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext

from consistorio.documental.firma.consultas import pendientes_de
from consistorio.documental.firma.models import PasoFirma
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.organizacion.models import Empleado
from consistorio.tramitacion.expedientes.intervencion import casos_de_circuitos
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_para

MAXIMO_DE_FIRMADOS = 10


@dato
class RecienFirmado:
    """A document that somebody has just signed, and its case, if it is of one that they may see."""

    titulo: str
    caso: Expediente | None


def recien_firmados(actor: Actor, paso_ids: Sequence[UUID]) -> list[RecienFirmado]:
    """The documents of those steps that this person signed, the first ten, each with the way back to its case."""
    suyos = PasoFirma.objects.filter(
        id__in=list(paso_ids)[:MAXIMO_DE_FIRMADOS], firmante_id=actor.id, estado=PasoFirma.Estado.FIRMADO
    )
    pasos = list(suyos.select_related("circuito__documento").order_by("id"))
    casos = casos_de_circuitos(paso.circuito.referencia for paso in pasos)
    vistos = set(visibles_para(actor).filter(id__in={c.id for c in casos.values()}).values_list("id", flat=True))
    dichos = []
    for paso in pasos:
        caso = casos.get(paso.circuito.referencia)
        visible = caso if caso is not None and caso.id in vistos else None
        dichos.append(RecienFirmado(paso.circuito.documento.titulo, visible))
    return dichos


def por_firmar_en(expediente: Expediente, actor: Actor, *, en: date) -> str:
    """How many documents of a case wait on a day for the signature of this person, in words; empty when none does."""
    empleado = Empleado.objects.select_related("persona").filter(id=actor.id).first()
    if empleado is None:
        return ""
    pendientes = pendientes_de(empleado, en=en)
    casos = casos_de_circuitos(p.paso.circuito.referencia for p in pendientes)
    cuantos = sum(
        (caso := casos.get(p.paso.circuito.referencia)) is not None and caso.id == expediente.id for p in pendientes
    )
    if not cuantos:
        return ""
    texto = ngettext("Falta su firma en %(n)d documento.", "Falta su firma en %(n)d documentos.", cuantos)
    return texto % {"n": cuantos}
