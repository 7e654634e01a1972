"""Who looked at a case: posts of staff and parties, without names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from consistorio.documental.documentos.acceso import MEDIO_CSV
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.reloj import MADRID, en_madrid
from consistorio.plataforma.auditoria.consultas import accesos_a_expediente
from consistorio.plataforma.auditoria.models import Acceso
from consistorio.plataforma.identidad.permisos import registrados
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.permisos import MIS_EXPEDIENTES, TRAMITAR, VER

MAXIMO_EN_LISTA = 200
# What was looked at, where the code of the access log is not the word
COSAS_MIRADAS = {"notificacion": gettext_noop("notificación"), "comunicacion": gettext_noop("comunicación interna")}

# The access log keeps the permission with which somebody looked, or why, in words
CON_QUE_PERMISO = {
    VER: gettext_noop("Mirarlo"),
    TRAMITAR: gettext_noop("Tramitarlo"),
    MIS_EXPEDIENTES: gettext_noop("Ver su expediente"),
}


@dato
class Mirada:
    """Somebody looked at something of a case: when, in which capacity, and at what."""

    id: UUID
    momento: datetime
    quien: str
    que: str


def quien_lo_ha_visto(
    expediente: Expediente, actor: Actor, *, antes_de: UUID | None = None, limite: int = MAXIMO_EN_LISTA
) -> list[Mirada]:
    """Each time that somebody looked at a case, newest first; at most two hundred, those before `antes_de`."""
    accesos = accesos_a_expediente(expediente.id)
    ultimo = accesos.filter(id=antes_de).first() if antes_de else None
    if ultimo is not None:
        accesos = accesos.filter(Q(momento__lt=ultimo.momento) | Q(momento=ultimo.momento, id__lt=ultimo.id))
    return [
        Mirada(
            uno.id,
            uno.momento,
            _quien(actor, uno.actor_clase, uno.actor_id, uno.cargo, por_codigo=uno.medio == MEDIO_CSV),
            _(COSAS_MIRADAS.get(uno.que, uno.que)),
        )
        for uno in accesos[: min(limite, MAXIMO_EN_LISTA)]
    ]


@dato
class MiradasDeUnDia:
    """What one person looked at in a day. `ultima`: the last time; `para_que`: in words, at most five."""

    dia: date
    quien: str
    veces: int
    ultima: datetime
    actor_id: UUID
    para_que: Sequence[str]


def miradas_por_dia(
    expediente: Expediente, actor: Actor, *, tras: Acceso | None = None, limite: int = 25
) -> list[MiradasDeUnDia]:
    """Who looked at a case, a line for each person and day, newest first. `tras`: the last access of the last line of the page before."""
    accesos = accesos_a_expediente(expediente.id).order_by()
    if tras is not None:
        fin = datetime.combine(en_madrid(tras.momento).date() + timedelta(days=1), time(), MADRID)
        accesos = accesos.filter(momento__lt=fin)
    lineas = (
        accesos.annotate(dia=TruncDate("momento", tzinfo=MADRID), por_codigo=Q(medio=MEDIO_CSV))
        .values("dia", "actor_clase", "actor_id", "cargo", "por_codigo")
        .annotate(veces=Count("id"), ultima=Max("momento"), motivos=ArrayAgg("motivo", distinct=True))
        .order_by("-ultima", "actor_id")
    )
    if tras is not None:
        lineas = lineas.filter(Q(ultima__lt=tras.momento) | Q(ultima=tras.momento, actor_id__gt=tras.actor_id))
    return [
        MiradasDeUnDia(
            una["dia"],
            _quien(actor, una["actor_clase"], una["actor_id"], una["cargo"], por_codigo=una["por_codigo"]),
            una["veces"],
            una["ultima"],
            una["actor_id"],
            [_en_palabras(motivo) for motivo in una["motivos"][:5]],
        )
        for una in lineas[: min(limite, MAXIMO_EN_LISTA)]
    ]


def acceso_de(expediente: Expediente, linea: MiradasDeUnDia) -> UUID:
    """The last access of a line, with which the page after it is asked for."""
    suyos = accesos_a_expediente(expediente.id).filter(momento=linea.ultima, actor_id=linea.actor_id)
    return suyos.values_list("id", flat=True)[0]


def acceso_con(expediente: Expediente, acceso_id: UUID | None) -> Acceso | None:
    """The access of a case with that identifier."""
    return accesos_a_expediente(expediente.id).filter(id=acceso_id).first() if acceso_id is not None else None


def _en_palabras(motivo: str) -> str:
    if motivo in CON_QUE_PERMISO:
        return _(CON_QUE_PERMISO[motivo])
    permiso = registrados().get(motivo)
    return str(permiso.etiqueta) if permiso is not None else motivo


def _quien(actor: Actor, clase: str, quien: UUID, cargo: str, *, por_codigo: bool) -> str:
    """In which capacity somebody looked, as it is told to `actor`."""
    if por_codigo and quien != actor.id:
        return _("Alguien con el código (CSV) de un documento")
    if clase == ClaseActor.EMPLEADO:
        return cargo or _("Personal municipal")
    if clase == ClaseActor.SISTEMA:
        return _("Proceso automático")
    if quien == actor.id:
        return _("Usted")
    return _("Otra persona interesada") if actor.clase is ClaseActor.CIUDADANO else _("Una persona interesada")
