"""Slowing down whoever guesses: failures are counted by user name and by address on the machine's clock."""

from __future__ import annotations

from datetime import timedelta

from django.db import connections
from django.utils.translation import gettext as _

from consistorio.nucleo.errores import DemasiadosIntentos
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import IntentoAcceso
from consistorio.plataforma.identidad.operaciones import huella_con_clave

VENTANA = timedelta(minutes=15)
FALLOS_POR_USUARIO = 5
FALLOS_POR_DIRECCION = 30


def exigir_que_puede_intentar(usuario: str, direccion: str, *, maquina: Reloj) -> None:
    """Raises DemasiadosIntentos after 5 failures for a user name, or 30 from an address, within fifteen minutes.

    A success for the user name forgives its earlier failures. Guesses at one user name wait for each other until their transaction ends:
    sent all at once, each would find that none had failed yet.
    """
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
