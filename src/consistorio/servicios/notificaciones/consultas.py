"""Reads of the notifications. Lists, searches and counts go through `visibles_para`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.servicios.notificaciones.cumplimiento import DECISION
from consistorio.servicios.notificaciones.models import TRAS_EL_CIERRE, AjusteNotificaciones, Notificacion
from consistorio.servicios.notificaciones.tipos import ReglaCaducidad
from consistorio.tramitacion.expedientes import consultas as expedientes
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import visibles_por as expedientes_visibles_por
from consistorio.tramitacion.motor.consultas import decision_deshecha, siguen_abiertas

ABIERTAS = (Notificacion.Estado.DISPONIBLE, Notificacion.Estado.INFRUCTUOSA)
DIAS_DE_AVISO = 3
MAXIMO_EN_LISTA = 200
POR_ABRIR = Q(estado__in=ABIERTAS, clase=Notificacion.Clase.NOTIFICACION)
SE_DICE_TRAS_EL_CIERRE = reduce(or_, (Q(referencia__startswith=prefijo) for prefijo in TRAS_EL_CIERRE))


def visibles_para(actor: Actor) -> QuerySet[Notificacion]:
    """Those that the actor may know of: a citizen's own and of whom they represent; the staff's, by the case.

    A citizen sees them once they are available in the sede.
    """
    todas = Notificacion.objects.all()
    if actor.clase is ClaseActor.CIUDADANO:
        return todas.filter(de_la_persona(actor), puesta_a_disposicion__isnull=False)
    if actor.clase is ClaseActor.SISTEMA:
        return todas
    return todas.filter(expediente__in=expedientes.visibles_para(actor))


def de_la_persona(actor: Actor) -> Q:
    """The notifications that a citizen's session may open: addressed to whom acts or is acted for, or handed through them.

    A representative opens those of others only while they still act in the case; by a power for one procedure, only its own.
    """
    persona = actor.persona_interesada
    como_representante = Q(representante_id=persona, expediente__in=expedientes.visibles_para(actor))
    suyas = Q(destinatario_id=persona) | como_representante
    if actor.solo_procedimiento:
        suyas &= Q(expediente__version__procedimiento__codigo=actor.solo_procedimiento)
    return suyas


def pendientes_de(actor: Actor) -> QuerySet[Notificacion]:
    """What a citizen has still to open, the first to expire first."""
    return visibles_para(actor).filter(POR_ABRIR).select_related("expediente").order_by("caduca", "id")


def pagina_de_pendientes(actor: Actor, *, tras: UUID | None, limite: int) -> list[Notificacion]:
    """Some of those, after one of theirs, also when it was opened meanwhile; from the first when there is none such."""
    filas = pendientes_de(actor)
    ultima = visibles_para(actor).filter(id=tras).values_list("caduca", flat=True) if tras is not None else ()
    for caduca in ultima:
        alli = Q(caduca=caduca, id__gt=tras)
        # What has no last day is told last
        filas = filas.filter(alli | Q(caduca__gt=caduca) | Q(caduca=None) if caduca is not None else alli)
    return list(filas[:limite])


def en_papel_de(actor: Actor) -> QuerySet[Notificacion]:
    """What the staff's own units have on paper and is not over, the oldest first; of closed cases, only what is notified all the same."""
    return (
        visibles_para(actor)
        .filter(
            canal=Notificacion.Canal.PAPEL,
            estado__in=ABIERTAS,
            expediente__unidad_id__in=actor.unidades,
        )
        .filter(Q(expediente__estado=Expediente.Estado.ABIERTO) | SE_DICE_TRAS_EL_CIERRE)
        .order_by("puesta_a_disposicion", "id")
    )


def por_enviar(actor: Actor) -> QuerySet[Notificacion]:
    """What waits to be printed and posted."""
    return en_papel_de(actor).filter(estado=Notificacion.Estado.DISPONIBLE, salida=None)


def sin_resultado(actor: Actor) -> QuerySet[Notificacion]:
    """What was posted and nobody has said yet what happened at the door."""
    return en_papel_de(actor).filter(estado=Notificacion.Estado.DISPONIBLE, salida__isnull=False)


def por_publicar(actor: Actor) -> QuerySet[Notificacion]:
    """What could not be delivered, or has nowhere to go: its announcement in the BOE waits."""
    return en_papel_de(actor).filter(estado=Notificacion.Estado.INFRUCTUOSA)


