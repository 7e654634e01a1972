"""Reads of forms and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import OuterRef, Q, QuerySet, Subquery

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.almacen.models import Contenido
from consistorio.tramitacion.formularios import reglas
from consistorio.tramitacion.formularios.models import AdjuntoBorrador, Borrador, InteresadoBorrador
from consistorio.tramitacion.formularios.recordatorios import ANTES_DE_CADUCAR, SIN_TOCAR, Fechas
from consistorio.tramitacion.formularios.tipos import Paso, Requisito
from consistorio.tramitacion.formularios.valores import como_datos, texto_de

MAXIMO_EN_LISTA = 50


def en_calidad_de(actor: Actor) -> Q:
    """The drafts of this session's capacity: own ones, also for another without a power; or those of whom it represents."""
    if actor.representa_a is None:
        return Q(representado=None) | Q(sin_poder=True)
    return Q(representado_id=actor.representa_a, sin_poder=False)


def adjuntos_de(borrador: Borrador) -> QuerySet[AdjuntoBorrador]:
    """The files of a draft in order, each with its `reparo`: why it cannot be read as it was meant, or ""."""
    suyo = Contenido.objects.filter(pk=OuterRef("contenido")).values("reparo")
    return borrador.adjuntos.annotate(reparo=Subquery(suyo))


def hay_danados(borrador: Borrador) -> bool:
    """Whether some of its files cannot be read as it was meant."""
    suyos = Contenido.objects.filter(pk__in=borrador.adjuntos.values("contenido"))
    return suyos.exclude(reparo="").exists()


def borradores_de(actor: Actor, *, antes_de: UUID | None = None, limite: int = MAXIMO_EN_LISTA) -> list[Borrador]:
    """The drafts of a citizen in this session's capacity, last saved first; at most fifty, those after `antes_de` in that order."""
    if actor.clase is not ClaseActor.CIUDADANO:
        return []
    suyos = Borrador.objects.filter(titular_id=actor.id, estado=Borrador.Estado.VIVO).filter(en_calidad_de(actor))
    if actor.solo_procedimiento:
        suyos = suyos.filter(procedimiento=actor.solo_procedimiento)
    ultimo = suyos.filter(id=antes_de).first() if antes_de else None
    if ultimo is not None:
        antes = Q(guardado_el__lt=ultimo.guardado_el) | Q(guardado_el=ultimo.guardado_el, id__lt=ultimo.id)
        suyos = suyos.filter(antes)
    ordenados = suyos.select_related("formulario").order_by("-guardado_el", "-id")
    return list(ordenados[: min(limite, MAXIMO_EN_LISTA)])


@dato
class EstadoPaso:
    """A step of the task list: `completo`, `empezado` or `sin_empezar`."""

    paso: Paso
    estado: str


@dato
class EstadoBorrador:
    """Where a draft stands: its steps, the documents that it calls for and those that are missing."""

    pasos: tuple[EstadoPaso, ...]
    requisitos: tuple[Requisito, ...]
    faltan: tuple[Requisito, ...]
    puede_presentarse: bool


def estado_de(borrador: Borrador, *, en: date) -> EstadoBorrador:
    """The task list of a draft on a day."""
    esquema = borrador.esquema
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


def fechas_de(borrador: Borrador) -> Fechas:
    """The moments that decide its reminders."""
    return Fechas(borrador.guardado_el, borrador.caduca_el, borrador.recordado_el, borrador.aviso_caducidad_el)


def correo_para(borrador: Borrador) -> str:
    """Where its holder may be reminded: their mail for notices, else the one that they typed in the draft; empty if none."""
    escrito = texto_de(como_datos(borrador.datos).get("correo_aviso")).strip()
    try:
        validate_email(escrito)
    except ValidationError:
        escrito = ""
    return borrador.titular.correo or escrito


def por_recordar(*, en: datetime, limite: int = 500) -> Sequence[Borrador]:
    """Living drafts that may be due a reminder, those that expire first, first; the action has the last word."""
    caducan = Q(caduca_el__lte=en + ANTES_DE_CADUCAR, aviso_caducidad_el=None)
    quietos = Q(guardado_el__lte=en - SIN_TOCAR, recordado_el=None)
    vivos = Borrador.objects.filter(estado=Borrador.Estado.VIVO, caduca_el__gt=en).select_related("titular")
    con_medio = ~Q(titular__correo="") | Q(datos__has_key="correo_aviso")
    return list(vivos.filter(con_medio).filter(caducan | quietos).order_by("caduca_el", "id")[:limite])


def caducados(*, en: datetime, limite: int = 200) -> Sequence[Borrador]:
    """Drafts past their expiry, oldest first."""
    return list(
        Borrador.objects.filter(estado=Borrador.Estado.VIVO, caduca_el__lte=en).order_by("caduca_el", "id")[:limite]
    )
