"""What the pages of the books of decrees and of acuerdos show."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consistorio.documental.documentos.models import Documento
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.plataforma.auditoria.consultas import cadena_de_libro, eventos_de
from consistorio.plataforma.organizacion.consultas import nombres_de_organos
from consistorio.servicios.resoluciones.colegiados import COLEGIADOS
from consistorio.servicios.resoluciones.libro import CODIGO, CODIGOS
from consistorio.servicios.resoluciones.libro_impreso import POR_VOLUMEN
from consistorio.servicios.resoluciones.models import Certificado, Diligencia, Libro, Resolucion
from consistorio.servicios.resoluciones.permisos import ANULAR, CERTIFICAR
from consistorio.tramitacion.expedientes import consultas as expedientes

COLORES = {"en_firma": "yellow", "devuelta": "red", "firmada": "green", "anulada": "grey"}
IMPRESO = "resolucion.libro.impreso"
MAXIMO = 50


@dato
class FilaLibro:
    """A number of the book. `abrible`: this person may open its case; the rest: what they may ask for."""

    resolucion: Resolucion
    color: str
    abrible: bool
    anulable: bool
    certificable: bool
    certificados: Sequence[Certificado]


def filas(resoluciones: Sequence[Resolucion], actor: Actor) -> list[FilaLibro]:
    """Two queries whatever their number: which cases may be opened, and the certificates."""
    casos = {r.expediente_id for r in resoluciones}
    visibles = set(expedientes.visibles_para(actor).filter(id__in=casos).values_list("id", flat=True))
    certificados: dict[UUID, list[Certificado]] = {}
    for certificado in Certificado.objects.filter(resolucion__in=resoluciones).order_by("pedido_el"):
        certificados.setdefault(certificado.resolucion_id, []).append(certificado)
    return [
        FilaLibro(
            r,
            COLORES.get(r.estado, "grey"),
            r.expediente_id in visibles,
            r.estado == Resolucion.Estado.DEVUELTA and actor.puede(ANULAR),
            r.estado == Resolucion.Estado.FIRMADA and actor.puede(CERTIFICAR),
            certificados.get(r.id, []),
        )
        for r in resoluciones
    ]


def por_abrir(hechos: Sequence[Libro], *, anio: int) -> list[Libro]:
    """The books of a year that are not open yet: that of an organ that decides in session, only where somebody presides it."""
    presididos = {COLEGIADOS[organo].libro for organo in nombres_de_organos() if organo in COLEGIADOS}
    abiertos = {libro.codigo for libro in hechos if libro.anio == anio}
    return [
        Libro(codigo=uno, anio=anio) for uno in CODIGOS if uno not in abiertos and (uno == CODIGO or uno in presididos)
    ]


def tomos(libro: Libro) -> list[tuple[int, int]]:
    """The first and the last number of each volume in which it is printed."""
    return [(n, min(n + POR_VOLUMEN - 1, libro.ultimo)) for n in range(1, libro.ultimo + 1, POR_VOLUMEN)]


def lo_que_lleva(desde: int, hasta: int) -> str:
    """What a volume carries, in words."""
    if desde == hasta:
        return _("Lleva un solo número, el %(n)d.") % {"n": desde}
    return _("Lleva los números del %(d)d al %(h)d.") % {"d": desde, "h": hasta}


def lo_que_tiene(libro: Libro) -> str:
    """How many numbers a book has, in words."""
    if not libro.ultimo:
        return _("El libro no tiene ningún número.")
    dicho = ngettext("El libro tiene un solo número.", "El libro tiene %(n)d números, del 1 al %(n)d.", libro.ultimo)
    return dicho % {"n": libro.ultimo}


def diligencias(libro: Libro) -> QuerySet[Diligencia]:
    """Those of a book in order."""
    return libro.diligencias.select_related("documento").order_by("momento", "id")[:MAXIMO]


def impresos(libro: Libro) -> list[Documento]:
    """The printed volumes, the newest first."""
    hechos = eventos_de(cadena_de_libro(libro.codigo, libro.anio)).filter(tipo=IMPRESO).order_by("-seq")[:MAXIMO]
    identificadores = [UUID(str(hecho.datos["documento_id"])) for hecho in hechos]
    por_id = Documento.objects.in_bulk(identificadores)
    return [por_id[i] for i in identificadores if i in por_id]


def documento_del_libro(libro: Libro, documento_id: UUID) -> Documento | None:
    """The document, if it is a diligencia, a certificate or a printed volume of that book."""
    suyo = (
        Diligencia.objects.filter(libro=libro, documento_id=documento_id).exists()
        or Certificado.objects.filter(resolucion__libro=libro, documento_id=documento_id).exists()
        or eventos_de(cadena_de_libro(libro.codigo, libro.anio))
        .filter(tipo=IMPRESO, datos__documento_id=str(documento_id))
        .exists()
    )
    return Documento.objects.select_related("contenido").filter(id=documento_id).first() if suyo else None
