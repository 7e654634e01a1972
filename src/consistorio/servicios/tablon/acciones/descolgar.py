"""Taking an announcement down: when its days are over, or before."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.tablon import operaciones
from consistorio.servicios.tablon.models import Anuncio
from consistorio.servicios.tablon.permisos import DESCOLGAR
from consistorio.tramitacion.expedientes.acceso import bloquear, expediente_que_lleva
from consistorio.tramitacion.expedientes.permisos import TRAMITAR


@accion("tablon.anuncio.terminado", permiso=DESCOLGAR, norma="LPACAP arts. 45 y 83.2; LRJSP art. 41")
def descolgar_anuncio(*, actor: Actor, anuncio_id: UUID, reloj: Reloj) -> bool:
    """Take down an announcement whose days are over. False when it is not shown, or still is to be.

    Who: the sweep; idempotent. Writes: Anuncio, Documento. Emits: tablon.anuncio.terminado. Raises NoEncontrado.
    """
    expediente_id = _expediente_de(anuncio_id)
    expediente = bloquear(expediente_id)
    anuncio = Anuncio.objects.select_for_update(of=("self",)).select_related("documento").get(id=anuncio_id)
    if anuncio.terminado_el is not None or anuncio.hasta is None or anuncio.hasta >= hoy(reloj):
        return False
    operaciones.terminar(anuncio, expediente, causa=Anuncio.Causa.PLAZO, actor=actor, reloj=reloj)
    return True


@accion("tablon.anuncio.terminado", permiso=TRAMITAR, norma="LPACAP arts. 45 y 109.2; RGPD art. 5.1")
def retirar_anuncio(*, actor: Actor, anuncio_id: UUID, motivo: str, reloj: Reloj) -> Anuncio:
    """Take down at once an announcement that should not be shown: a mistake, or more personal data than it may have. What it opened is
    still to be done.

    Who: who carries the case. Writes: Anuncio, Documento, and what the engine does. Emits: tablon.anuncio.terminado.
    Raises NoEncontrado, NoPermitido, FaseIncompatible (it is not shown), DatosIncorrectos (no reason).
    """
    expediente = expediente_que_lleva(actor, _expediente_de(anuncio_id), TRAMITAR)
    if len(motivo.strip()) < 10:
        mensaje = _("Explique por qué se retira: constará en el expediente.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    anuncio = Anuncio.objects.select_for_update(of=("self",)).select_related("documento").get(id=anuncio_id)
    if anuncio.terminado_el is not None:
        raise FaseIncompatible(_("Ese anuncio ya no está en el tablón."))
    operaciones.terminar(
        anuncio, expediente, causa=Anuncio.Causa.RETIRADO, motivo=motivo.strip(), actor=actor, reloj=reloj
    )
    return anuncio


def _expediente_de(anuncio_id: UUID) -> UUID:
    expediente_id = Anuncio.objects.filter(id=anuncio_id).values_list("expediente_id", flat=True).first()
    if expediente_id is None:
        raise NoEncontrado(_("No encontramos ese anuncio."))
    return expediente_id
