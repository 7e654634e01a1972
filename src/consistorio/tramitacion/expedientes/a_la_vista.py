"""Some cases read once, to look for words in them here: all those of who sees few, or the newest of anybody.

No index finds a misspelt word, and to who sees few an index of the whole town answers with what others see. Reading a thousand short texts costs less
than asking for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.dato import dato
from consistorio.plataforma.identidad.models import NOMBRES
from consistorio.plataforma.orden import con_todas, parecidas, planos
from consistorio.tramitacion.expedientes.documentos import COPIA_AUTENTICA
from consistorio.tramitacion.expedientes.lugares import LUGARES
from consistorio.tramitacion.expedientes.models import DocumentoExpediente, Expediente, Interesado
from consistorio.tramitacion.expedientes.visibilidad import en_lista

K = TypeVar("K")
ULTIMOS = 1_000  # of each kind, at most
RECIENTES = 400  # that are read before the others: a word that is everywhere is in enough of them
CONOCIDOS = 5_000  # documents whose copies are looked for


@dato
class Palabras:
    """What is looked for: every word of a text, `casi` if one mistake in each is forgiven."""

    texto: str
    casi: bool = False

    def en(self, filas: Iterable[tuple[K, str]]) -> list[K]:
        """Of some plain texts, those that have the words."""
        return (parecidas if self.casi else con_todas)(self.texto, filas)


@dato
class Parte:
    """A party of today: of which case, and who."""

    expediente_id: UUID
    persona_id: UUID


class Titulados:
    """Things in their order and their titles, plain, read for as many as are asked."""

    def __init__(self, en_orden: Sequence[UUID], leer: Callable[[Sequence[UUID]], Iterable[tuple[UUID, str]]]) -> None:
        self.en_orden, self._leer = en_orden, leer
        self._pedidos, self._leidos = 0, list[tuple[UUID, str]]()

    def primeros(self, cuantos: int) -> list[tuple[UUID, str]]:
        """So many of the first ones."""
        faltan = self.en_orden[self._pedidos : cuantos]
        if faltan:
            self._pedidos += len(faltan)
            leidos = dict(self._leer(faltan))
            ordenados = [uno for uno in faltan if uno in leidos]
            self._leidos += zip(ordenados, planos(leidos[uno] for uno in ordenados), strict=True)
        return self._leidos[:cuantos]


def _los_ultimos_primero(unos: Iterable[UUID]) -> list[UUID]:
    """By their numbers: a UUID is slow to compare."""
    return sorted(unos, key=attrgetter("int"), reverse=True)


def _titulos_de_casos(casos: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    leidos = Expediente.objects.filter(en_lista("id", casos)).order_by().values_list("id", "titulo", LUGARES)
    return ((uno, f"{titulo} {lugares}") for uno, titulo, lugares in leidos)


def _titulos_de_documentos(documentos: Sequence[UUID]) -> Iterable[tuple[UUID, str]]:
    return Documento.objects.filter(en_lista("id", documentos)).order_by().values_list("id", "titulo")


class ALaVista:
    """Some cases, and what can be looked for in them, each read when it is first asked for. `antes_de`: only the cases, or the documents, that came
    before that one."""

    def __init__(self, expedientes: Collection[UUID], *, antes_de: UUID | None = None) -> None:
        self.expedientes, self.antes_de = frozenset(expedientes), antes_de

    @cached_property
    def _casos(self) -> Titulados:
        anteriores = (uno for uno in self.expedientes if self.antes_de is None or uno.int < self.antes_de.int)
        return Titulados(_los_ultimos_primero(anteriores), _titulos_de_casos)

    @cached_property
    def _partes(self) -> list[tuple[Parte, str]]:
        nombres = (f"persona__{campo}" for campo in NOMBRES)
        leidas = list(self._de_hoy().values_list("expediente_id", "persona_id", *nombres))
        se_llaman = planos(" ".join(nombre) for _caso, _persona, *nombre in leidas)
        return [(Parte(*fila[:2]), nombre) for fila, nombre in zip(leidas, se_llaman, strict=True)]

    def casos(self, palabras: Palabras, *, tope: int) -> set[UUID]:
        """Those with the words in their title or their streets: as many of the newest as `tope`, when there are so many."""
        hallados = palabras.en(self._casos.primeros(RECIENTES))
        if len(hallados) < tope:
            hallados = palabras.en(self._casos.primeros(len(self.expedientes)))
        return set(hallados)

    def casos_por_numero(self, parte: str) -> set[UUID]:
        """Those in whose number is some text."""
        numeros = Expediente.objects.filter(en_lista("id", self.expedientes)).order_by().values_list("id", "numero")
        return {uno for uno, numero in numeros if parte in numero}

    def partes(self, palabras: Palabras) -> list[Parte]:
        """The parties of today with the words in their name."""
        return palabras.en(self._partes)

    def partes_de(self, personas: Collection[UUID]) -> list[Parte]:
        """The parties of today that are some persons."""
        suyas = self._de_hoy().filter(en_lista("persona_id", personas)) if personas else self._de_hoy().none()
        return [Parte(*fila) for fila in suyas.values_list("expediente_id", "persona_id")]

    def _de_hoy(self) -> QuerySet[Interesado]:
        return Interesado.objects.filter(en_lista("expediente_id", self.expedientes), hasta=None).order_by()

    def es_suyo(self) -> Q:
        """On documents: that they are of those cases, or copies of theirs."""
        puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", self.expedientes)).order_by()
        suyos = puestos.values("documento_id")
        copias = Documento.objects.filter(documento_origen_id__in=suyos, estado_elaboracion=COPIA_AUTENTICA)
        return Q(id__in=suyos.union(copias.values("id")))

    def suyos(self) -> QuerySet[Documento]:
        """Their documents and the copies of theirs, by their identifiers when all are known."""
        conocidos = self.documentos.en_orden
        return Documento.objects.filter(
            en_lista("id", conocidos) if len(conocidos) <= CONOCIDOS else self.es_suyo()  # those are not all
        )

    def suyos_entre(self, documentos: Collection[UUID]) -> list[UUID]:
        """Of some documents, those of those cases, and the copies of theirs."""
        if not documentos:
            return []
        copias = Documento.objects.filter(en_lista("id", documentos), estado_elaboracion=COPIA_AUTENTICA).order_by()
        de_que = dict(copias.values_list("id", "documento_origen_id"))
        puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", self.expedientes)).order_by()
        con_origenes = {*documentos, *(origen for origen in de_que.values() if origen is not None)}
        suyos = frozenset(puestos.filter(en_lista("documento_id", con_origenes)).values_list("documento_id", flat=True))
        return [uno for uno in documentos if uno in suyos or de_que.get(uno) in suyos]

    @cached_property
    def documentos(self) -> Titulados:
        """The newest documents of those cases and the newest copies of theirs, also of those that are older: all when they are no more than `CONOCIDOS`."""
        puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", self.expedientes)).order_by()
        copias = Documento.objects.filter(estado_elaboracion=COPIA_AUTENTICA).order_by("-id")
        anteriores = puestos
        if self.antes_de is not None:
            anteriores, copias = puestos.filter(documento_id__lt=self.antes_de), copias.filter(id__lt=self.antes_de)
        en_orden = anteriores.order_by("-documento_id").values_list("documento_id", flat=True).distinct()
        ultimos = list(en_orden[: CONOCIDOS + 1])
        son_todos = len(ultimos) <= CONOCIDOS
        suyas = copias.filter(
            en_lista("documento_origen_id", ultimos)
            if son_todos
            else Q(documento_origen_id__in=puestos.values("documento_id"))
        )
        de_copias = suyas.values_list("id", flat=True)[: CONOCIDOS + 1]
        return Titulados(_los_ultimos_primero({*ultimos, *de_copias}), _titulos_de_documentos)
