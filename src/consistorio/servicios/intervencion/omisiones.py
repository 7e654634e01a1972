"""What was ordered without the control that it owed, from who saw it to what was decided (RD 424/2017 art. 28). Inside the caller's open transaction."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.intervencion.escritos import al_firmar
from consistorio.servicios.intervencion.eventos_de_control import (
    OmisionDecidida,
    OmisionDevengada,
    OmisionInformada,
    OmisionNotada,
    cadena_del_control,
)
from consistorio.servicios.intervencion.models import EscritoDeControl, Omision
from consistorio.servicios.intervencion.models.omisiones import PENDIENTES


def bloqueada(omision_id: UUID) -> Omision:
    """An omission, its row locked. Raises NoEncontrado."""
    exigir_transaccion()
    omision = (
        Omision.objects.select_for_update(of=("self",))
        .select_related("unidad", "expediente")
        .filter(id=omision_id)
        .first()
    )
    if omision is None:
        raise NoEncontrado(_("No encontramos esa omisión."))
    return omision


def exigir(omision: Omision, *estados: str) -> None:
    """Assert that an omission is in one of those states. Raises FaseIncompatible."""
    if omision.estado not in estados:
        raise FaseIncompatible(
            _("Eso ya no procede: la omisión está así: %(e)s.") % {"e": omision.get_estado_display()}
        )


def de_objeto(objetos: Iterable[str]) -> Omision | None:
    """The omission that stands of some of those things, the one that waits first."""
    halladas = list(
        Omision.objects.filter(objeto__in=list(objetos)).exclude(estado=Omision.Estado.NO_CONTINUA).order_by("id")
    )
    return min(halladas, key=lambda una: una.estado not in PENDIENTES, default=None)


def pendiente_de(objetos: Iterable[str]) -> Omision | None:
    """The omission that keeps some of those things from being recognised and paid: not decided yet, or decided that it does not go on."""
    return next(iter(pendientes_de(objetos).values()), None)


def pendientes_de(objetos: Iterable[str]) -> dict[str, Omision]:
    """That which keeps each of those that wait, by it, the last noted first."""
    cerradas = (*PENDIENTES, Omision.Estado.NO_CONTINUA)
    halladas = Omision.objects.filter(objeto__in=list(objetos)).order_by("-notada_el", "-id")
    ultimas: dict[str, Omision] = {}
    for una in halladas:
        ultimas.setdefault(una.objeto, una)
    return {objeto: una for objeto, una in ultimas.items() if una.estado in cerradas}


def notar(omision: Omision, *, actor: Actor, reloj: Reloj) -> Omision:
    """Save what Intervención saw. Writes: Omision. Emits: intervencion.omision.notada. Raises FaseIncompatible (it was noted already)."""
    exigir_transaccion()
    if de_objeto([omision.objeto]) is not None:
        raise FaseIncompatible(
            _("Esa omisión ya está anotada."), que_hacer=_("Sígala en «Control de Intervención», en «Economía».")
        )
    omision.save(force_insert=True)
    hecho = OmisionNotada(omision.id, omision.objeto, f"{omision.importe:.2f}")
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[omision])
    return omision


def devengada(omision: Omision, operacion_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    """What is owed was noted in 413 meanwhile. Writes: Omision. Emits: intervencion.omision.devengada."""
    exigir_transaccion()
    omision.devengo_id = operacion_id
    omision.save(update_fields=["devengo_id"])
    hecho = OmisionDevengada(omision.id, operacion_id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[omision])


@al_firmar(EscritoDeControl.Clase.OMISION)
def _informada(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The report is joined to what was done: it waits for who decides."""
    omision = bloqueada(UUID(str(escrito.datos["omision"])))
    exigir(omision, Omision.Estado.NOTADA)
    omision.estado, omision.informe_id = Omision.Estado.INFORMADA, escrito.documento_id
    omision.save(update_fields=["estado", "informe"])
    hecho = OmisionInformada(omision.id, escrito.documento_id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[omision])


@al_firmar(EscritoDeControl.Clase.DECISION)
def _decidida(escrito: EscritoDeControl, actor: Actor, reloj: Reloj) -> None:
    """The presidencia decided."""
    omision = bloqueada(UUID(str(escrito.datos["omision"])))
    continua = bool(escrito.datos["continua"])
    decidir(omision, continua=continua, documento_id=escrito.documento_id, actor=actor, reloj=reloj)


def decidir(omision: Omision, *, continua: bool, documento_id: UUID, actor: Actor, reloj: Reloj) -> None:
    """Who decides said whether it goes on. It does not free anybody from what they answer for (art. 28.4).

    Writes: Omision. Emits: intervencion.omision.decidida. Raises FaseIncompatible (there is no report yet, or it was decided).
    """
    exigir_transaccion()
    exigir(omision, Omision.Estado.INFORMADA)
    omision.estado = Omision.Estado.CONTINUA if continua else Omision.Estado.NO_CONTINUA
    omision.decision_id, omision.decidida_el = documento_id, reloj.ahora()
    omision.save(update_fields=["estado", "decision", "decidida_el"])
    hecho = OmisionDecidida(omision.id, omision.decide, continua, documento_id)
    anotar(cadena_del_control(hoy(reloj).year), hecho, actor=actor, reloj=reloj, filas=[omision])
