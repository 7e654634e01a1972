"""Steps of circuits under their locks: what whoever signs or sends back must find."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from consistorio.documental.firma.consultas import apartado_de
from consistorio.documental.firma.models import Circuito, PasoFirma
from consistorio.documental.firma.tipos import Orden
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado, NoPermitido
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.organizacion.consultas import Firmante
from consistorio.plataforma.puertos.intervencion import Apartado


def bloquear_pasos(paso_ids: Sequence[UUID]) -> list[PasoFirma]:
    """Some steps under the lock of their circuits, in that order, each with its circuit and all the steps of it as they are now.

    For one alone this waits for whoever holds it. Of many, those that somebody holds are left out: nobody waits for one with others in
    hand, and so it does not matter in which order a case that ends takes its own. Raises NoEncontrado when the only one does not exist.
    """
    exigir_transaccion()
    suyos = PasoFirma.objects.filter(id__in=paso_ids).values("circuito_id")
    circuitos = (
        Circuito.objects.select_for_update(skip_locked=len(paso_ids) > 1)
        .filter(id__in=suyos)
        .order_by("id")
        .prefetch_related(Prefetch("pasos", PasoFirma.objects.select_related("puesto").order_by("numero")))
    )
    pasos = {paso.id: paso for circuito in circuitos for paso in circuito.pasos.all()}
    if len(paso_ids) == 1 and not pasos:
        raise NoEncontrado(_("No existe esa petición de firma."))
    return [pasos[paso_id] for paso_id in paso_ids if paso_id in pasos]


def exigir_firmante(paso: PasoFirma, firmante: Firmante | None, actor: Actor, *, en: date) -> Firmante:
    """That a step waits, that the actor is who signs it that day (`consultas.firmante_de`), and that its turn has come.

    Raises FaseIncompatible (signed, sent back, taken out, somebody must sign before), NoPermitido.
    """
    circuito = paso.circuito
    if circuito.estado != Circuito.Estado.PENDIENTE or paso.estado != PasoFirma.Estado.PENDIENTE:
        raise FaseIncompatible(_("Este documento ya no espera esa firma."))
    suya = firmante is not None and firmante.empleado.id == actor.id
    if not suya and (apartado := apartado_de(paso, actor.id, en=en)) is not None:
        raise NoPermitido(
            _("No puede firmar en este expediente: se abstuvo de intervenir en él, o le han recusado."),
            que_hacer=_quien_lo_firma(apartado),
        )
    if firmante is None or not suya:
        raise NoPermitido(
            _("Hoy no le corresponde firmar por el puesto «%(puesto)s».") % {"puesto": paso.puesto.nombre}
        )
    anteriores = (otro for otro in circuito.pasos.all() if otro.numero < paso.numero)
    if circuito.orden == Orden.CASCADA and any(otro.estado != PasoFirma.Estado.FIRMADO for otro in anteriores):
        raise FaseIncompatible(_("Antes tiene que firmar otra persona."))
    return firmante


def _quien_lo_firma(apartado: Apartado) -> str:
    if apartado.norma and apartado.sustituto_id is None:
        return _(
            "Hoy nadie le sustituye en él: quien decidió que dejase de intervenir tiene que nombrar a otra persona, en el expediente."
        )
    return _("Lo firmará quien le sustituya o, si no se acepta la causa, usted (artículos 23 y 24 de la Ley 40/2015).")
