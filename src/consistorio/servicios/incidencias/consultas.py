"""Reads of the incidents."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from consistorio.nucleo.reloj import Reloj, en_madrid, hoy
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, CaidaDetectada, Incidencia, Latido
from consistorio.servicios.incidencias.vigilancia import MINUTO, Tramo, limites_del_dia, tramos_caidos
from consistorio.tramitacion.motor.models import ProrrogaIncidencia

MAXIMO_EN_LISTA = 50
A_LA_VISTA = timedelta(days=2)
# A fall is followed back this far
ATRAS = timedelta(days=31)


def todas(*, antes_de: UUID | None = None) -> list[Incidencia]:
    """Fifty incidents with their decisions, the newest first; `antes_de`: the last one of the page before."""
    return _pagina(Incidencia.objects.all(), antes_de, AmpliacionDePlazos.objects.all())


def publicadas(*, antes_de: UUID | None = None) -> list[Incidencia]:
    """Those that anybody may read at the sede, with the decisions that were signed in time."""
    firmadas = AmpliacionDePlazos.objects.filter(estado=AmpliacionDePlazos.Estado.FIRMADA)
    return _pagina(Incidencia.objects.filter(estado=Incidencia.Estado.PUBLICADA), antes_de, firmadas)


def _pagina(
    filas: QuerySet[Incidencia], antes_de: UUID | None, ampliaciones: QuerySet[AmpliacionDePlazos]
) -> list[Incidencia]:
    if antes_de is not None:
        filas = filas.filter(id__lt=antes_de)
    con = Prefetch("ampliaciones", ampliaciones.select_related("documento").order_by("propuesta_el"))
    return list(filas.order_by("-id").prefetch_related(con)[:MAXIMO_EN_LISTA])


def en_curso(reloj: Reloj) -> list[Incidencia]:
    """The published ones that go on, or ended two days ago at most: what the first page of the sede warns of."""
    recientes = Q(hasta=None) | Q(hasta__gte=reloj.ahora() - A_LA_VISTA)
    return list(Incidencia.objects.filter(recientes, estado=Incidencia.Estado.PUBLICADA).order_by("-desde")[:3])


def existente(incidencia_id: UUID) -> Incidencia | None:
    """An incident, to show it."""
    return Incidencia.objects.filter(id=incidencia_id).first()


def firmada(ampliacion_id: UUID) -> AmpliacionDePlazos | None:
    """A decision in force, to apply it."""
    return AmpliacionDePlazos.objects.filter(id=ampliacion_id, estado=AmpliacionDePlazos.Estado.FIRMADA).first()


def terminos_movidos(ampliacion: AmpliacionDePlazos) -> int:
    """How many terms it has moved so far."""
    return ProrrogaIncidencia.objects.filter(documento_id=ampliacion.documento_id).count()


def posteriores(ampliacion: AmpliacionDePlazos) -> list[UUID]:
    """The decisions signed in its days, after it, that are on their way to the cases."""
    return list(
        AmpliacionDePlazos.objects.filter(
            estado=AmpliacionDePlazos.Estado.FIRMADA, aplicada_el=None, firmada_el__gte=ampliacion.firmada_el
        )
        .exclude(id=ampliacion.id)
        .order_by("firmada_el", "id")
        .values_list("id", flat=True)
    )


def tramos_que_tocan(dia: date, *, reloj: Reloj) -> list[Tramo]:
    """When the sede was down on a day, until now: each stretch whole, also what of it is of the days around.

    It is watched from its first beat: before it nothing is known. Nor is it looked for further than `ATRAS`.
    """
    inicio, fin = limites_del_dia(dia)
    ahora = reloj.ahora()
    buenos = Latido.objects.filter(origen=Latido.Origen.WEB, bien=True)
    primero = _minuto(buenos.order_by("minuto"))
    if primero is None or primero >= min(fin, ahora):
        return []
    previo = _minuto(buenos.filter(minuto__lt=inicio).order_by("-minuto"))
    desde = primero if previo is None else max(previo - MINUTO, inicio - ATRAS)
    siguiente = _minuto(buenos.filter(minuto__gte=fin).order_by("minuto"))
    hasta = ahora if siguiente is None else min(siguiente, ahora)
    minutos = buenos.filter(minuto__gte=desde, minuto__lt=hasta).values_list("minuto", flat=True)
    tramos = tramos_caidos(list(minutos), desde=desde, hasta=hasta)
    return [uno for uno in tramos if uno.desde < fin and uno.hasta > inicio]


def dias_por_vigilar(*, reloj: Reloj) -> list[date]:
    """The days in which something may still be found: yesterday and today and, when nothing beat before for longer, all since it last did."""
    hasta = hoy(reloj)
    desde = ayer = hasta - timedelta(days=1)
    for origen in Latido.Origen.values:
        ultimo = _minuto(
            Latido.objects.filter(origen=origen, bien=True, minuto__lt=limites_del_dia(ayer)[0]).order_by("-minuto")
        )
        if ultimo is not None:
            desde = min(desde, max(en_madrid(ultimo).date(), hasta - ATRAS))
    return [desde + timedelta(days=n) for n in range((hasta - desde).days + 1)]


def _minuto(latidos: QuerySet[Latido]) -> datetime | None:
    return latidos.values_list("minuto", flat=True).first()


def caidas_por_decidir() -> list[CaidaDetectada]:
    """What the monitoring proposes, the newest first; at most fifty."""
    propuestas = CaidaDetectada.objects.filter(estado=CaidaDetectada.Estado.PROPUESTA)
    return list(propuestas.order_by("-dia")[:MAXIMO_EN_LISTA])


def caida(caida_id: UUID) -> CaidaDetectada | None:
    """One of them, whatever was decided of it."""
    return CaidaDetectada.objects.filter(id=caida_id).first()
