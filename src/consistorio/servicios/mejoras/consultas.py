"""Reads of the requests of change: those that somebody may see, in pages."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import hoy
from consistorio.plataforma.calendario.reloj import reloj_de_la_casa
from consistorio.plataforma.organizacion.models import Unidad
from consistorio.servicios.estadistica.medidas import Medida, medida_de_version
from consistorio.servicios.mejoras.models import MensajeDePeticion, PeticionDeArea
from consistorio.servicios.mejoras.permisos import RESPONDER
from consistorio.tramitacion.catalogo.consultas import areas_de
from consistorio.tramitacion.catalogo.models import BorradorProcedimiento, VersionProcedimiento

MAXIMO_EN_LISTA = 100
MAXIMO_DE_MENSAJES = 200


def visibles_para(actor: Actor) -> QuerySet[PeticionDeArea]:
    """Those that they asked for, wherever they are now; those that their units did, and those of the areas for which they answer."""
    areas = areas_de(actor, en=hoy(reloj_de_la_casa()))
    return PeticionDeArea.objects.filter(
        Q(unidad_id__in=actor.unidades) | Q(area__in=areas) | Q(pedida_por_id=actor.id)
    )


def pagina(actor: Actor, *, estado: str = "", antes_de: UUID | None = None, limite: int = 25) -> list[PeticionDeArea]:
    """A page of them, the newest first. `antes_de`: the last one of the page before."""
    filas = visibles_para(actor).select_related("procedimiento", "unidad", "pedida_por__persona")
    if estado:
        filas = filas.filter(estado=estado)
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    return list(filas.order_by("-id")[: min(limite, MAXIMO_EN_LISTA)])


def responde(actor: Actor, peticion: PeticionDeArea) -> bool:
    """Whether this person answers for the area that was asked."""
    return actor.puede(RESPONDER) and peticion.area in areas_de(actor, en=hoy(reloj_de_la_casa()))


def mensajes_de(peticion: PeticionDeArea) -> Sequence[MensajeDePeticion]:
    """What both sides have said, in order; at most two hundred."""
    mensajes = peticion.mensajes.select_related("autor__persona").order_by("id")
    return list(mensajes[:MAXIMO_DE_MENSAJES])


def con_novedades(actor: Actor, *, tope: int = 100) -> int:
    """How many of those that this person asked for have something that they have not seen."""
    return PeticionDeArea.objects.filter(pedida_por_id=actor.id, por_ver=True)[:tope].count()


def por_contestar(actor: Actor, *, tope: int = 100) -> int:
    """How many wait for the areas of this person to decide; none for who does not prepare their procedures."""
    if not actor.puede(RESPONDER):
        return 0
    abiertas = PeticionDeArea.objects.filter(estado=PeticionDeArea.Estado.ABIERTA)
    if not abiertas.exists():  # most days
        return 0
    return abiertas.filter(area__in=areas_de(actor, en=hoy(reloj_de_la_casa())))[:tope].count()


def borrador_abierto(peticion: PeticionDeArea) -> BorradorProcedimiento | None:
    """What is being prepared of its procedure."""
    return BorradorProcedimiento.objects.filter(codigo=peticion.procedimiento.codigo, cerrado_el=None).first()


def publicada_despues(peticion: PeticionDeArea) -> VersionProcedimiento | None:
    """The version in force of its procedure, when it was published after the request was accepted."""
    if peticion.decidida_el is None:
        return None
    en_vigor = VersionProcedimiento.objects.filter(procedimiento_id=peticion.procedimiento_id, estado="publicada")
    return en_vigor.filter(publicada_el__gt=peticion.decidida_el).defer("definicion").first()


@dato
class DeUnBorrador:
    """The accepted requests of the procedure of a draft, the newest first: those that it carries, and those that nothing carries yet."""

    lleva: Sequence[PeticionDeArea]
    por_llevar: Sequence[PeticionDeArea]


def de_borrador(actor: Actor, borrador: BorradorProcedimiento) -> DeUnBorrador:
    """Those that the actor may see; at most a hundred. One that a version in trial carries waits for it."""
    en_pie = Q(borrador=borrador) | Q(borrador=None) & (Q(version=None) | Q(version__estado="descartada"))
    filas = visibles_para(actor).filter(
        en_pie, procedimiento__codigo=borrador.codigo, estado=PeticionDeArea.Estado.ACEPTADA
    )
    todas = list(filas.select_related("unidad").order_by("-id")[:MAXIMO_EN_LISTA])
    return DeUnBorrador(
        [una for una in todas if una.borrador_id is not None], [una for una in todas if una.borrador_id is None]
    )


def unidades_de(actor: Actor) -> list[Unidad]:
    """The units in whose name this person asks."""
    return list(Unidad.objects.filter(id__in=actor.unidades, hasta=None).order_by("nombre"))


@dato
class Resultado:
    """What improved: before, over what was decided then; after, over what was closed under the version that carries the change."""

    antes: Medida
    despues: Medida


def resultado_de(peticion: PeticionDeArea) -> Resultado | None:
    """Of one that is done; None before."""
    if peticion.estado != PeticionDeArea.Estado.HECHA or peticion.version_id is None:
        return None
    antes = Medida(peticion.antes_casos or 0, peticion.antes_dias, peticion.antes_tareas)
    return Resultado(antes, medida_de_version(peticion.version_id))
