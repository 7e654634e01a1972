"""What the sede's own monitoring finds: proposed by it, decided by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.incidencias import consultas
from consistorio.servicios.incidencias.acciones.incidencias import escribir_incidencia
from consistorio.servicios.incidencias.eventos import CaidaDecidida, CaidaHallada
from consistorio.servicios.incidencias.models import CaidaDetectada, Incidencia
from consistorio.servicios.incidencias.permisos import GESTIONAR, VIGILAR
from consistorio.servicios.incidencias.vigilancia import Tramo, del_dia, minutos_de

NORMA = "LPACAP art. 32.4; RD 311/2022 anexo II op.mon"


@accion("incidencia.caida.detectada", permiso=VIGILAR, norma=NORMA)
def vigilar(*, actor: Actor, dia: date, reloj: Reloj) -> CaidaDetectada | None:
    """Propose as an incident a day on which the sede was down for as long as the town says, or longer than it was proposed. A fall around
    midnight is measured whole, and proposed in both its days. Nothing else follows by itself. None: it worked, or it was decided already.

    Who: the sweep of each quarter of an hour. Writes: CaidaDetectada. Emits: incidencia.caida.detectada.
    """
    enteros = consultas.tramos_que_tocan(dia, reloj=reloj)
    tramos = del_dia(enteros, dia)
    minutos = minutos_de(tramos)
    if not tramos or max(minutos, *(uno.minutos for uno in enteros)) < settings.CONSISTORIO_CAIDA_MINUTOS:
        return None
    caida = CaidaDetectada.objects.select_for_update().filter(dia=dia).first()
    if caida is not None and (caida.estado != CaidaDetectada.Estado.PROPUESTA or caida.minutos >= minutos):
        return None
    caida = caida or CaidaDetectada(dia=dia, detectada_el=reloj.ahora())
    caida.desde, caida.hasta, caida.minutos = tramos[0].desde, tramos[-1].hasta, minutos
    caida.tramos = _escritos(tramos)
    caida.save()
    anotar(caida.cadena, CaidaHallada(caida.id, dia, minutos), actor=actor, reloj=reloj, filas=[caida])
    return caida


@accion("incidencia.caida.decidida", "incidencia.anotada", permiso=GESTIONAR, norma=NORMA)
def anotar_caida(*, actor: Actor, caida_id: UUID, titulo: str, descripcion: str, reloj: Reloj) -> Incidencia:
    """It was one: an incident with its times, not published yet, from which its decision follows as from any other.

    Who: whoever keeps the sede running. Writes: CaidaDetectada, Incidencia. Emits: incidencia.caida.decidida, incidencia.anotada.
    Raises NoEncontrado, Conflicto (decided already), DatosIncorrectos.
    """
    caida = _por_decidir(caida_id)
    incidencia = escribir_incidencia(
        None, titulo, descripcion, desde=caida.desde, hasta=caida.hasta, actor=actor, reloj=reloj
    )
    _decidir(caida, CaidaDetectada.Estado.ANOTADA, incidencia=incidencia, actor=actor, reloj=reloj)
    return incidencia


@accion("incidencia.caida.decidida", permiso=GESTIONAR, norma=NORMA)
def descartar_caida(*, actor: Actor, caida_id: UUID, motivo: str, reloj: Reloj) -> CaidaDetectada:
    """It was none, and why. Who and raises: as `anotar_caida`. Writes: CaidaDetectada. Emits: incidencia.caida.decidida."""
    caida = _por_decidir(caida_id)
    if not motivo.strip():
        mensaje = _("Explique por qué no fue una caída.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    return _decidir(caida, CaidaDetectada.Estado.DESCARTADA, motivo=motivo.strip(), actor=actor, reloj=reloj)


def _por_decidir(caida_id: UUID) -> CaidaDetectada:
    caida = CaidaDetectada.objects.select_for_update().filter(id=caida_id).first()
    if caida is None:
        raise NoEncontrado(_("No encontramos esa caída."))
    if caida.estado != CaidaDetectada.Estado.PROPUESTA:
        raise Conflicto(_("Ya se decidió qué fue esta caída."))
    return caida


def _decidir(
    caida: CaidaDetectada,
    estado: str,
    *,
    actor: Actor,
    reloj: Reloj,
    motivo: str = "",
    incidencia: Incidencia | None = None,
) -> CaidaDetectada:
    caida.estado, caida.motivo, caida.incidencia = estado, motivo, incidencia
    caida.decidida_el, caida.decidida_por = reloj.ahora(), actor.id
    caida.save(update_fields=["estado", "motivo", "incidencia", "decidida_el", "decidida_por"])
    hecho = CaidaDecidida(caida.id, estado, incidencia.id if incidencia is not None else None)
    anotar(caida.cadena, hecho, actor=actor, reloj=reloj, filas=[caida])
    return caida


def _escritos(tramos: Sequence[Tramo]) -> list[list[str]]:
    return [[tramo.desde.isoformat(), tramo.hasta.isoformat()] for tramo in tramos]
