"""One-time codes of the staff (RFC 6238) over django-otp: each code works once, and failures slow down."""

from __future__ import annotations

import secrets
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from consistorio.nucleo.dato import dato
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import Cuenta, RetoLlave

CODIGOS_DE_RECUPERACION = 8


@dato
class Verificacion:
    """Whether a code was accepted, and whether the device is resting after failures."""

    aceptado: bool
    en_pausa: bool = False


def tiene(cuenta: Cuenta) -> bool:
    """Whether the account has a confirmed second factor."""
    return TOTPDevice.objects.filter(user=cuenta, confirmed=True).exists() or cuenta.llaves.exists()


def verificar(cuenta: Cuenta, codigo: str, *, con_recuperacion: bool) -> Verificacion:
    """Check a code and consume it: neither the same code nor an earlier one is taken again.

    `con_recuperacion` also takes a recovery code, which is for logging in and never for signing. The device's row is locked.
    The change is written in the caller's transaction, or in its own when there is none, so that failures count.
    """
    limpio = "".join(c for c in codigo if c.isalnum()).lower()
    if not limpio:
        return Verificacion(aceptado=False)
    with transaction.atomic(using=alias_actual()):
        en_pausa = False
        aparatos: list[TOTPDevice | StaticDevice] = list(
            TOTPDevice.objects.select_for_update().filter(user=cuenta, confirmed=True)
        )
        if con_recuperacion and len(limpio) > 6:
            aparatos = list(StaticDevice.objects.select_for_update().filter(user=cuenta, confirmed=True))
        for aparato in aparatos:
            permitido, _motivo = aparato.verify_is_allowed()
            if not permitido:
                en_pausa = True
            elif aparato.verify_token(limpio):
                return Verificacion(aceptado=True)
        return Verificacion(aceptado=False, en_pausa=en_pausa)


def secreto(cuenta: Cuenta) -> bytes:
    """The secret of the account's confirmed device (20 bytes), constant while the device lasts; empty without one."""
    aparato = TOTPDevice.objects.filter(user=cuenta, confirmed=True).order_by("id").first()
    return bytes(aparato.bin_key) if aparato is not None else b""


def preparar(cuenta: Cuenta, *, visto: object = None) -> TOTPDevice:
    """The account's device waiting for its first code: the one whose secret this browser has seen (`visto`, its number), or a new one.

    One that another browser saw is forgotten: whoever guessed the first password must not keep the secret of who comes after.
    """
    pendientes = TOTPDevice.objects.filter(user=cuenta, confirmed=False)
    aparato = pendientes.filter(id=visto).first() if isinstance(visto, int) else None
    if aparato is None:
        pendientes.delete()
        aparato = TOTPDevice.objects.create(user=cuenta, confirmed=False, name=_("aplicación de códigos"))
    return aparato


def pendiente(cuenta: Cuenta) -> TOTPDevice | None:
    """The device that waits for its first code, with its row locked."""
    return TOTPDevice.objects.select_for_update().filter(user=cuenta, confirmed=False).first()


def direccion_de(aparato: TOTPDevice, cuenta: Cuenta) -> str:
    """The `otpauth://` address for the QR, with the town hall's name."""
    aparato.user = cuenta
    emisor = settings.CONSISTORIO_ENTIDAD["nombre"]
    return str(aparato.config_url).split("&issuer=")[0] + f"&issuer={quote(emisor, safe='')}"


def nuevos_codigos_de_recuperacion(cuenta: Cuenta) -> list[str]:
    """Replace the recovery codes; shown once. Each is ten letters and figures."""
    StaticDevice.objects.filter(user=cuenta).delete()
    aparato = StaticDevice.objects.create(user=cuenta, name="recuperación", confirmed=True)
    alfabeto = "abcdefghjkmnpqrstuvwxyz23456789"
    codigos = ["".join(secrets.choice(alfabeto) for _i in range(10)) for _j in range(CODIGOS_DE_RECUPERACION)]
    StaticToken.objects.bulk_create(StaticToken(device=aparato, token=codigo) for codigo in codigos)
    return codigos


def retirar(cuenta: Cuenta) -> None:
    """Remove every second factor of an account."""
    TOTPDevice.objects.filter(user=cuenta).delete()
    StaticDevice.objects.filter(user=cuenta).delete()
    cuenta.llaves.all().delete()
    RetoLlave.objects.filter(cuenta=cuenta).delete()
