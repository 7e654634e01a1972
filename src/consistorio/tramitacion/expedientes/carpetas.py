"""Reads of the documents of a case as the desk arranges them: by folder, by page, by kind and by words."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.orden import con_palabras
from consistorio.tramitacion.expedientes.consultas import documentos_de
from consistorio.tramitacion.expedientes.models import Carpeta, DocumentoExpediente, Expediente

A_MANO, POR_INDICE, RECIENTES = "mano", "indice", "recientes"
# In which folder each is, and the case to which it was taken
CON_SU_SITIO = ("colocacion", "llevado__destino__expediente")


@dato
class CarpetaContada:
    """A folder with how many documents are in it. `dentro_de`: the name of the one that it is inside of. `vacia`: it has no document nor folder."""

    carpeta: Carpeta
    dentro_de: str
    cuantos: int
    vacia: bool

    @property
    def ruta(self) -> str:
        """Its name with that of the one that it is inside of."""
        return f"{self.dentro_de} / {self.carpeta.nombre}" if self.dentro_de else self.carpeta.nombre


def carpetas_de(expediente: Expediente) -> list[CarpetaContada]:
    """The folders of a case in order, each followed by those inside of it. One statement."""
    todas = list(expediente.carpetas.annotate(cuantos=Count("documentos")).order_by("lugar", "id"))
    dentro = {una.id: [otra for otra in todas if otra.padre_id == una.id] for una in todas}
    ordenadas = []
    for una in todas:
        if una.padre_id is None:
            suyas = dentro.get(una.id, ())
            ordenadas.append(CarpetaContada(una, "", una.cuantos, vacia=not una.cuantos and not suyas))
            ordenadas += [CarpetaContada(otra, una.nombre, otra.cuantos, vacia=not otra.cuantos) for otra in suyas]
    return ordenadas


def pagina_de_documentos(
    expediente: Expediente,
    actor: Actor,
    *,
    carpeta: UUID | None = None,
    sueltos: bool = False,
    orden: str = POR_INDICE,
    tras: UUID | None = None,
    limite: int,
) -> list[DocumentoExpediente]:
    """A page of the documents: of a folder, of those in none (`sueltos`) or of all. `orden`: by hand (of a folder), by the index, which is by date, or
    the last taken in first. `tras`: the last place of the page before (keyset)."""
    puestos = documentos_de(expediente, actor).select_related(*CON_SU_SITIO)
    if carpeta is not None:
        puestos = puestos.filter(colocacion__carpeta_id=carpeta)
    elif sueltos:
        puestos = puestos.filter(colocacion=None)
    ultimo = puestos.filter(id=tras).first() if tras is not None else None
    if carpeta is not None and orden == A_MANO:
        return list(_tras_su_lugar(puestos, ultimo).order_by("colocacion__lugar")[:limite])
    if orden == RECIENTES:
        antes = puestos.filter(orden__lt=ultimo.orden) if ultimo else puestos
        return list(antes.order_by("-orden")[:limite])
    despues = puestos.filter(orden__gt=ultimo.orden) if ultimo else puestos
    return list(despues.order_by("orden")[:limite])


def _tras_su_lugar(
    puestos: QuerySet[DocumentoExpediente], ultimo: DocumentoExpediente | None
) -> QuerySet[DocumentoExpediente]:
    return puestos.filter(colocacion__lugar__gt=ultimo.colocacion.lugar) if ultimo else puestos


def documentos_que_dicen(
    expediente: Expediente, actor: Actor, *, texto: str, tipo: str, limite: int
) -> list[DocumentoExpediente]:
    """The documents of a case of a kind and in whose title is every word, in the order of the index, wherever they are kept."""
    puestos = documentos_de(expediente, actor).select_related(*CON_SU_SITIO)
    if tipo:
        puestos = puestos.filter(documento__tipo_documental=tipo)
    if texto.strip():
        puestos = con_palabras(puestos, texto, "documento__titulo")
    return list(puestos.order_by("orden")[:limite])


def tipos_de_documentos(expediente: Expediente, actor: Actor) -> dict[str, int]:
    """The kinds of document that there are in a case, in order, with how many of each."""
    tipos = documentos_de(expediente, actor).order_by().values_list("documento__tipo_documental")
    return dict(sorted(tipos.annotate(cuantos=Count("id"))))
