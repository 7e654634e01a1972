"""Reads of forms and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.models import Borrador, InteresadoBorrador
from consistorio.tramitacion.formularios.tipos import Paso, Requisito
from consistorio.tramitacion.formularios.valores import como_datos

MAXIMO_EN_LISTA = 50


def borradores_de(actor: Actor) -> QuerySet[Borrador]:
    """The drafts of a citizen in this session's capacity, last saved first; at most fifty."""
    if actor.clase is not ClaseActor.CIUDADANO:
        return Borrador.objects.none()
    suyos = Borrador.objects.filter(
        titular_id=actor.id, representado_id=actor.representa_a, estado=Borrador.Estado.VIVO
    )
    if actor.solo_procedimiento:
        suyos = suyos.filter(procedimiento=actor.solo_procedimiento)
    return suyos.select_related("formulario").order_by("-guardado_el", "-id")[:MAXIMO_EN_LISTA]


@dataclass(frozen=True, slots=True)
class EstadoPaso:
    """A step of the task list: `completo`, `empezado` or `sin_empezar`."""

    paso: Paso
    estado: str


@dataclass(frozen=True, slots=True)
class EstadoBorrador:
    """Where a draft stands: its steps, the documents that it calls for and those that are missing."""

    pasos: tuple[EstadoPaso, ...]
    requisitos: tuple[Requisito, ...]
    faltan: tuple[Requisito, ...]
    puede_presentarse: bool


def estado_de(borrador: Borrador, *, en: date) -> EstadoBorrador:
    """The task list of a draft on a day."""
    esquema = borrador.formulario.tipado
    datos = como_datos(borrador.datos)
    pasos = tuple(
        EstadoPaso(
            paso,
            "sin_empezar"
            if not any(campo.codigo in datos for campo in paso.campos)
            else ("completo" if reglas.paso_completo(esquema, datos, paso.codigo, hoy=en) else "empezado"),
        )
        for paso in reglas.pasos_visibles(esquema, datos)
    )
    adjuntados = set(borrador.adjuntos.values_list("requisito", flat=True))
    return EstadoBorrador(
        pasos=pasos,
        requisitos=reglas.requisitos_visibles(esquema, datos),
        faltan=reglas.documentos_que_faltan(esquema, datos, adjuntados),
        puede_presentarse=all(estado.estado == "completo" for estado in pasos),
    )


def interesados_de(borrador: Borrador) -> list[InteresadoBorrador]:
    """The other persons who file with the holder of a draft, in the order in which they were added; at most twenty."""
    return list(borrador.interesados.select_related("persona", "representante").order_by("id"))


def caducados(*, en: datetime, limite: int = 200) -> Sequence[Borrador]:
    """Drafts past their expiry, oldest first."""
    return list(
        Borrador.objects.filter(estado=Borrador.Estado.VIVO, caduca_el__lte=en).order_by("caduca_el", "id")[:limite]
    )
