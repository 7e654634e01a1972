"""Some cases read once, to look for words in them here: all those of who sees few, or the newest of anybody.

No index finds a misspelt word, and to who sees few an index of the whole town answers with what others see. Reading a thousand short texts costs less
than asking for them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

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
    nif: str


class ALaVista:
    """Some cases, and what can be looked for in them, each read when it is first asked for. `antes_de`: only the documents that came before that one."""

    def __init__(self, expedientes: Collection[UUID], *, antes_de: UUID | None = None) -> None:
        self.expedientes, self.antes_de = frozenset(expedientes), antes_de

    @cached_property
    def _casos(self) -> tuple[dict[UUID, tuple[str, str]], list[tuple[UUID, str]]]:
        filas = Expediente.objects.filter(en_lista("id", self.expedientes)).order_by()
        leidas = list(filas.values_list("id", "numero", "id_eni", "titulo", LUGARES))
        dicen = planos(f"{titulo} {lugares}" for _id, _numero, _eni, titulo, lugares in leidas)
        numeros = {fila[0]: (fila[1], fila[2]) for fila in leidas}
        return numeros, list(zip(numeros, dicen, strict=True))

    @cached_property
    def _partes(self) -> list[tuple[Parte, str]]:
        filas = Interesado.objects.filter(en_lista("expediente_id", self.expedientes), hasta=None).order_by()
        nombres = (f"persona__{campo}" for campo in NOMBRES)
        leidas = list(filas.values_list("expediente_id", "persona_id", "persona__nif", *nombres))
        se_llaman = planos(" ".join(nombre) for _caso, _persona, _nif, *nombre in leidas)
        return [(Parte(*fila[:3]), nombre) for fila, nombre in zip(leidas, se_llaman, strict=True)]

    def casos(self, palabras: Palabras) -> set[UUID]:
        """Those with the words in their title or their streets."""
        return set(palabras.en(self._casos[1]))

    def casos_por_numero(self, vale: Callable[[str, str], bool]) -> set[UUID]:
        """Those whose number, or that of the ENI, fits."""
        return {uno for uno, numeros in self._casos[0].items() if vale(*numeros)}

    def partes(self, palabras: Palabras) -> list[Parte]:
        """The parties of today with the words in their name."""
        return palabras.en(self._partes)

    def partes_de(self, nif: str) -> list[Parte]:
        """The parties of today with that number of identity."""
        return [parte for parte, _nombre in self._partes if parte.nif == nif]

    def es_suyo(self) -> Q:
        """On documents: that they are of those cases, or copies of theirs."""
        puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", self.expedientes)).order_by()
        suyos = puestos.values("documento_id")
        copias = Documento.objects.filter(documento_origen_id__in=suyos, estado_elaboracion=COPIA_AUTENTICA)
        return Q(id__in=suyos.union(copias.values("id")))

    @cached_property
    def documentos(self) -> list[tuple[UUID, str]]:
        """The newest documents of those cases with their titles, plain, and the copies of theirs: all when they are no more than `ULTIMOS`."""
        puestos = DocumentoExpediente.objects.filter(en_lista("expediente_id", self.expedientes))
        if self.antes_de is not None:
            puestos = puestos.filter(documento_id__lt=self.antes_de)
        ultimos = puestos.order_by("-documento_id").values_list("documento_id", "documento__titulo").distinct()
        suyos = dict(ultimos[: ULTIMOS + 1])
        copias = Documento.objects.filter(en_lista("documento_origen_id", suyos), estado_elaboracion=COPIA_AUTENTICA)
        if self.antes_de is not None:
            copias = copias.filter(id__lt=self.antes_de)
        suyos |= dict(copias.order_by().values_list("id", "titulo"))
        en_orden = sorted(suyos, reverse=True)
        return list(zip(en_orden, planos(suyos[uno] for uno in en_orden), strict=True))
