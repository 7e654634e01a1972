"""Looking for cases, their documents and their parties by what somebody writes in a box. Everything goes through the rule of who may see a case.

In the whole town each way is looked for apart, by its own index, and of each only the newest are taken: joined by OR they would read every row, and a
word that is everywhere costs no more than a rare one. Who sees few looks in those: what is rare in the town, by its index, and what is everywhere, in
what is read of theirs (`a_la_vista`). A misspelt word is looked for in the newest that one may see.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.textos import con_texto, que_lo_dicen
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import NOMBRES, Persona
from consistorio.plataforma.orden import con_palabras, cuantas_se_esperan
from consistorio.tramitacion.expedientes.a_la_vista import RECIENTES, ULTIMOS, ALaVista, Palabras, Parte
from consistorio.tramitacion.expedientes.lugares import LUGARES
from consistorio.tramitacion.expedientes.models import Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import (
    POCOS,
    ExistsFilaAFila,
    a_la_busca,
    en_lista,
    entre_pocos,
    recientes,
    visibles_por,
)

M = TypeVar("M", bound=Model)
POR_TODAS_PARTES = 20_000  # documents


class Via(Generic[M]):
    """A way of looking for words by an index. `filas`: the rows that have them, of some; `halladas`: all those that the index answers, which are not
    asked for when PostgreSQL reckons that they are more than `muchas`."""

    def __init__(
        self, filas: Callable[[QuerySet[M]], QuerySet[M]], halladas: QuerySet[Any, Any], *, muchas: int
    ) -> None:
        self.filas, self.halladas, self.muchas = filas, halladas, muchas

    @cached_property
    def por_todas_partes(self) -> bool:
        """Whether PostgreSQL reckons that it answers more than anybody would ask for."""
        return cuantas_se_esperan(self.halladas) > self.muchas

    @cached_property
    def raras(self) -> list[UUID] | None:
        """The identifiers of all that it answers; None when they are many."""
        return None if self.por_todas_partes else a_lo_sumo(self.halladas)

    def entre(self, visibles: QuerySet[M]) -> QuerySet[M]:
        """Those that may be seen. What is rare is asked of its index, and then who may see it: left to itself the planner walks through every row
        after a word that it does not know. What is everywhere is found at once, however it goes."""
        return self.filas(visibles) if self.raras is None else visibles.filter(en_lista("id", self.raras))


class Llamadas:
    """Who in the town has the words in their name, or that number of identity: asked for once for all the kinds of a search."""

    def __init__(self, texto: str) -> None:
        self.texto = texto

    @cached_property
    def pocas(self) -> list[UUID] | None:
        """Their identifiers; None when they are many."""
        halladas = a_lo_sumo(self._por_nombre())
        return [*halladas, *self.de_numero] if halladas is not None else None

    @cached_property
    def de_numero(self) -> list[UUID]:
        """Who has that number of identity."""
        return list(self._por_numero().values_list("id", flat=True))

    def en(self, filas: QuerySet[M], campo: str) -> QuerySet[M]:
        """The rows of whom they are."""
        if self.pocas is not None:
            return filas.filter(en_lista(campo, self.pocas))
        todas = self._por_nombre().values("id").union(self._por_numero().values("id"))
        return filas.filter(**{f"{campo}__in": todas})

    def _por_nombre(self) -> QuerySet[Persona]:
        return con_palabras(Persona.objects.all(), self.texto, *NOMBRES)

    def _por_numero(self) -> QuerySet[Persona]:
        personas = Persona.objects.filter(nif=self.texto.upper())
        return personas if any(map(str.isdecimal, self.texto)) else personas.none()


@dato
class Donde:
    """Who looks, for what, and where: the same for every kind of thing. `a_la_vista`: the cases that are read, of who sees few; None looks in
    the whole town, and for `llamadas`. `antes_de`: the last one of the page before."""

    actor: Actor
    palabras: Palabras
    llamadas: Llamadas
    a_la_vista: ALaVista | None
    antes_de: UUID | None = None
    tope: int = 25

    @property
    def texto(self) -> str:
        """What was written."""
        return self.palabras.texto

    def perdonando(self) -> Donde:
        """The same for misspelt words, in the newest cases of who sees many."""
        casi = replace(self.palabras, casi=True)
        if self.a_la_vista is not None:
            return replace(self, palabras=casi)
        ultimos = recientes(self.actor, ULTIMOS).values_list("id", flat=True)
        return replace(self, palabras=casi, a_la_vista=ALaVista(ultimos, antes_de=self.antes_de))

    def primeras(self, filas: QuerySet[M], vias: Sequence[QuerySet[M]]) -> QuerySet[M]:
        """The newest rows of a table that some way reaches."""
        primera, *otras = (self._antes(via).order_by("-id").values("id")[: self.tope] for via in vias)
        return filas.filter(id__in=primera.union(*otras) if otras else primera).order_by("-id")[: self.tope]

    def de_halladas(self, filas: QuerySet[M], halladas: Iterable[UUID]) -> QuerySet[M]:
        """The newest of some rows that were found."""
        anteriores = {una for una in halladas if self.antes_de is None or una < self.antes_de}
        return filas.filter(id__in=sorted(anteriores, reverse=True)[: self.tope]).order_by("-id")

    def _antes(self, filas: QuerySet[M]) -> QuerySet[M]:
        return filas if self.antes_de is None else filas.filter(id__lt=self.antes_de)


def donde(actor: Actor, texto: str, *, antes_de: UUID | None = None, tope: int = 25) -> Donde:
    """Where somebody looks for what they wrote."""
    pocos = entre_pocos(actor)
    vista = ALaVista(pocos, antes_de=antes_de) if pocos is not None else None
    return Donde(actor, Palabras(texto), Llamadas(texto), vista, antes_de, tope)


def expedientes_buscados(donde: Donde, *, numeros: Collection[str] = ()) -> QuerySet[Expediente]:
    """The newest visible cases by part of their number, every word in their title and their streets, or a party of today by number of identity or
    name; and those of some `numeros`, or identifiers of the ENI."""
    if donde.a_la_vista is not None:
        return donde.de_halladas(Expediente.objects.all(), _casos_a_la_vista(donde, donde.a_la_vista, numeros))
    visibles, todos = a_la_busca(donde.actor), Expediente.objects.all()
    partes = donde.llamadas.en(Interesado.objects.filter(hasta=None), "persona_id")
    vias = [
        _por_palabras(todos, donde.texto, "titulo", LUGARES).entre(visibles),
        visibles.filter(id__in=partes.values("expediente_id")),
        *([] if " " in donde.texto else [_por_numero(todos, donde.texto.upper()).filas(visibles)]),
        *(visibles.filter(**{f"{campo}__in": numeros}) for campo in ("id_eni", "numero") if numeros),
    ]
    return donde.primeras(todos, vias)


def _casos_a_la_vista(donde: Donde, vista: ALaVista, numeros: Collection[str]) -> set[UUID]:
    if donde.palabras.casi:
        return vista.casos(donde.palabras, tope=donde.tope)
    todos = Expediente.objects.all()
    hallados = {parte.expediente_id for parte in _partes_a_la_vista(donde, vista)}
    raros = _por_palabras(todos, donde.texto, "titulo", LUGARES).raras
    hallados |= vista.casos(donde.palabras, tope=donde.tope) if raros is None else vista.expedientes.intersection(raros)
    if " " not in donde.texto:
        escrito = donde.texto.upper()
        con_numero = _por_numero(todos, escrito).raras
        hallados |= (
            vista.casos_por_numero(escrito) if con_numero is None else vista.expedientes.intersection(con_numero)
        )
    if numeros:
        exactos = todos.filter(Q(numero__in=numeros) | Q(id_eni__in=numeros)).values_list("id", flat=True)
        hallados |= vista.expedientes.intersection(exactos)
    return hallados


def _partes_a_la_vista(donde: Donde, vista: ALaVista) -> list[Parte]:
    if donde.palabras.casi:
        return vista.partes(donde.palabras)
    if (pocas := donde.llamadas.pocas) is not None:
        return vista.partes_de(pocas)
    return [*vista.partes(donde.palabras), *vista.partes_de(donde.llamadas.de_numero)]


def documentos_buscados(donde: Donde) -> QuerySet[Documento]:
    """The newest visible documents that have every word in their title, or that say them all."""
    todos = Documento.objects.all()
    if donde.a_la_vista is not None and donde.palabras.casi:
        return donde.de_halladas(todos, donde.palabras.en(donde.a_la_vista.documentos.primeros(ULTIMOS)))
    por_titulo, por_lo_que_dicen = _por_palabras(todos, donde.texto, "titulo"), _por_lo_que_dicen(donde.texto)
    if (vista := donde.a_la_vista) is not None:
        raros = vista.suyos_entre({*(por_titulo.raras or ()), *(por_lo_que_dicen.raras or ())})
        corrientes = {*_titulados(donde, vista, por_titulo), *_que_lo_dicen(donde, vista, por_lo_que_dicen)}
        return donde.de_halladas(todos, {*raros, *corrientes})
    visibles = documentos.visibles_para(donde.actor)
    return donde.primeras(todos, [via.entre(visibles) for via in (por_titulo, por_lo_que_dicen)])


def _titulados(donde: Donde, vista: ALaVista, por_titulo: Via[Documento]) -> Iterable[UUID]:
    """Of who sees few, the newest documents with words that are in many titles: the titles of the newest are read, which have enough of them."""
    if por_titulo.raras is not None:
        return ()
    for cuantos in (RECIENTES, ULTIMOS):
        leidos = vista.documentos.primeros(cuantos)
        hallados = donde.palabras.en(leidos)
        if len(hallados) >= donde.tope or len(leidos) < cuantos:
            return hallados
    return donde.primeras(Documento.objects.all(), [por_titulo.filas(vista.suyos())]).values_list("id", flat=True)


def _que_lo_dicen(donde: Donde, vista: ALaVista, por_lo_que_dicen: Via[Documento]) -> Iterable[UUID]:
    """Of who sees few, the newest documents that say words that many say. What is said all over is looked for in the very newest, which are enough."""
    if por_lo_que_dicen.raras is not None:
        return ()
    todos = Documento.objects.all()
    if por_lo_que_dicen.por_todas_partes:
        nuevos = todos.filter(en_lista("id", vista.documentos.en_orden[:RECIENTES]))
        hallados = list(por_lo_que_dicen.filas(nuevos).values_list("id", flat=True))
        if len(hallados) >= donde.tope:
            return hallados
    return donde.primeras(todos, [por_lo_que_dicen.filas(vista.suyos())]).values_list("id", flat=True)


def _por_palabras(todas: QuerySet[M], texto: str, *campos: Any) -> Via[M]:
    halladas = con_palabras(todas, texto, *campos)
    return Via(lambda filas: con_palabras(filas, texto, *campos), halladas, muchas=POCOS)


def _por_numero(todos: QuerySet[Expediente], parte: str) -> Via[Expediente]:
    return Via(lambda filas: filas.filter(numero__contains=parte), todos.filter(numero__contains=parte), muchas=POCOS)


def _por_lo_que_dicen(texto: str) -> Via[Documento]:
    # The statistics take a word that nobody says for one that some do: unless they reckon that it is said all over, it is asked
    return Via(lambda filas: con_texto(filas, texto), que_lo_dicen(texto), muchas=POR_TODAS_PARTES)


def a_lo_sumo(halladas: QuerySet[Any, Any]) -> list[UUID] | None:
    """The identifiers of some rows when they are few; None when they are many."""
    vistas = list(halladas.order_by().values_list("pk", flat=True)[: POCOS + 1])
    return vistas if len(vistas) <= POCOS else None


def personas_buscadas(donde: Donde) -> QuerySet[Persona]:
    """Who is a party today in some visible case, by number of identity or name, the last to come to the town first."""
    todas = Persona.objects.all()
    if donde.a_la_vista is not None:
        partes = _partes_a_la_vista(donde, donde.a_la_vista)
        return donde.de_halladas(todas, {parte.persona_id for parte in partes})
    return donde.primeras(todas, [donde.llamadas.en(personas_visibles(donde.actor), "id")])


def personas_visibles(actor: Actor) -> QuerySet[Persona]:
    """Who is a party today in some case that an actor may see."""
    partes = Interesado.objects.filter(visibles_por(actor, "expediente", fila_a_fila=True), hasta=None)
    return Persona.objects.filter(ExistsFilaAFila(partes.filter(persona_id=OuterRef("pk"))))


def expedientes_de_persona(
    actor: Actor, persona: Persona, *, antes_de: UUID | None = None, limite: int = 25
) -> list[Expediente]:
    """A page of the visible cases in which somebody is a party today, newest first."""
    suyos = Interesado.objects.filter(persona=persona, hasta=None).values("expediente_id")
    casos = a_la_busca(actor).filter(id__in=suyos)
    if antes_de is not None:
        casos = casos.filter(id__lt=antes_de)
    return list(
        casos.select_related("unidad", "version__procedimiento").defer("version__definicion").order_by("-id")[:limite]
    )
