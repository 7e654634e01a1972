"""Who receives the published heads by mail."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from consistorio.documental.sellado.eventos import SuscripcionCambiada
from consistorio.documental.sellado.models import SuscripcionCabeceras
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

PERMISO = "sistema.administrar"
NORMA = "RD 311/2022 anexo II op.exp.8"


@accion("sellado.suscripcion.cambiada", permiso=PERMISO, norma=NORMA)
def suscribir(*, actor: Actor, correo: str, reloj: Reloj) -> SuscripcionCabeceras:
    """Send the heads from now on to that address. Repeating it changes nothing.

    Who: the administrator. Writes: SuscripcionCabeceras. Emits: sellado.suscripcion.cambiada. Raises: DatosIncorrectos.
    """
    direccion = correo.strip().lower()
    try:
        validate_email(direccion)
    except ValidationError as error:
        mensaje = _("Escriba un correo electrónico completo. Por ejemplo, archivo@ejemplo.es.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("correo", mensaje)]) from error
    suscripcion, _nueva = SuscripcionCabeceras.objects.update_or_create(
        correo=direccion, defaults={"baja": None}, create_defaults={"alta": reloj.ahora()}
    )
    anotar("sistema", SuscripcionCambiada(suscripcion.pk, activa=True), actor=actor, reloj=reloj)
    return suscripcion


@accion("sellado.suscripcion.cambiada", permiso=PERMISO, norma=NORMA)
def dar_de_baja(*, actor: Actor, suscripcion_id: int, reloj: Reloj) -> None:
    """Stop sending the heads to that address. Who: the administrator. Emits: sellado.suscripcion.cambiada."""
    if SuscripcionCabeceras.objects.filter(pk=suscripcion_id, baja=None).update(baja=reloj.ahora()):
        anotar("sistema", SuscripcionCambiada(suscripcion_id, activa=False), actor=actor, reloj=reloj)
