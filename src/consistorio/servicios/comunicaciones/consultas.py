"""Reads of the communications. Lists, searches and counts go through `visibles_para`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import MADRID
from consistorio.plataforma.orden import con_palabras, en_castellano
from consistorio.plataforma.organizacion.consultas import vigente
from consistorio.plataforma.organizacion.models import Puesto, Unidad
from consistorio.servicios.comunicaciones.models import (
    AdjuntoComunicacion,
    Comunicacion,
    ComunicacionDeUnidad,
    Destino,
    LibroComunicaciones,
    ResumenPedido,
)
from consistorio.servicios.comunicaciones.permisos import COMUNICAR
from consistorio.servicios.comunicaciones.reglas import numero_buscado
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.visibilidad import POCOS, en_lista, por_permiso, unidades_que_ve, visibles_por

MAXIMO_EN_LISTA = 200
PENDIENTES, RECIBIDAS, ENVIADAS = "pendientes", "recibidas", "enviadas"


def visibles_para(actor: Actor) -> QuerySet[Comunicacion]:
    """Those that an actor may see: of a case, who may see the case; a free one, who works in the unit that sent it or in one that got it.
    Nobody but the staff."""
    if actor.clase is not ClaseActor.EMPLEADO:
        return Comunicacion.objects.none()
    unidades = unidades_de(actor)
    recibida = Exists(Destino.objects.filter(comunicacion=OuterRef("pk"), unidad_id__in=unidades))
    libre = Q(expediente=None) & (Q(unidad_id__in=unidades) | Q(recibida))
    return Comunicacion.objects.filter(libre | Q(expediente__isnull=False) & _del_caso_visible(actor))


def unidades_de(actor: Actor) -> frozenset[UUID]:
    """The units whose communications an actor sees for working there."""
    return actor.unidades if actor.puede(VER) else frozenset()


def _del_caso_visible(actor: Actor) -> Q:
    """On communications: that its case may be seen, or that it has none."""
    visible = visibles_por(actor, "expediente", fila_a_fila=True)
    return Q(expediente=None) | visible if visible else Q()


def unidades_que_reciben(*, en: date) -> list[Unidad]:
    """The units in force on a day with a post that may acknowledge communications, by name: what is sent to another waits for ever."""
    atienden = Puesto.objects.filter(unidad=OuterRef("pk"), activo=True, roles__permisos__contains=[COMUNICAR])
    vigentes = Unidad.objects.filter(vigente(en), Exists(atienden))
    return list(vigentes.order_by(en_castellano("nombre"), "id")[:MAXIMO_EN_LISTA])


def bandeja(
    actor: Actor, *, cual: str, antes_de: UUID | None = None, limite: int = MAXIMO_EN_LISTA
) -> list[Comunicacion]:
    """A page of a tray, the newest first: those that wait to be acknowledged, those received or those sent by the actor's units.
    `antes_de`: the last one of the page before."""
    limite = min(limite, MAXIMO_EN_LISTA)
    return _con_lo_suyo(_primeras(_partes(actor, cual, antes_de), limite), limite)


def cuantas_pendientes(actor: Actor, *, tope: int = 100) -> int:
    """How many wait to be acknowledged by the actor's units, counted up to `tope`."""
    return len(_primeras(_partes(actor, PENDIENTES, None), tope).values_list("id"))


def _partes(actor: Actor, cual: str, antes_de: UUID | None) -> list[QuerySet[Comunicacion]]:
    """What each unit sent or got, newest first from its own index, so that a page is read without reading the tray."""
    visibles = Comunicacion.objects.filter(_del_caso_visible(actor))
    if antes_de is not None:
        visibles = visibles.filter(id__lt=antes_de)
    unidades = sorted(unidades_de(actor))
    if cual == ENVIADAS:
        return [visibles.filter(unidad_id=unidad).order_by("-id") for unidad in unidades]
    recibidas = {"destinos__acusada_el": None} if cual == PENDIENTES else {}
    return [visibles.filter(destinos__unidad_id=unidad, **recibidas).order_by("-id") for unidad in unidades]


def _primeras(partes: Sequence[QuerySet[Comunicacion]], limite: int) -> QuerySet[Comunicacion]:
    if not partes:
        return Comunicacion.objects.none()
    primera, *otras = (parte.values("id")[:limite] for parte in partes)
    halladas = primera.union(*otras) if otras else primera
    return Comunicacion.objects.filter(id__in=halladas).order_by("-id")[:limite]


