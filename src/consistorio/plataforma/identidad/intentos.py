"""Slowing down whoever guesses: failures are counted by user name and by address on the machine's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.db import connections, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DemasiadosIntentos, ErrorDominio
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import IntentoAcceso
from consistorio.plataforma.identidad.operaciones import huella_con_clave

VENTANA = timedelta(minutes=15)
FALLOS_POR_USUARIO = 5
FALLOS_POR_DIRECCION = 30
T = TypeVar("T")


def exigir_que_puede_intentar(usuario: str, direccion: str, *, maquina: Reloj) -> None:
    """Raises DemasiadosIntentos after 5 failures for a user name, or 30 from an address, within fifteen minutes.

    A success for the user name forgives its earlier failures. Guesses at one user name wait for each other until their transaction ends:
    sent all at once, each would find that none had failed yet.
    """
    exigir_transaccion()  # else nobody waits for nobody
    with connections[alias_actual()].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 18))", [clave_de_usuario(usuario)])
    desde = maquina.ahora() - VENTANA
    topes = [(clave_de_usuario(usuario), FALLOS_POR_USUARIO)]
    if direccion:
        topes.append((clave_de_direccion(direccion), FALLOS_POR_DIRECCION))
    for clave, tope in topes:
        ultimos = IntentoAcceso.objects.filter(clave=clave, momento__gt=desde).order_by("-momento", "-id")
        fallos = 0
        for acertado in ultimos.values_list("acertado", flat=True)[:tope]:
            if acertado:
                break
            fallos += 1
        if fallos >= tope:
            raise DemasiadosIntentos(
                _("Demasiados intentos seguidos."),
                que_hacer=_("Espere 15 minutos. Si no recuerda su contraseña, hable con quien administra las cuentas."),
            )


def intentar(quien: str, hacer: Callable[[], T], fallo: type[ErrorDominio], *, maquina: Reloj) -> T:
    """Do what may be a guess, in its turn among those of `quien`; what raises `fallo` is counted, and raised.

    Raises DemasiadosIntentos after 5 within fifteen minutes.
    """
    with transaction.atomic(using=alias_actual()):
        exigir_que_puede_intentar(quien, "", maquina=maquina)
        try:
            return hacer()
        except fallo as error:
            fallado = error
            apuntar(quien, "", acertado=False, maquina=maquina)
    raise fallado


def apuntar(usuario: str, direccion: str, *, acertado: bool, maquina: Reloj) -> None:
    """Write one attempt for the user name and, when it failed, for the address."""
    ahora = maquina.ahora()
    IntentoAcceso.objects.create(clave=clave_de_usuario(usuario), momento=ahora, acertado=acertado)
    if direccion and not acertado:
        IntentoAcceso.objects.create(clave=clave_de_direccion(direccion), momento=ahora, acertado=False)


def clave_de_usuario(usuario: str) -> str:
    """Keyed hash under which a user name is counted."""
    return huella_con_clave(f"usuario:{usuario.strip().lower()}")


def clave_de_direccion(direccion: str) -> str:
    """Keyed hash under which an address is counted."""
    return huella_con_clave(f"direccion:{direccion}")
