"""Use cases of the second factor: giving a code, enrolling, resetting."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, NoEncontrado
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad import segundo_factor
from consistorio.plataforma.identidad.cadenas import de_cuenta
from consistorio.plataforma.identidad.eventos import (
    SegundoFactorActivado,
    SegundoFactorRechazado,
    SegundoFactorRestablecido,
    SesionCerrada,
)
from consistorio.plataforma.identidad.models import Cuenta, Sesion
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE


@accion("identidad.segundo_factor.rechazado", permiso=IDENTIFICARSE, norma="RD 311/2022 anexo II op.acc.6")
def comprobar_codigo(*, actor: Actor, cuenta_id: UUID, codigo: str, maquina: Reloj) -> segundo_factor.Verificacion:
    """Check a one-time or recovery code for logging in; it is consumed.

    A failure is an answer, so that it stays written. Emits on failure: identidad.segundo_factor.rechazado.
    """
    cuenta = Cuenta.objects.get(id=cuenta_id)
    verificacion = segundo_factor.verificar(cuenta, codigo, con_recuperacion=True)
    if not verificacion.aceptado:
        anotar(de_cuenta(cuenta.id), SegundoFactorRechazado(cuenta.id), actor=actor, reloj=maquina)
    return verificacion


@accion(
    "identidad.segundo_factor.activado",
    "identidad.segundo_factor.rechazado",
    permiso=IDENTIFICARSE,
    norma="RD 311/2022 anexo II op.acc.6",
)
def activar(*, actor: Actor, cuenta_id: UUID, aparato_id: int, codigo: str, maquina: Reloj) -> list[str] | None:
    """Confirm the device prepared for an account that has none with its first code; returns the recovery codes.

    None when the code does not match, or another browser began since. Who: the staff login, after the password. Raises Conflicto (it already has one).
    """
    cuenta = Cuenta.objects.select_for_update().get(id=cuenta_id)
    if segundo_factor.tiene(cuenta):
        raise Conflicto(_("Esta cuenta ya tiene un segundo factor."))
    aparato = segundo_factor.pendiente(cuenta)
    suyo = aparato is not None and aparato.pk == aparato_id and aparato.verify_is_allowed()[0]
    if aparato is None or not suyo or not aparato.verify_token("".join(c for c in codigo if c.isdigit())):
        anotar(de_cuenta(cuenta.id), SegundoFactorRechazado(cuenta.id), actor=actor, reloj=maquina)
        return None
    aparato.confirmed = True
    aparato.save(update_fields=["confirmed"])
    anotar(de_cuenta(cuenta.id), SegundoFactorActivado(cuenta.id, "totp"), actor=actor, reloj=maquina)
    return segundo_factor.nuevos_codigos_de_recuperacion(cuenta)


@accion(
    "identidad.segundo_factor.restablecido",
    "identidad.sesion.cerrada",
    permiso="cuentas.administrar",
    norma="RD 311/2022 anexo II op.acc.6",
)
def restablecer(*, actor: Actor, cuenta_id: UUID, maquina: Reloj) -> None:
    """Remove an account's second factors when they were lost, and close its sessions; the next login enrols again.

    Who: administrators, never for themselves in the same session. Raises NoEncontrado, Conflicto.
    """
    cuenta = Cuenta.objects.select_for_update().filter(id=cuenta_id).first()
    if cuenta is None:
        raise NoEncontrado(_("No encontramos esa cuenta."))
    if actor.sesion and Sesion.objects.filter(id=actor.sesion, cuenta=cuenta).exists():
        raise Conflicto(_("Nadie puede retirar su propio segundo factor: pídalo a otra persona."))
    segundo_factor.retirar(cuenta)
    for sesion in Sesion.objects.select_for_update().filter(cuenta=cuenta, cerrada_el=None):
        sesion.cerrada_el = maquina.ahora()
        sesion.save(update_fields=["cerrada_el"])
        anotar(de_cuenta(cuenta.id), SesionCerrada(sesion.id), actor=actor, reloj=maquina)
    anotar(de_cuenta(cuenta.id), SegundoFactorRestablecido(cuenta.id), actor=actor, reloj=maquina)