def buscadas(actor: Actor, texto: str, *, antes_de: UUID | None = None, limite: int = 25) -> list[Comunicacion]:
    """The newest visible communications with that number, or with every word in their subject or text. Accents and case do not matter.

    Where few in the whole town have the words they are asked one by one whether they may be seen; else those that the actor's units sent, those that
    they got and those of the cases that may be seen are looked for apart, each by its index.
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        return []
    limite = min(limite, MAXIMO_EN_LISTA)
    todas = Comunicacion.objects.all() if antes_de is None else Comunicacion.objects.filter(id__lt=antes_de)
    halladas = _con_texto(todas, texto)
    if len(pocas := list(halladas.values_list("id", flat=True).order_by()[: POCOS + 1])) <= POCOS:
        suyas = visibles_para(actor).filter(en_lista("id", pocas)).order_by("-id")
        return _con_lo_suyo(suyas, limite) if pocas else []
    return _con_lo_suyo(_primeras([via.order_by("-id") for via in _vias(actor, halladas)], limite), limite)


def _vias(actor: Actor, filas: QuerySet[Comunicacion]) -> list[QuerySet[Comunicacion]]:
    """Of some communications, those that an actor may see by each way, which has an index that says which are theirs: however many cases they see,
    what is looked through is what was said about them."""
    unidades = unidades_de(actor)
    recibida = Destino.objects.filter(unidad_id__in=unidades).values("comunicacion_id")
    de_ellas = filas.filter(_del_caso_visible(actor))
    vias = [de_ellas.filter(unidad_id__in=unidades), de_ellas.filter(id__in=recibida)]
    suyas = unidades_que_ve(actor)
    if suyas is None:
        return [*vias, filas.filter(expediente__isnull=False)]
    de_sus_casos = ComunicacionDeUnidad.objects.filter(unidad_id__in=suyas).values("comunicacion_id")
    return [
        *vias,
        filas.filter(id__in=de_sus_casos),
        filas.filter(expediente_id__in=por_permiso(actor).values("expediente_id")),
    ]


def _con_texto(filas: QuerySet[Comunicacion], texto: str) -> QuerySet[Comunicacion]:
    numero = numero_buscado(texto)
    if numero is None:
        return con_palabras(filas, texto, "asunto", "texto")
    anios = [numero.anio] if numero.anio else list(LibroComunicaciones.objects.values_list("anio", flat=True))
    return filas.filter(anio__in=anios, orden=numero.orden)


def _con_lo_suyo(filas: QuerySet[Comunicacion], limite: int) -> list[Comunicacion]:
    """With all that a list shows: its unit, its case, and which units have acknowledged it."""
    destinos = Destino.objects.select_related("unidad").order_by("id")
    return list(filas.select_related("unidad", "expediente").prefetch_related(Prefetch("destinos", destinos))[:limite])


def de_expediente(
    actor: Actor, expediente: Expediente, *, antes_de: UUID | None = None, limite: int = 25
) -> list[Comunicacion]:
    """A page of those about a case, newest first, for who came through its door."""
    filas = visibles_para(actor).filter(expediente=expediente)
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    limite = min(limite, MAXIMO_EN_LISTA)
    return _con_lo_suyo(filas.order_by("-id"), limite)


def destinos_de(comunicacion: Comunicacion) -> list[Destino]:
    """The units that got it, with who acknowledged it and when, in the order in which they were named."""
    return list(comunicacion.destinos.select_related("unidad", "acusada_por__persona").order_by("id"))


def adjuntos_de(comunicacion: Comunicacion) -> list[AdjuntoComunicacion]:
    """What goes with it, in order."""
    return list(comunicacion.adjuntos.select_related("documento__contenido", "contenido").order_by("orden"))


def respuestas_de(actor: Actor, comunicacion: Comunicacion) -> list[Comunicacion]:
    """The visible answers, the first to come first."""
    respuestas = visibles_para(actor).filter(responde_a=comunicacion).select_related("unidad")
    return list(respuestas.order_by("id")[:MAXIMO_EN_LISTA])


def enlazada(actor: Actor, comunicacion_id: UUID | None) -> Comunicacion | None:
    """Another communication that this one names, if the actor may see it too."""
    if comunicacion_id is None:
        return None
    return visibles_para(actor).filter(id=comunicacion_id).first()


def correccion_de(actor: Actor, comunicacion: Comunicacion) -> Comunicacion | None:
    """The communication that corrects this one, if there is one."""
    return visibles_para(actor).filter(corrige=comunicacion).first()


def resumen_de(empleado_id: UUID) -> ResumenPedido | None:
    """The digest that somebody asked for."""
    return ResumenPedido.objects.select_related("empleado__persona").filter(empleado_id=empleado_id).first()


def resumenes_por_encargar(*, en: date) -> list[UUID]:
    """Who asked for the digest and has not been sent that of a day, nor of a later one."""
    principio = datetime.combine(en, time(), MADRID)
    pedidos = ResumenPedido.objects.filter(Q(ultimo_el=None) | Q(ultimo_el__lt=principio))
    return list(pedidos.order_by("empleado_id").values_list("empleado_id", flat=True))


def resumenes_de_quien_se_fue(*, en: date) -> list[UUID]:
    """Those who asked for the digest and do not work here on a day any more."""
    pedidos = ResumenPedido.objects.filter(empleado__hasta__lt=en)
    return list(pedidos.order_by("empleado_id").values_list("empleado_id", flat=True))
