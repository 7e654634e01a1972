"""Following a case: its later facts show on one's desk."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import Conflicto, NoPermitido
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.acceso import expediente_para
from consistorio.tramitacion.expedientes.eventos import SeguimientoIniciado, SeguimientoTerminado
from consistorio.tramitacion.expedientes.models import Seguimiento
from consistorio.tramitacion.expedientes.permisos import VER
from consistorio.tramitacion.expedientes.seguimiento import MAXIMO_SEGUIDOS, cadena_de


@accion("expediente.seguimiento.iniciado", permiso=VER, norma="LPACAP arts. 20.1 y 71.1")
def seguir(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> Seguimiento:
    """Show on one's desk what happens in a case from now on. Again, nothing changes.

    Who: staff who may see the case. Writes: Seguimiento. Emits: expediente.seguimiento.iniciado (in the chain of who follows).
    Raises NoEncontrado, NoPermitido, Conflicto (they follow as many as one may).
    """
    expediente = expediente_para(actor, expediente_id, VER)
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("Los expedientes los sigue el personal."))
    suyos = Seguimiento.objects.filter(empleado_id=actor.id)
    ya = suyos.filter(expediente=expediente).first()
    if ya is not None:
        return ya
    if suyos.count() >= MAXIMO_SEGUIDOS:
        raise Conflicto(
            _("Ya sigue %(n)d expedientes, que es lo más que se puede.") % {"n": MAXIMO_SEGUIDOS},
            que_hacer=_("Deje de seguir alguno desde «Lo que sigo»."),
        )
    # Pressed twice at once, it is followed once
    nuevo, creado = Seguimiento.objects.get_or_create(
        expediente=expediente, empleado_id=actor.id, defaults={"desde": reloj.ahora()}
    )
    if creado:
        anotar(cadena_de(actor), SeguimientoIniciado(expediente.id, actor.id), actor=actor, reloj=reloj)
    return nuevo


@accion("expediente.seguimiento.terminado", permiso=VER, norma="LPACAP arts. 20.1 y 71.1")
def dejar_de_seguir(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> None:
    """Follow a case no more, also one that may not be seen now. Nothing happens when it was not followed.

    Who: whoever follows it. Writes: Seguimiento. Emits: expediente.seguimiento.terminado.
    Raises NoEncontrado (not followed, nor may be seen).
    """
    borrados, _por_clase = Seguimiento.objects.filter(empleado_id=actor.id, expediente_id=expediente_id).delete()
    if not borrados:
        expediente_para(actor, expediente_id, VER)
        return
    anotar(cadena_de(actor), SeguimientoTerminado(expediente_id, actor.id), actor=actor, reloj=reloj)
