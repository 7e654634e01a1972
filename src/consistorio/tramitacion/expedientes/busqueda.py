"""Looking for cases, their documents and their parties by what somebody writes in a box. Everything goes through the rule of who may see a case.

Each way is looked for apart, by its own index, and of each only the newest are taken: joined by OR they would read every row, and a word that
is everywhere costs no more than a rare one, to who sees much or little. `entre`: what `entre_pocos` answered; `antes_de`: the last one of the page before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.textos import con_texto, que_lo_dicen
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import NOMBRES, Persona
from consistorio.plataforma.orden import con_palabras, cuantas_se_esperan, parecidas, tiene_las_palabras
from consistorio.tramitacion.expedientes.documentos import COPIA_AUTENTICA
from consistorio.tramitacion.expedientes.lugares import LUGARES
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import (
    POCOS,
    ExistsFilaAFila,
    a_la_busca,
    en_consulta,
    en_lista,
    entre_pocos,
    visibles_por,
)

__all__ = [
    "Donde",
    "documentos_buscados",
    "entre_pocos",
    "expedientes_buscados",
    "expedientes_de_persona",
    "personas_buscadas",
    "personas_visibles",
]
M = TypeVar("M", bound=Model)
# No index finds a misspelt word soon: it is looked for, one by one, in the newest that one may see
ENTRE_LAS_ULTIMAS = 1_000
# Of who sees few, those that are read before any index is asked: a word that is everywhere is in enough of them
RECIENTES = 400
POR_TODAS_PARTES = 20_000  # documents


@dato
class Suyas:
    """Where to look for who sees few. `condicion`: of their rows; `ultimas`: of so many of them, the newest."""

    condicion: Q
    ultimas: Callable[[int], Combinable]


@dato
class Via(Generic[M]):
    """A way of looking for words, over some rows: `leyendo` them all, or `por_indice`. `halladas`: the identifiers of all that the index answers;
    `corriente`: whether those are many."""

    leyendo: Callable[[QuerySet[M]], QuerySet[M]]
    por_indice: Callable[[QuerySet[M]], QuerySet[M]]
    halladas: QuerySet[Any, Any]
    corriente: Callable[[], bool]


@dato
class Donde:
    """Who looks, for what, and where: the same for every kind of thing. `parecidas`: a misspelt word is taken for what it looks like."""

    actor: Actor
    texto: str
    entre: frozenset[UUID] | None
    antes_de: UUID | None = None
    tope: int = 25
    parecidas: bool = False

    def con_palabras(self, filas: QuerySet[M], *campos: str | Combinable) -> QuerySet[M]:
        """Of some rows, those that have the words; of the newest, those that nearly do."""
        if not self.parecidas:
            return con_palabras(filas, self.texto, *campos)
        ultimas = filas.order_by("-id").values_list("id", *campos)[:ENTRE_LAS_ULTIMAS]
        halladas = parecidas(self.texto, [(fila[0], " ".join(map(str, fila[1:]))) for fila in ultimas])
        return filas.filter(id__in=halladas)

    def por_palabras(self, visibles: QuerySet[M], suyas: Suyas | None, vias: Sequence[Via[M]]) -> Sequence[QuerySet[M]]:
        """Ways to the newest rows that have the words. `suyas`: of who sees few.

        Of who sees few the newest are read first: a word that is everywhere is in enough of them, and its index would answer with the whole town.
        """
        if suyas is None:
            return [self._por_la_mejor(visibles, suyas, via) for via in vias]
        todas, nuevas = visibles.model._default_manager.all(), visibles.filter(suyas.ultimas(RECIENTES))
        leidas = self.primeras(todas, [via.leyendo(nuevas) for via in vias]).values_list("id", flat=True)
        if len(halladas := list(leidas)) >= self.tope:
            return [todas.filter(en_lista("id", halladas))]
        return [self._por_la_mejor(visibles, suyas, via) for via in vias]

    def _por_la_mejor(self, visibles: QuerySet[M], suyas: Suyas | None, via: Via[M]) -> QuerySet[M]:
        """What is rare is asked of its index, and then who may see it: left to itself the planner walks through every row after a word that it does
        not know."""
        if not via.corriente():
            return visibles.filter(en_consulta("id", via.halladas))
        if suyas is not None:
            return via.leyendo(visibles.filter(suyas.condicion))
        return via.por_indice(visibles)

    def primeras(self, filas: QuerySet[M], vias: Sequence[QuerySet[M]]) -> QuerySet[M]:
        """The newest rows of a table that some way reaches."""
        primera, *otras = (self._antes(via).order_by("-id").values("id")[: self.tope] for via in vias)
        return filas.filter(id__in=primera.union(*otras) if otras else primera).order_by("-id")[: self.tope]

    def _antes(self, filas: QuerySet[M]) -> QuerySet[M]:
        return filas if self.antes_de is None else filas.filter(id__lt=self.antes_de)


def expedientes_buscados(donde: Donde, *, ademas: Sequence[Q] = ()) -> QuerySet[Expediente]:
    """The newest visible cases by part of their number, every word in their title and their streets, or a party of today by number of identity or
    name. `ademas`: what else makes a visible case fit."""
    visibles = a_la_busca(donde.actor, entre=donde.entre)
    if donde.parecidas:
        return donde.primeras(Expediente.objects.all(), [donde.con_palabras(visibles, "titulo", LUGARES)])
    personas = con_palabras(Persona.objects.all(), donde.texto, *NOMBRES)
    halladas = Persona.objects.filter(nif=donde.texto.upper()).values("id").union(personas.values("id"))
    partes = Interesado.objects.filter(persona__in=halladas, hasta=None)
    por_numero = [] if " " in donde.texto else [visibles.filter(numero__contains=donde.texto.upper())]
    return donde.primeras(
        Expediente.objects.all(),
        [
            *_casos_por_palabras(donde, visibles),
            visibles.filter(id__in=partes.values("expediente_id")),
            *por_numero,
            *(visibles.filter(condicion) for condicion in ademas),
        ],
    )


def _casos_por_palabras(donde: Donde, visibles: QuerySet[Expediente]) -> Sequence[QuerySet[Expediente]]:
    todos = con_palabras(Expediente.objects.all(), donde.texto, "titulo", LUGARES)
    via: Via[Expediente] = Via(
        lambda filas: filas.filter(tiene_las_palabras(donde.texto, "titulo", LUGARES)),
        lambda filas: con_palabras(filas, donde.texto, "titulo", LUGARES),
        todos.values("id"),
        lambda: cuantas_se_esperan(todos) > POCOS,
    )
    if donde.entre is None:
        return donde.por_palabras(visibles, None, [via])
    suyos = sorted((uno for uno in donde.entre if donde.antes_de is None or uno < donde.antes_de), reverse=True)
    # `visibles` is theirs already
    return donde.por_palabras(visibles, Suyas(Q(), lambda cuantos: en_lista("id", suyos[:cuantos])), [via])


def documentos_buscados(donde: Donde) -> QuerySet[Documento]:
    """The newest visible documents that have every word in their title, or that say them all."""
    visibles, todos = documentos.visibles_para(donde.actor), Documento.objects.all()
    suyos = _sus_documentos(donde.entre, donde.antes_de) if donde.entre is not None else None
    if donde.parecidas:
        filas = visibles.filter(suyos.ultimas(ENTRE_LAS_ULTIMAS)) if suyos is not None else visibles
        return donde.primeras(todos, [donde.con_palabras(filas, "titulo")])
    titulados, dicen = con_palabras(todos, donde.texto, "titulo"), que_lo_dicen(donde.texto)
    por_titulo: Via[Documento] = Via(
        lambda filas: filas.filter(tiene_las_palabras(donde.texto, "titulo")),
        lambda filas: con_palabras(filas, donde.texto, "titulo"),
        titulados.values("id"),
        lambda: cuantas_se_esperan(titulados) > POCOS,
    )

    def que_dicen(filas: QuerySet[Documento]) -> QuerySet[Documento]:
        return con_texto(filas, donde.texto)

    def lo_dicen_muchos() -> bool:
        # The statistics take a word that nobody says for one that some do: unless they reckon that it is said all over, it is asked
        return cuantas_se_esperan(dicen) > POR_TODAS_PARTES or bool(dicen.values("pk")[POCOS : POCOS + 1])

    por_texto: Via[Documento] = Via(que_dicen, que_dicen, dicen.values("documento_id"), lo_dicen_muchos)
    return donde.primeras(todos, donde.por_palabras(visibles, suyos, [por_titulo, por_texto]))


def _sus_documentos(entre: frozenset[UUID], antes_de: UUID | None) -> Suyas:
    """The documents of some cases, and the copies of theirs."""
    puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", entre)).order_by().values("documento_id")
    copias = Documento.objects.filter(estado_elaboracion=COPIA_AUTENTICA, documento_origen_id__in=puestos).values("id")

    def ultimos(cuantos: int) -> Combinable:
        anteriores, otros = puestos, copias
        if antes_de is not None:
            anteriores, otros = puestos.filter(documento_id__lt=antes_de), copias.filter(id__lt=antes_de)
        hallados = anteriores.union(otros).order_by("-documento_id").values_list("documento_id", flat=True)
        return en_lista("id", list(hallados[:cuantos]))

    return Suyas(Q(id__in=puestos.union(copias)), ultimos)


def personas_buscadas(donde: Donde) -> QuerySet[Persona]:
    """Who is a party today in some visible case, by number of identity or name, the last to come to the town first."""
    visibles = personas_visibles(donde.actor, entre=donde.entre)
    por_numero = [visibles.filter(nif=donde.texto.upper())] if any(map(str.isdecimal, donde.texto)) else []
    return donde.primeras(Persona.objects.all(), [donde.con_palabras(visibles, *NOMBRES), *por_numero])


def personas_visibles(actor: Actor, *, entre: frozenset[UUID] | None) -> QuerySet[Persona]:
    """Who is a party today in some case that an actor may see."""
    partes = Interesado.objects.filter(visibles_por(actor, "expediente", existe=ExistsFilaAFila), hasta=None)
    if entre is not None:
        suyas = partes.filter(en_lista("expediente_id", entre))
        return Persona.objects.filter(id__in=suyas.values("persona_id"))
    return Persona.objects.filter(ExistsFilaAFila(partes.filter(persona_id=OuterRef("pk"))))


def expedientes_de_persona(
    actor: Actor, persona: Persona, *, antes_de: UUID | None = None, limite: int = 25
) -> list[Expediente]:
    """A page of the visible cases in which somebody is a party today, newest first."""
    suyos = Interesado.objects.filter(persona=persona, hasta=None).values("expediente_id")
    casos = a_la_busca(actor, entre=None).filter(id__in=suyos)
    if antes_de is not None:
        casos = casos.filter(id__lt=antes_de)
    return list(
        casos.select_related("unidad", "version__procedimiento").defer("version__definicion").order_by("-id")[:limite]
    )
