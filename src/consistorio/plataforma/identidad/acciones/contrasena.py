"""Accounts and passwords of the staff."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad import intentos
from consistorio.plataforma.identidad.cadenas import SISTEMA, de_cuenta
from consistorio.plataforma.identidad.eventos import (
    ContrasenaCambiada,
    ContrasenaRechazada,
    ContrasenaRestablecida,
    CuentaDesactivada,
    CuentaReactivada,
    SesionCerrada,
)
from consistorio.plataforma.identidad.models import Cuenta, Sesion
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE


@accion("identidad.contrasena.rechazada", permiso=IDENTIFICARSE, norma="RD 311/2022 anexo II op.acc.6")
def comprobar_contrasena(
    *, actor: Actor, usuario: str, contrasena: str, direccion: str, maquina: Reloj
) -> Cuenta | None:
    """The account whose user name and password match, or None: the page says the same for an unknown user.

    A failure is written and stays written, which is why it is an answer and not an error.
    Who: the staff login. Writes: IntentoAcceso. Emits on failure: identidad.contrasena.rechazada. Raises DemasiadosIntentos.
    """
    intentos.exigir_que_puede_intentar(usuario, direccion, maquina=maquina)
    cuenta = Cuenta.objects.filter(usuario=usuario.strip().lower()).first()
    if cuenta is None or not cuenta.has_usable_password():
        make_password(contrasena)  # the same time as when the user exists
        acertada = False
    else:
        acertada = cuenta.check_password(contrasena) and cuenta.activa
    intentos.apuntar(usuario, direccion, acertado=acertada, maquina=maquina)
    if acertada:
        return cuenta
    anotar(
        SISTEMA if cuenta is None else de_cuenta(cuenta.id),
        ContrasenaRechazada(intentos.clave_de_usuario(usuario)),
        actor=actor,
        reloj=maquina,
    )
    return None


@accion("identidad.contrasena.cambiada", permiso="personal.cuenta", norma="RD 311/2022 anexo II op.acc.6")
def cambiar_contrasena(*, actor: Actor, cuenta_id: UUID, actual: str, nueva: str, maquina: Reloj) -> None:
    """Change one's own password. Who: the account's holder (the session must be its own).

    Raises DatosIncorrectos (wrong present password, a new one that is weak or the same), NoEncontrado.
    """
    sesion = Sesion.objects.filter(id=actor.sesion, cuenta_id=cuenta_id, cerrada_el=None).first()
    if sesion is None:
        raise NoEncontrado(_("No encontramos esa cuenta."))
    cuenta = Cuenta.objects.select_for_update().get(id=cuenta_id)
    problemas = []
    if not cuenta.check_password(actual):
        problemas.append(Problema("actual", _("La contraseña actual no es esa.")))
    elif nueva == actual:
        problemas.append(Problema("nueva", _("Esa contraseña ya es la suya. Elija otra.")))
    problemas += _debilidades(nueva, cuenta)
    if problemas:
        raise DatosIncorrectos(_("No se ha cambiado la contraseña."), problemas=problemas)
    cuenta.set_password(nueva)
    cuenta.debe_cambiar_contrasena = False
    cuenta.save(update_fields=["password", "debe_cambiar_contrasena"])
    anotar(de_cuenta(cuenta.id), ContrasenaCambiada(cuenta.id), actor=actor, reloj=maquina)


@accion(
    "identidad.cuenta.desactivada",
    "identidad.sesion.cerrada",
    permiso="cuentas.administrar",
    norma="RD 311/2022 anexo II op.acc.1",
)
def desactivar_cuenta(*, actor: Actor, cuenta_id: UUID, maquina: Reloj) -> None:
    """Stop an account at once, its open sessions included. Who: administrators, never for themselves. Raises NoEncontrado, Conflicto."""
    cuenta = _bloqueada(cuenta_id)
    if _es_la_propia(actor, cuenta):
        raise Conflicto(_("Nadie puede desactivar su propia cuenta: pídalo a otra persona."))
    cuenta.activa = False
    cuenta.save(update_fields=["activa"])
    _cerrar_sesiones(cuenta, actor, maquina)
    anotar(de_cuenta(cuenta.id), CuentaDesactivada(cuenta.id), actor=actor, reloj=maquina)


@accion("identidad.cuenta.reactivada", permiso="cuentas.administrar", norma="RD 311/2022 anexo II op.acc.1")
def reactivar_cuenta(*, actor: Actor, cuenta_id: UUID, maquina: Reloj) -> None:
    """Let a stopped account log in again, with the password that it had. Who: administrators. Raises NoEncontrado."""
    cuenta = _bloqueada(cuenta_id)
    cuenta.activa = True
    cuenta.save(update_fields=["activa"])
    anotar(de_cuenta(cuenta.id), CuentaReactivada(cuenta.id), actor=actor, reloj=maquina)


@accion(
    "identidad.contrasena.restablecida",
    "identidad.sesion.cerrada",
    permiso="cuentas.administrar",
    norma="RD 311/2022 anexo II op.acc.6",
)
def restablecer_contrasena(*, actor: Actor, cuenta_id: UUID, maquina: Reloj) -> str:
    """Give an account a provisional password, to be handed over once and changed at the next login; returns it.

    Its open sessions are closed. The second factor stays. Who: administrators, never for themselves (they change it with the
    present one). Writes: Cuenta, Sesion. Emits: identidad.contrasena.restablecida. Raises NoEncontrado, Conflicto.
    """
    cuenta = _bloqueada(cuenta_id)
    if _es_la_propia(actor, cuenta):
        raise Conflicto(
            _("Su propia contraseña no se restablece aquí."), que_hacer=_("Cámbiela en la página de su cuenta.")
        )
    provisional = secrets.token_urlsafe(12)
    cuenta.set_password(provisional)
    cuenta.debe_cambiar_contrasena = True
    cuenta.save(update_fields=["password", "debe_cambiar_contrasena"])
    _cerrar_sesiones(cuenta, actor, maquina)
    anotar(de_cuenta(cuenta.id), ContrasenaRestablecida(cuenta.id), actor=actor, reloj=maquina)
    return provisional


def _bloqueada(cuenta_id: UUID) -> Cuenta:
    cuenta = Cuenta.objects.select_for_update().filter(id=cuenta_id).first()
    if cuenta is None:
        raise NoEncontrado(_("No encontramos esa cuenta."))
    return cuenta


def _es_la_propia(actor: Actor, cuenta: Cuenta) -> bool:
    return bool(actor.sesion) and Sesion.objects.filter(id=actor.sesion, cuenta=cuenta).exists()


def _cerrar_sesiones(cuenta: Cuenta, actor: Actor, maquina: Reloj) -> None:
    for sesion in Sesion.objects.select_for_update().filter(cuenta=cuenta, cerrada_el=None):
        sesion.cerrada_el = maquina.ahora()
        sesion.save(update_fields=["cerrada_el"])
        anotar(de_cuenta(cuenta.id), SesionCerrada(sesion.id), actor=actor, reloj=maquina)


def _debilidades(contrasena: str, cuenta: Cuenta) -> list[Problema]:
    try:
        validate_password(contrasena, cuenta)
    except ValidationError as error:
        return [Problema("nueva", mensaje) for mensaje in error.messages]
    return []
