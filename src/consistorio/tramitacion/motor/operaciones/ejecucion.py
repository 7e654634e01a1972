"""The execution of what a case decided, which an appeal or a review of office may stop (LPACAP 108, 117). Who reads it: `consultas_ejecucion`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.expedientes.usos import Uso, registrar_uso
from consistorio.tramitacion.motor.eventos_ejecucion import EjecucionEnSuspenso, EjecucionReanudada
from consistorio.tramitacion.motor.models import EjecucionSuspendida
from consistorio.tramitacion.motor.operaciones.decision import hechas_en_vigor

# What grants, wholly or in part, is carried out by its own case: until that one is closed nothing of what it touches is asked for
registrar_uso("suspension", Uso(EjecucionSuspendida, gettext_lazy("el acuerdo que suspende la ejecución de un acto")))

DAN_LA_RAZON = ("estima", "estima_parcial")


def suspender_lo_decidido(
    expediente: Expediente,
    original: Expediente,
    *,
    documento_id: UUID,
    desde: date,
    actor: Actor,
    reloj: Reloj,
    sesion: str = "",
    filas: Sequence[Model] = (),
) -> EjecucionSuspendida:
    """What `original` decided stands still while `expediente`, whose row the caller has locked, decides on it. Both tell it.

    `sesion`: in which its organ agreed it, if it was in one; `filas`: what else its fact vouches for. Writes: EjecucionSuspendida.
    Emits: motor.ejecucion.suspendida.
    """
    exigir_transaccion()
    via = EjecucionSuspendida.Via.SESION if sesion else EjecucionSuspendida.Via.ACTO
    suspension = EjecucionSuspendida.objects.create(
        expediente=expediente,
        original=original,
        via=via,
        sesion=sesion,
        documento_id=documento_id,
        desde=desde,
        suspendida_el=reloj.ahora(),
    )
    hecho = EjecucionEnSuspenso(suspension.id, expediente.id, original.id, documento_id, via, desde)
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[suspension, *filas])
    anotar(original.cadena, hecho, actor=actor, reloj=reloj)
    return suspension


def en_suspenso_por(expediente: Expediente) -> EjecucionSuspendida | None:
    """What a case has stopped and stands still; None when nothing."""
    vivas = EjecucionSuspendida.objects.filter(expediente=expediente, alzada_el=None)
    return vivas.select_related("original", "expediente").first()


def alzar(expediente_id: UUID, *, fin: str, hasta: date, actor: Actor, reloj: Reloj) -> None:
    """What a case had stopped goes on from that day. Nothing when it had stopped nothing. Writes: EjecucionSuspendida. Emits: motor.ejecucion.reanudada."""
    exigir_transaccion()
    suspension = (
        EjecucionSuspendida.objects.select_for_update(of=("self",))
        .select_related("original", "expediente")
        .filter(expediente_id=expediente_id, alzada_el=None)
        .first()
    )
    if suspension is None:
        return
    suspension.hasta, suspension.alzada_el, suspension.fin = max(hasta, suspension.desde), reloj.ahora(), fin
    suspension.save(update_fields=["hasta", "alzada_el", "fin"])
    hecho = EjecucionReanudada(suspension.id, expediente_id, suspension.original_id, suspension.hasta, fin)
    anotar(suspension.expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[suspension])
    anotar(suspension.original.cadena, hecho, actor=actor, reloj=reloj)


def alzar_si_sigue_en_pie(expediente: Expediente, *, dia: date, actor: Actor, reloj: Reloj) -> None:
    """Its decision counts as notified from a day: if what it looked at stands (it is denied, not admitted, withdrawn, lapsed), that goes on.

    What it grants is carried out by this case: nothing is asked for until it is closed (`alzar`). Emits: motor.ejecucion.reanudada.
    """
    hecha = hechas_en_vigor(expediente, "resolucion").first()
    if hecha is None or str(hecha.resultado.get("sentido") or "") in DAN_LA_RAZON:
        return
    alzar(expediente.id, fin=EjecucionSuspendida.Fin.DECIDIDA, hasta=dia, actor=actor, reloj=reloj)
