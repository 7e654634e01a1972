"""Use cases of passkeys: asking for one, keeping it, using it, giving it up."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, NoEncontrado, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad import llaves, segundo_factor
from consistorio.plataforma.identidad.cadenas import de_cuenta
from consistorio.plataforma.identidad.eventos import LlaveGuardada, LlavePedida, LlaveRetirada, SegundoFactorRechazado
from consistorio.plataforma.identidad.llaves import PARA_ENTRAR, Opciones, RespuestaRechazada
from consistorio.plataforma.identidad.models import Cuenta, LlaveAcceso, Sesion
from consistorio.plataforma.identidad.permisos import IDENTIFICARSE

NORMA = "RD 311/2022 anexo II op.acc.6"
PERMISO = "personal.cuenta"
MAXIMO = 10


@accion("identidad.llave.pedida", permiso=IDENTIFICARSE, norma=NORMA)
def pedir_para_entrar(*, actor: Actor, cuenta_id: UUID, maquina: Reloj) -> Opciones:
    """What the browser needs to use a passkey as second step of the login. Who: the staff login, after the password.

    Writes: RetoLlave. Raises NoEncontrado when the account has no passkey.
    """
    return _pedir(_con_llaves(cuenta_id), PARA_ENTRAR, actor, maquina)


@accion("identidad.llave.pedida", permiso=PERMISO, norma=NORMA)
def pedir(*, actor: Actor, para: str, maquina: Reloj) -> Opciones:
    """The same within one's own session, for a purpose: confirming, or the digest of what is approved.

    Who: its owner. Writes: RetoLlave. Raises NoEncontrado.
    """
    return _pedir(_con_llaves(_cuenta_de(actor).id), para, actor, maquina)


@accion("identidad.llave.pedida", "identidad.segundo_factor.rechazado", permiso=PERMISO, norma=NORMA)
def pedir_alta(*, actor: Actor, codigo: str, maquina: Reloj) -> Opciones | None:
    """What the browser needs to make a new passkey; None when the code of the application is wrong, which stays written.

    Who: its owner, with a fresh code: an open session alone adds no way in. Writes: RetoLlave. Raises Conflicto (ten already).
    """
    cuenta = _cuenta_de(actor)
    if cuenta.llaves.count() >= MAXIMO:
        raise Conflicto(_("Ya tiene %(n)d llaves. Quite antes una que no use.") % {"n": MAXIMO})
    if not segundo_factor.verificar(cuenta, codigo, con_recuperacion=False).aceptado:
        anotar(de_cuenta(cuenta.id), SegundoFactorRechazado(cuenta.id), actor=actor, reloj=maquina)
        return None
    anotar(de_cuenta(cuenta.id), LlavePedida(cuenta.id, llaves.PARA_ALTA), actor=actor, reloj=maquina)
    return llaves.pedir_alta(cuenta, maquina=maquina)


@accion("identidad.llave.guardada", permiso=PERMISO, norma=NORMA)
def guardar(*, actor: Actor, nombre: str, respuesta: str, maquina: Reloj) -> LlaveAcceso:
    """Keep a passkey that the browser has just made. Who: its owner, within five minutes of the code.

    Writes: LlaveAcceso. Emits: identidad.llave.guardada. Raises DatosIncorrectos (name, or an answer that proves nothing), Conflicto.
    """
    cuenta = _cuenta_de(actor)
    limpio = " ".join(nombre.split())[:60]
    problemas = [] if limpio else [Problema("nombre", _("Póngale un nombre, por ejemplo «Portátil del despacho»."))]
    try:
        credencial, publica = llaves.terminar_alta(cuenta, respuesta, maquina=maquina)
    except RespuestaRechazada as error:
        mensaje = _("No hemos podido comprobar la llave. Vuelva a intentarlo con un código nuevo.")
        raise DatosIncorrectos(mensaje, problemas=[*problemas, Problema("", mensaje)]) from error
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)
    try:
        with transaction.atomic(using=alias_actual()):
            llave = llaves.guardar(cuenta, credencial, publica, limpio)
    except IntegrityError as error:
        raise Conflicto(_("Esa llave ya está guardada.")) from error
    anotar(de_cuenta(cuenta.id), LlaveGuardada(cuenta.id, llave.id), actor=actor, reloj=maquina)
    return llave


@accion("identidad.llave.retirada", permiso=PERMISO, norma=NORMA)
def retirar(*, actor: Actor, llave_id: UUID, maquina: Reloj) -> None:
    """Give up a passkey of one's own: it opens nothing any more. Emits: identidad.llave.retirada. Raises NoEncontrado."""
    cuenta = _cuenta_de(actor)
    quitadas, _detalle = LlaveAcceso.objects.filter(id=llave_id, cuenta=cuenta).delete()
    if not quitadas:
        raise NoEncontrado(_("No encontramos esa llave."))
    anotar(de_cuenta(cuenta.id), LlaveRetirada(cuenta.id, llave_id), actor=actor, reloj=maquina)


@accion("identidad.segundo_factor.rechazado", permiso=IDENTIFICARSE, norma=NORMA)
def comprobar(*, actor: Actor, cuenta_id: UUID, respuesta: str, para: str, maquina: Reloj) -> bool:
    """Check a passkey for logging in or confirming; a failure is an answer, so that it stays written.

    Who: the staff login. Writes: the passkey's counter. Emits on failure: identidad.segundo_factor.rechazado.
    """
    cuenta = Cuenta.objects.get(id=cuenta_id)
    try:
        llaves.comprobar(cuenta, respuesta, para=para, maquina=maquina)
    except RespuestaRechazada:
        anotar(de_cuenta(cuenta.id), SegundoFactorRechazado(cuenta.id), actor=actor, reloj=maquina)
        return False
    return True


def _pedir(cuenta: Cuenta, para: str, actor: Actor, maquina: Reloj) -> Opciones:
    anotar(de_cuenta(cuenta.id), LlavePedida(cuenta.id, para.partition(":")[0]), actor=actor, reloj=maquina)
    return llaves.pedir_uso(cuenta, para, maquina=maquina)


def _con_llaves(cuenta_id: UUID) -> Cuenta:
    cuenta = Cuenta.objects.filter(id=cuenta_id, activa=True, llaves__isnull=False).distinct().first()
    if cuenta is None:
        raise NoEncontrado(_("No tiene ninguna llave de acceso."), que_hacer=_("Use el código de su aplicación."))
    return cuenta


def _cuenta_de(actor: Actor) -> Cuenta:
    """The account of the session in which the actor works."""
    sesion = Sesion.objects.select_related("cuenta").filter(id=actor.sesion, cerrada_el=None).first()
    if sesion is None or sesion.cuenta is None:
        raise NoEncontrado(_("La sesión ya no está abierta."))
    return sesion.cuenta
