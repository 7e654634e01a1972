"""Reads of the registry. Every list, search and export goes through `visibles_para`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, UUIDField, Value
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Contains

from consistorio.documental.documentos.models import Documento
from consistorio.documental.registro.models import (
    Asiento,
    InteresadoAsiento,
    Justificante,
    RectificacionAsiento,
    RedireccionAsiento,
    ReservaNumeros,
)
from consistorio.documental.registro.reglas import texto_busqueda, tramos
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.auditoria.models import Evento

PAGINA = 50
POCOS = 2_000
_CERCA = timedelta(hours=1)


def visibles_para(actor: Actor) -> QuerySet[Asiento]:
    """The entries that the actor may see, each with `unidad_actual` (where it stands after re-routings).

    Staff and processes: all of them with `registro.ver_todo`; with `registro.ver`, those of their units. Citizens: those in
    which they are a party, or which they filed for the person whom they represent in this session. Others: none.
    """
    ultima = RedireccionAsiento.objects.filter(asiento=OuterRef("pk")).order_by("-orden").values("a_unidad_id")[:1]
    asientos = Asiento.objects.annotate(
        unidad_actual=Coalesce(Subquery(ultima), F("unidad_id"), output_field=UUIDField())
    )
    if actor.clase is ClaseActor.CIUDADANO:
        return asientos.filter(pk__in=_partes_de(actor).values("asiento"))
    if actor.puede("registro.ver_todo"):
        return asientos
    if actor.puede("registro.ver"):
        return asientos.filter(unidad_actual__in=actor.unidades)
    return asientos.none()


def _partes_de(actor: Actor) -> QuerySet[InteresadoAsiento]:
    if actor.representa_a is not None:
        return InteresadoAsiento.objects.filter(persona_id=actor.representa_a, representante_id=actor.id)
    return InteresadoAsiento.objects.filter(persona_id=actor.id)


@dato
class Filtro:
    """What a list of entries may be narrowed by. `texto`: number, NIF, name or words, without minding accents or case."""

    libro: str = ""
    texto: str = ""
    unidad: UUID | None = None
    desde: date | None = None
    hasta: date | None = None
    anulados: bool | None = None


def lista(
    actor: Actor,
    filtro: Filtro | None = None,
    *,
    antes_de: tuple[datetime, UUID] | None = None,
    cuantos: int = PAGINA,
    entre: Sequence[UUID] | None = None,
) -> list[Asiento]:
    """A page of visible entries, newest first. `antes_de`: (registrado_el, id) of the last one of the page before; `entre`: only of those.

    At most 200 a page. One query, whatever the number of rows; `clave_de_pagina` gives the key of the next one. Each entry has
    `unidad_actual_nombre` and `asunto_vigente` (after re-routings and corrections) besides what was written.
    """
    redireccion = RedireccionAsiento.objects.filter(asiento=OuterRef("pk")).order_by("-orden")
    correccion = RectificacionAsiento.objects.filter(asiento=OuterRef("pk"), campo="asunto").order_by(
        "-rectificado_el", "-id"
    )
    consulta = aplicar(visibles_para(actor), filtro or Filtro()).annotate(
        unidad_actual_nombre=Coalesce(Subquery(redireccion.values("a_unidad__nombre")[:1]), F("unidad_nombre")),
        asunto_vigente=Coalesce(Subquery(correccion.values("despues")[:1]), F("asunto"), output_field=TextField()),
    )
    if entre is not None:
        consulta = consulta.filter(id__in=entre)
    return list(
        _antes(consulta, antes_de)
        .select_related("anulacion", "justificante", "unidad")
        .order_by("-registrado_el", "-id")[: min(cuantos, 200)]
    )


def buscados(
    actor: Actor, texto: str, *, antes_de: tuple[datetime, UUID] | None = None, cuantos: int = PAGINA
) -> list[Asiento]:
    """`lista` of what fits a text, for who may look for a word that is everywhere and see few of the entries: those that were filed for each of
    their units, and those that were sent to them, are looked for apart, each by its index."""
    filtro = Filtro(texto=texto)
    if actor.clase is ClaseActor.CIUDADANO or actor.puede("registro.ver_todo"):
        return lista(actor, filtro, antes_de=antes_de, cuantos=cuantos)
    recibidas = RedireccionAsiento.objects.filter(a_unidad__in=actor.unidades).values("asiento_id")
    halladas = _antes(aplicar(visibles_para(actor), filtro), antes_de)
    # The index of words is of all the town: for who gets few entries it costs more than reading them
    suyos = Asiento.objects.filter(unidad_id__in=actor.unidades).order_by()
    pocos = not suyos.values("unidad_id")[POCOS : POCOS + 1]
    de_unidad = _antes(aplicar(visibles_para(actor), filtro, por_indice=False), antes_de) if pocos else halladas
    vias = [*(de_unidad.filter(unidad_id=una) for una in sorted(actor.unidades)), halladas.filter(id__in=recibidas)]
    primera, *otras = (via.order_by("-registrado_el", "-id").values_list("id", flat=True)[:cuantos] for via in vias)
    return lista(actor, entre=list(primera.union(*otras) if otras else primera), cuantos=cuantos)


def _antes(consulta: QuerySet[Asiento], antes_de: tuple[datetime, UUID] | None) -> QuerySet[Asiento]:
    if antes_de is None:
        return consulta
    momento, identificador = antes_de
    return consulta.filter(Q(registrado_el__lt=momento) | Q(registrado_el=momento, id__lt=identificador))


def clave_de_pagina(asiento: Asiento) -> tuple[datetime, UUID]:
    """The key after which the next page begins."""
    return asiento.registrado_el, asiento.id


def clave_de(actor: Actor, asiento_id: UUID) -> tuple[datetime, UUID] | None:
    """The key after which a page begins when its last entry is that one; None when the actor may not see it."""
    ultimo = visibles_para(actor).filter(pk=asiento_id).first()
    return clave_de_pagina(ultimo) if ultimo is not None else None


def aplicar(consulta: QuerySet[Asiento], filtro: Filtro, *, por_indice: bool = True) -> QuerySet[Asiento]:
    """The entries of a query that fit the filter. Every word of the text must be there. `por_indice`: no, and they are read one by one."""
    if filtro.libro:
        consulta = consulta.filter(libro_id=filtro.libro)
    if filtro.unidad is not None:
        consulta = consulta.filter(unidad_actual=filtro.unidad)  # type: ignore[misc]  # annotated by visibles_para
    if filtro.desde is not None:
        consulta = consulta.filter(registrado_el__gte=inicio_del_dia(filtro.desde))
    if filtro.hasta is not None:
        consulta = consulta.filter(registrado_el__lt=inicio_del_dia(filtro.hasta + timedelta(days=1)))
    if filtro.anulados is not None:
        consulta = consulta.filter(anulacion__isnull=not filtro.anulados)
    for palabra in texto_busqueda(filtro.texto).split()[:8]:
        consulta = consulta.filter(
            Contains(F("busqueda") if por_indice else Concat("busqueda", Value(""), output_field=TextField()), palabra)
        )
    return consulta


def de_expediente(actor: Actor, numero_expediente: str, *, cuantos: int = 200) -> list[Asiento]:
    """The visible entries of a case, oldest first."""
    consulta = visibles_para(actor).filter(numero_expediente=numero_expediente)
    return list(consulta.order_by("registrado_el", "id")[:cuantos])


@dato
class ReservaConLibres:
    """A reservation, and its numbers that nobody has used yet, as runs: "3-7, 9"."""

    reserva: ReservaNumeros
    libres: str


def reservas_con_libres(*, cuantas: int = 50) -> list[ReservaConLibres]:
    """The latest reservations. One query for all their used numbers."""
    reservas = list(ReservaNumeros.objects.select_related("libro").order_by("-reservado_el", "-primero")[:cuantas])
    suyos = Q(pk__in=[])
    for una in reservas:
        suyos |= Q(libro=una.libro_id, anio=una.anio, numero__range=(una.primero, una.ultimo))
    usados = set(Asiento.objects.filter(suyos).values_list("libro_id", "anio", "numero"))
    return [
        ReservaConLibres(
            una,
            tramos([n for n in range(una.primero, una.ultimo + 1) if (una.libro_id, una.anio, n) not in usados]),
        )
        for una in reservas
    ]


def hay_asiento_de_clave(clave: str) -> bool:
    """Whether something was filed under an idempotency key."""
    return Asiento.objects.filter(clave_idempotencia=clave).exists()


def del_periodo(libro: str, desde: date, hasta: date) -> QuerySet[Asiento]:
    """Entries of a book by their official date (Europe/Madrid), both days included, in the order of their numbers."""
    return Asiento.objects.filter(
        libro_id=libro,
        registrado_el__gte=inicio_del_dia(desde),
        registrado_el__lt=inicio_del_dia(hasta + timedelta(days=1)),
    ).order_by("anio", "numero")


def inicio_del_dia(dia: date) -> datetime:
    """00:00 of a day in Europe/Madrid."""
    return datetime.combine(dia, time(), MADRID)


def ultimo_envio(asiento: Asiento) -> RedireccionAsiento | None:
    """The last time that an entry was sent to another unit, with its reason; None when it is where it was filed."""
    envios = RedireccionAsiento.objects.select_related("de_unidad").filter(asiento=asiento)
    return envios.order_by("-orden").first()


def unidad_actual_de(asiento: Asiento) -> UUID:
    """The unit where an entry stands now."""
    ultima = ultimo_envio(asiento)
    return ultima.a_unidad_id if ultima is not None else asiento.unidad_id


def asiento_del_justificante(documento: Documento) -> Asiento | None:
    """The entry that a receipt vouches for; None when the document is no receipt."""
    hallado = Justificante.objects.select_related("asiento").filter(documento=documento).first()
    return hallado.asiento if hallado is not None else None


def hecho_del_asiento(asiento: Asiento) -> Evento:
    """The fact that filed an entry. It is looked for near the time when the row was written (a reserved number has an official time
    before it): the log has an index of types and times."""
    cerca = (asiento.practicado_el - _CERCA, asiento.practicado_el + _CERCA)
    hechos = Evento.objects.filter(tipo="registro.asiento.practicado", momento__range=cerca)
    return hechos.get(datos__asiento_id=str(asiento.id))