def comunicaciones_sin_enviar(expediente_id: UUID) -> int:
    """How many communications of a case wait to be posted."""
    return (
        Notificacion.objects.filter(
            expediente_id=expediente_id,
            clase=Notificacion.Clase.COMUNICACION,
            canal=Notificacion.Canal.PAPEL,
            practicada_el=None,
        )
        .exclude(estado=Notificacion.Estado.RETIRADA)
        .count()
    )


def de_decisiones_pendientes(notificaciones: Sequence[Notificacion]) -> set[UUID]:
    """Of those, the ones whose task to notify a decision is still open: they are always notified (LPACAP 40.1)."""
    abiertas = siguen_abiertas({una.tarea_id for una in notificaciones if una.tarea_id is not None})
    return {una.id for una in notificaciones if una.tarea_id in abiertas}


def parte_de(notificacion: Notificacion) -> QuerySet[Interesado]:
    """The party whose letter it is, while they act in the case through whom it goes to; empty otherwise."""
    return Interesado.objects.filter(
        expediente_id=notificacion.expediente_id,
        persona_id=notificacion.destinatario_id,
        representante_id=notificacion.representante_id,
        hasta=None,
    )


def caducadas_a(dia: date) -> QuerySet[Notificacion]:
    """Electronic ones whose last day ended before `dia` and nobody opened."""
    return Notificacion.objects.filter(
        estado=Notificacion.Estado.DISPONIBLE, canal=Notificacion.Canal.ELECTRONICA, caduca__lt=dia
    ).order_by("caduca", "id")


def por_caducar(actor: Actor, *, en: date, tras: Notificacion | None = None) -> QuerySet[Notificacion]:
    """Of the cases that a member of staff may see, the electronic ones nobody has opened whose last day is that or one of the three next,
    the first to lapse first. `tras`: the last one of the page before."""
    filas = Notificacion.objects.filter(
        expedientes_visibles_por(actor, "expediente"),
        estado=Notificacion.Estado.DISPONIBLE,
        canal=Notificacion.Canal.ELECTRONICA,
        caduca__gte=en,
        caduca__lte=en + timedelta(days=DIAS_DE_AVISO),
    )
    if tras is not None and tras.caduca is not None:
        filas = filas.filter(Q(caduca__gt=tras.caduca) | Q(caduca=tras.caduca, id__gt=tras.id))
    return filas.order_by("caduca", "id")


def de_expediente(expediente_id: UUID, *, tras: UUID | None = None, limite: int = 25) -> list[Notificacion]:
    """A page of those of a case in order, with all that is said of each. `tras`: the last one of the page before (keyset).

    Most cases have none or two: one query of ten tables takes longer to plan than these to run.
    """
    suyas = Notificacion.objects.filter(expediente_id=expediente_id)
    ultima = suyas.filter(id=tras).first() if tras is not None else None
    if ultima is not None:
        suyas = suyas.filter(Q(emitida_el__gt=ultima.emitida_el) | Q(emitida_el=ultima.emitida_el, id__gt=ultima.id))
    return list(
        suyas.select_related("destinatario", "representante", "documento", "cedula")
        .prefetch_related("evidencia", "salida", "retirada", "lugar_ignorado")
        .prefetch_related("avisos", "intentos", "impresiones")
        .order_by("emitida_el", "id")[: min(limite, MAXIMO_EN_LISTA)]
    )


def decision_notificada_el(expediente_id: UUID, persona_id: UUID) -> datetime | None:
    """When the last decision of a case was notified to a party; None while it is not."""
    suyas = Notificacion.objects.filter(expediente_id=expediente_id, destinatario_id=persona_id)
    decisiones = suyas.filter(referencia__startswith=DECISION, clase=Notificacion.Clase.NOTIFICACION)
    return decisiones.order_by("-emitida_el", "-id").values_list("practicada_el", flat=True).first()


def quedo_sin_efecto(notificacion: Notificacion) -> bool:
    """Whether what it notified is a decision that stands no more."""
    if not notificacion.referencia.startswith(DECISION):
        return False
    return decision_deshecha(notificacion.expediente_id, notificacion.referencia)


def de_una_sola_parte(expediente_id: UUID) -> bool:
    """Whether only one person is, or was, a party: then nothing of their notifications is of somebody else (LPACAP 40.5)."""
    return Interesado.objects.filter(expediente_id=expediente_id).values("persona_id").distinct().count() == 1


def regla_vigente(en: date) -> ReglaCaducidad:
    """The town's reading of 30.5 for the ten natural days, on a day. Without any agreement: they are not put off."""
    ajuste = AjusteNotificaciones.objects.filter(desde__lte=en).order_by("-desde").first()
    return ReglaCaducidad(ajuste.regla_caducidad) if ajuste is not None else ReglaCaducidad.SIN_PRORROGA
