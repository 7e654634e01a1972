"""Reads of what is declared or communicated and of its later control (LPACAP 69)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import en_madrid
from consistorio.plataforma.calendario.consultas import calendario_de_la_sede
from consistorio.tramitacion.catalogo.tareas import COMPROBACION
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.visibilidad import visibles_por
from consistorio.tramitacion.motor.models import Declaracion, Plazo, Requerimiento, Tarea
from consistorio.tramitacion.motor.reglas import contar, duracion_de

EN_PAGINA = 50


def declaracion_de(expediente: Expediente) -> Declaracion | None:
    """From when what was filed has effects, and how its control is; None when the case began in another way."""
    return Declaracion.objects.filter(expediente=expediente).first()


def dia_de_presentacion(expediente: Expediente) -> date | None:
    """The day on which what started the case was filed, or it was agreed to start it; None where neither a term nor effects began."""
    inicio = Plazo.objects.filter(expediente=expediente).values_list("inicio", flat=True).first()
    if inicio is not None:
        return en_madrid(inicio).date()
    return Declaracion.objects.filter(expediente=expediente).values_list("desde", flat=True).first()


def hasta_cuando_se_prohibe(expediente: Expediente, *, en: date) -> date | None:
    """The last day to decide that what was declared cannot go on, counted from that on which it was known (69.4), if a norm says how long there is;
    None of what is not to be decided so."""
    plazo = expediente.version.tipada.legal.prohibicion
    declaracion = declaracion_de(expediente) if plazo is not None else None
    if plazo is None or declaracion is None or declaracion.constancia_el is None:
        return None
    return contar(declaracion.constancia_el, duracion_de(plazo), calendario_de_la_sede(en=en)).vence


def requerimiento_sin_contestar(expediente: Expediente) -> bool:
    """Whether the documents of what was declared were required, and their term ended without them (LPACAP 69.4)."""
    return expediente.requerimientos.filter(clase=Requerimiento.Clase.DOCUMENTACION, estado="desatendido").exists()


def por_comprobar(actor: Actor, *, tras: tuple[date, UUID] | None = None, limite: int = EN_PAGINA) -> list[Declaracion]:
    """A page of the programme of control of the actor's units: what is still to be checked, the oldest first. `tras`: the last of the page
    before."""
    pagina = Q() if tras is None else Q(desde__gt=tras[0]) | Q(desde=tras[0], id__gt=tras[1])
    con_su_caso = _por_comprobar(actor).filter(pagina).select_related("expediente__version__procedimiento")
    sin_leer = ("expediente__version__definicion", "expediente__version__capa", "expediente__datos")
    return list(con_su_caso.defer(*sin_leer).order_by("desde", "id")[:limite])


def cuantas_por_comprobar(actor: Actor, *, tope: int) -> int:
    """How many there are, counting no further than `tope`."""
    return _por_comprobar(actor)[:tope].count()


def _por_comprobar(actor: Actor) -> QuerySet[Declaracion]:
    abierta = Tarea.objects.filter(
        expediente=OuterRef("expediente"), tipo=COMPROBACION, cerrada_el=None, unidad__in=actor.unidades
    )
    return Declaracion.objects.filter(
        visibles_por(actor, "expediente"), Exists(abierta), estado=Declaracion.Estado.POR_COMPROBAR
    )
