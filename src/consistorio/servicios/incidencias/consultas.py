"""Reads of the incidents."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from consistorio.nucleo.reloj import Reloj
from consistorio.servicios.incidencias.models import AmpliacionDePlazos, CaidaDetectada, Incidencia, Latido
from consistorio.servicios.incidencias.vigilancia import Tramo, limites_del_dia, tramos_caidos
from consistorio.tramitacion.motor.models import ProrrogaIncidencia

MAXIMO_EN_LISTA = 50
A_LA_VISTA = timedelta(days=2)


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


def tramos_del_dia(dia: date, *, reloj: Reloj) -> list[Tramo]:
    """When the sede was down on a day, until now. It is watched from its first beat: before it nothing is known."""
    desde, hasta = limites_del_dia(dia)
    hasta = min(hasta, reloj.ahora())
    buenos = Latido.objects.filter(origen=Latido.Origen.WEB, bien=True)
    primero = buenos.order_by("minuto").values_list("minuto", flat=True).first()
    if primero is None or primero >= hasta:
        return []
    desde = max(desde, primero)
    minutos: list[datetime] = list(buenos.filter(minuto__gte=desde, minuto__lt=hasta).values_list("minuto", flat=True))
    return tramos_caidos(minutos, desde=desde, hasta=hasta)


def caidas_por_decidir() -> list[CaidaDetectada]:
    """What the monitoring proposes, the newest first; at most fifty."""
    propuestas = CaidaDetectada.objects.filter(estado=CaidaDetectada.Estado.PROPUESTA)
    return list(propuestas.order_by("-dia")[:MAXIMO_EN_LISTA])


def caida(caida_id: UUID) -> CaidaDetectada | None:
    """One of them, whatever was decided of it."""
    return CaidaDetectada.objects.filter(id=caida_id).first()
