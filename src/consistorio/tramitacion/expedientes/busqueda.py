"""Looking for cases, their documents and their parties by what somebody writes in a box. Everything goes through the rule of who may see a case.

Each way is looked for apart, by its own index, and of each only the newest are taken: joined by OR they would read every row, and a word that
is everywhere costs no more than a rare one. `entre`: what `entre_pocos` answered; `antes_de`: the last one of the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from consistorio.documental.documentos import consultas as documentos
from consistorio.documental.documentos.models import Documento
from consistorio.documental.documentos.textos import con_texto
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import NOMBRES, Persona
from consistorio.plataforma.orden import con_palabras, parecidas
from consistorio.tramitacion.expedientes.documentos import COPIA_AUTENTICA
from consistorio.tramitacion.expedientes.lugares import LUGARES
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import (
    ExistsFilaAFila,
    a_la_busca,
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
    por_titulo = donde.con_palabras(visibles, "titulo", LUGARES)
    if donde.parecidas:
        return donde.primeras(Expediente.objects.all(), [por_titulo])
    personas = con_palabras(Persona.objects.all(), donde.texto, *NOMBRES)
    halladas = Persona.objects.filter(nif=donde.texto.upper()).values("id").union(personas.values("id"))
    partes = Interesado.objects.filter(persona__in=halladas, hasta=None)
    por_numero = [] if " " in donde.texto else [visibles.filter(numero__contains=donde.texto.upper())]
    return donde.primeras(
        Expediente.objects.all(),
        [
            por_titulo,
            visibles.filter(id__in=partes.values("expediente_id")),
            *por_numero,
            *(visibles.filter(condicion) for condicion in ademas),
        ],
    )


def documentos_buscados(donde: Donde) -> QuerySet[Documento]:
    """The newest visible documents that have every word in their title, or that say them all."""
    visibles = documentos.visibles_para(donde.actor)
    if donde.entre is not None:
        visibles = _entre_sus_documentos(visibles, donde.entre)
    vias = [donde.con_palabras(visibles, "titulo")]
    if not donde.parecidas:
        vias.append(con_texto(visibles, donde.texto))
    return donde.primeras(Documento.objects.all(), vias)


def _entre_sus_documentos(filas: QuerySet[Documento], entre: frozenset[UUID]) -> QuerySet[Documento]:
    """Of those documents the ones of some cases, and the copies of theirs: where to look for who sees few."""
    puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", entre)).order_by().values("documento_id")
    copias = Documento.objects.filter(estado_elaboracion=COPIA_AUTENTICA, documento_origen_id__in=puestos).values("id")
    return filas.filter(id__in=puestos.union(copias))


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
