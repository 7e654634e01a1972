"""What waits for Intervención, since when and until when (RD 424/2017 art. 10): proposals of cases, invoices with their conformity signed, and what areas prepared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Q

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import OperacionPrevia
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.servicios.intervencion.examenes import en_pie
from consistorio.servicios.intervencion.models import Fiscalizacion
from consistorio.servicios.intervencion.plazos import Plazo, plazo_hasta, ultimo_dia_desde
from consistorio.servicios.intervencion.requisitos import limitado_en


@dato
class Espera:
    """Something that waits: how the control names it, what it is called, and the last day for Intervención."""

    objeto: str
    nombre: str
    vence: date


def llegada_de(factura: Factura) -> date | None:
    """The day on which Intervención had an invoice whole: that of its signed conformity. None while it lacks it; one that was conformed before there was a document, when it was."""
    cuando = factura.conformidad_firmada_el if factura.conformidad_id is not None else factura.conformada_el
    return cuando.astimezone(MADRID).date() if cuando is not None else None


def ultimo_dia(llegada: date) -> date:
    """The last day for what came in on one, as the control was agreed then."""
    return ultimo_dia_desde(llegada, limitado=limitado_en(llegada) is not None)


def plazos_de_facturas(facturas: Iterable[Factura], *, en: date) -> dict[UUID, Plazo]:
    """How the term of Intervención stands for some invoices, by their key: those that it has not whole, that have its result, or that only lower another one, are not there."""
    suyas = [una for una in facturas if una.obligado >= 0]
    dadas = _con_resultado(suyas)
    return _plazos({una.id: llegada_de(una) for una in suyas if una.referencia not in dadas}, en=en)


def plazos_de_previas(previas: Iterable[OperacionPrevia], *, en: date) -> dict[UUID, Plazo]:
    """The same of what areas prepared."""
    return _plazos({una.id: una.preparada_el.astimezone(MADRID).date() for una in previas}, en=en)


def _plazos(llegadas: Mapping[UUID, date | None], *, en: date) -> dict[UUID, Plazo]:
    plazo = cache(lambda llegada: plazo_hasta(ultimo_dia(llegada), en=en))
    return {clave: plazo(llegada) for clave, llegada in llegadas.items() if llegada is not None}


def vencidas(*, en: date) -> Iterator[Espera]:
    """What is over its term on a day and has no result yet, each kind the oldest first."""
    pendientes = Fiscalizacion.objects.select_related("expediente").filter(estado="pendiente", vence__lt=en)
    for una in pendientes.order_by("vence", "id"):
        nombre = una.expediente.numero if una.expediente is not None else una.asunto
        yield Espera(f"fiscalizacion:{una.id}", nombre, una.vence)
    ultimo = cache(ultimo_dia)
    for objeto, nombre, llegada in (*_facturas_que_esperan(), *_previas_que_esperan()):
        if ultimo(llegada) < en:
            yield Espera(objeto, nombre, ultimo(llegada))


def _facturas_que_esperan() -> Iterator[tuple[str, str, date]]:
    enteras = Q(conformidad=None) | Q(conformidad_firmada_el__isnull=False)
    conformadas = Factura.objects.filter(enteras, estado=Factura.Estado.CONFORMADA).order_by("conformada_el", "id")
    facturas = [una for una in conformadas if una.obligado >= 0]  # what lowers another one has no result
    dadas = _con_resultado(facturas)
    for una in facturas:
        llegada = llegada_de(una)
        if llegada is not None and una.referencia not in dadas:
            yield una.referencia, una.codigo, llegada


def _con_resultado(facturas: Sequence[Factura]) -> set[str]:
    """Those that Intervención gave its result on, be it to be signed or a reparo that waits for its unit."""
    return set(en_pie([una.referencia for una in facturas]).values_list("objeto", flat=True))


def _previas_que_esperan() -> Iterator[tuple[str, str, date]]:
    for una in OperacionPrevia.objects.filter(estado=OperacionPrevia.Estado.PENDIENTE).order_by("id"):
        yield f"previa:{una.id}", str(una), una.preparada_el.astimezone(MADRID).date()
