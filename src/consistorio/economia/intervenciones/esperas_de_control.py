"""What waits for Intervención, since when and until when (RD 424/2017 art. 10): proposals of cases, invoices with their conformity signed, and what areas prepared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final
from uuid import UUID

from django.db.models import Q

from consistorio.economia.facturas.models import Factura
from consistorio.economia.presupuesto.models import Operacion, OperacionPrevia
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.servicios.intervencion.consultas import tipos_de
from consistorio.servicios.intervencion.examenes import en_pie
from consistorio.servicios.intervencion.models import Fiscalizacion, ListaDeRequisitos
from consistorio.servicios.intervencion.plazos import Plazo, plazo_hasta, ultimo_dia_desde
from consistorio.servicios.intervencion.requisitos import lista_de

RECONOCEN: Final = ("O", "ADO")  # the phases of a list that say how an obligation is examined


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


def ultimo_dia_de_factura(factura: Factura, lista: ListaDeRequisitos | None) -> date | None:
    """The last day for an invoice: of the kind of expense of the list with which it is examined or, with none, of that of its case. None while Intervención has it not whole."""
    llegada = llegada_de(factura)
    if llegada is None:
        return None
    tipo = lista.tipo if lista is not None else _tipos_de_facturas([factura]).get(factura.id, "")
    return _ultimo_dia(llegada, tipo, RECONOCEN)


def plazos_de_facturas(facturas: Iterable[Factura], *, en: date) -> dict[UUID, Plazo]:
    """How the term of Intervención stands for some invoices, by their key: those that it has not whole, that have its result, or that only lower another one, are not there."""
    suyas = [una for una in facturas if una.obligado >= 0]
    dadas = _con_resultado(suyas)
    return _plazos(_de_facturas([una for una in suyas if una.referencia not in dadas]), en=en)


def plazos_de_previas(previas: Iterable[OperacionPrevia], *, en: date) -> dict[UUID, Plazo]:
    """The same of what areas prepared."""
    return _plazos(_de_previas(list(previas)), en=en)


@dato
class _Llegada:
    """What Intervención has since a day, the kind of its expense ("" when nobody said it) and the phases that it would note."""

    clave: UUID
    objeto: str
    nombre: str
    dia: date
    tipo: str
    fases: tuple[str, ...]


def _ultimo_dia(llegada: date, tipo: str, fases: Sequence[str]) -> date:
    """The last day for what came in on one: fewer days where the Pleno had agreed the limited control of that kind of expense and phase by then (RD 424/2017 arts. 10.2 and 13)."""
    limitado = bool(tipo) and any(lista_de(tipo, fase, en=llegada) is not None for fase in fases)
    return ultimo_dia_desde(llegada, limitado=limitado)


def _plazos(llegadas: Iterable[_Llegada], *, en: date) -> dict[UUID, Plazo]:
    plazo = cache(lambda dia, tipo, fases: plazo_hasta(_ultimo_dia(dia, tipo, fases), en=en))
    return {una.clave: plazo(una.dia, una.tipo, una.fases) for una in llegadas}


def _de_facturas(facturas: Sequence[Factura]) -> Iterator[_Llegada]:
    tipos = _tipos_de_facturas(facturas)
    for una in facturas:
        dia = llegada_de(una)
        if dia is not None:
            yield _Llegada(una.id, una.referencia, una.codigo, dia, tipos.get(una.id, ""), RECONOCEN)


def _tipos_de_facturas(facturas: Sequence[Factura]) -> dict[UUID, str]:
    """The kind of expense of each: that of its case, or of the one that committed it."""
    compromisos = {una.compromiso_id for una in facturas if una.expediente_id is None and una.compromiso_id is not None}
    de_ellos = dict(Operacion.objects.filter(id__in=compromisos).values_list("id", "expediente_id"))
    casos = {
        una.id: de_ellos.get(una.compromiso_id)
        if una.expediente_id is None and una.compromiso_id
        else una.expediente_id
        for una in facturas
    }
    tipos = tipos_de({caso for caso in casos.values() if caso is not None})
    return {clave: tipos[caso] for clave, caso in casos.items() if caso is not None and caso in tipos}


def _de_previas(previas: Sequence[OperacionPrevia]) -> Iterator[_Llegada]:
    tipos = tipos_de({una.expediente_id for una in previas if una.expediente_id is not None})
    for una in previas:
        dia = una.preparada_el.astimezone(MADRID).date()
        tipo = tipos.get(una.expediente_id, "") if una.expediente_id is not None else ""
        yield _Llegada(una.id, f"previa:{una.id}", str(una), dia, tipo, (una.clase,))


def vencidas(*, en: date) -> Iterator[Espera]:
    """What is over its term on a day and has no result yet, each kind the oldest first."""
    pendientes = Fiscalizacion.objects.select_related("expediente").filter(estado="pendiente", vence__lt=en)
    for una in pendientes.order_by("vence", "id"):
        nombre = una.expediente.numero if una.expediente is not None else una.asunto
        yield Espera(f"fiscalizacion:{una.id}", nombre, una.vence)
    ultimo = cache(_ultimo_dia)
    previas = OperacionPrevia.objects.filter(estado=OperacionPrevia.Estado.PENDIENTE).order_by("id")
    for llegada in (*_de_facturas(_facturas_que_esperan()), *_de_previas(list(previas))):
        vence = ultimo(llegada.dia, llegada.tipo, llegada.fases)
        if vence < en:
            yield Espera(llegada.objeto, llegada.nombre, vence)


def _facturas_que_esperan() -> list[Factura]:
    enteras = Q(conformidad=None) | Q(conformidad_firmada_el__isnull=False)
    conformadas = Factura.objects.filter(enteras, estado=Factura.Estado.CONFORMADA).order_by("conformada_el", "id")
    facturas = [una for una in conformadas if una.obligado >= 0]  # what lowers another one has no result
    dadas = _con_resultado(facturas)
    return [una for una in facturas if una.referencia not in dadas]


def _con_resultado(facturas: Sequence[Factura]) -> set[str]:
    """Those that Intervención gave its result on, be it to be signed or a reparo that waits for its unit."""
    return set(en_pie([una.referencia for una in facturas]).values_list("objeto", flat=True))
