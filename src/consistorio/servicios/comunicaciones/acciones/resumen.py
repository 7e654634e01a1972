"""Ask for the daily digest, leave it, and take it away from who does not work here any more."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.errores import DatosIncorrectos, NoPermitido, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.comunicaciones.eventos import ResumenDiarioDejado, ResumenDiarioPedido
from consistorio.servicios.comunicaciones.models import ResumenPedido
from consistorio.servicios.comunicaciones.permisos import CUENTA_PROPIA, REPARTIR_RESUMEN

MAXIMO_CORREO = 254
NORMA = "LRJSP art. 3.2; RGPD art. 5.1.c"


@accion("resumen.pedido", permiso=CUENTA_PROPIA, norma=NORMA)
def pedir_resumen(*, actor: Actor, correo: str, reloj: Reloj) -> ResumenPedido:
    """Get the daily digest at an address, or change it. Nobody gets it without asking.

    Who: each member of staff, for themselves. Writes: ResumenPedido. Emits: resumen.pedido. Raises NoPermitido, DatosIncorrectos.
    """
    if actor.clase is not ClaseActor.EMPLEADO:
        raise NoPermitido(_("El resumen diario es del personal del Ayuntamiento."))
    direccion = correo.strip()
    if not _es_correo(direccion):
        mensaje = _("Escriba una dirección de correo, por ejemplo nombre@ayuntamiento.es.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("correo", mensaje)])
    pedido, _nuevo = ResumenPedido.objects.update_or_create(
        empleado_id=actor.id,
        defaults={"correo": direccion},
        create_defaults={"correo": direccion, "pedido_el": reloj.ahora()},
    )
    anotar(cadena_de(actor.id), ResumenDiarioPedido(actor.id), actor=actor, reloj=reloj)
    return pedido


def _es_correo(direccion: str) -> bool:
    try:
        validate_email(direccion)
    except ValidationError:
        return False
    return len(direccion) <= MAXIMO_CORREO


@accion("resumen.dejado", permiso=CUENTA_PROPIA, norma=NORMA)
def dejar_resumen(*, actor: Actor, reloj: Reloj) -> None:
    """Stop getting it; the address is forgotten. Nothing when it was not asked for.

    Who: each member of staff, for themselves. Writes: ResumenPedido (deletes it). Emits: resumen.dejado.
    """
    _olvidar(actor.id, actor=actor, reloj=reloj)


@accion("resumen.dejado", permiso=REPARTIR_RESUMEN, norma="RGPD art. 5.1.e")
def retirar_resumen(*, actor: Actor, empleado_id: UUID, reloj: Reloj) -> None:
    """Forget the address of who does not work here any more. Who: the sweep of the digests. Writes and emits: as `dejar_resumen`."""
    _olvidar(empleado_id, actor=actor, reloj=reloj)


def _olvidar(empleado_id: UUID, *, actor: Actor, reloj: Reloj) -> None:
    borradas, _por_tabla = ResumenPedido.objects.filter(empleado_id=empleado_id).delete()
    if borradas:
        anotar(cadena_de(empleado_id), ResumenDiarioDejado(empleado_id), actor=actor, reloj=reloj)


def cadena_de(empleado_id: UUID) -> str:
    """Name of the chain of facts of somebody's digest."""
    return f"resumen:{empleado_id}"
