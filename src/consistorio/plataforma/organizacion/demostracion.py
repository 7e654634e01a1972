"""The demo town's people: made up, with passwords and codes that everybody knows. Refuses to work outside demo and tests."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from binascii import unhexlify
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.dato import dato
from consistorio.nucleo.errores import NoEncontrado, NoPermitido
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad.models import Cuenta, Persona, Representacion
from consistorio.plataforma.identidad.operaciones import inscribir_representacion, persona_por_nif
from consistorio.plataforma.identidad.reglas import ultimo_dia_posible
from consistorio.plataforma.organizacion import consultas
from consistorio.plataforma.organizacion.acciones.importacion import importar
from consistorio.plataforma.organizacion.ficheros import leer
from consistorio.plataforma.organizacion.models import Empleado

DATOS = Path(__file__).parent / "datos"
CONTRASENA = "Consistorio-de-prueba-1"
APARATO = "demo"
PARA_ESCRIBIRLO = 20  # seconds
ENTORNOS = frozenset({"demo", "test"})


@dato
class CredencialDemo:
    """How to log in as one of the demo's staff; `secreto` is what an authenticator application is given."""

    usuario: str
    contrasena: str
    secreto: str
    nombre: str
    puesto: str


def sembrar(*, reloj: Reloj) -> None:
    """Load the demo's organisation, its citizens and known credentials. Repeating it changes nothing.

    Raises NoPermitido outside demo and tests.
    """
    exigir_demo()
    actor = Actor.sistema("demostracion", "organizacion.administrar")
    for fichero in ("roles.json", "villaejemplo.json"):
        importar(actor=actor, carga=leer(DATOS / fichero), reloj=reloj)
    with transaction.atomic(using=alias_actual()):
        for cuenta in Cuenta.objects.filter(empleado__isnull=False):
            cuenta.set_password(CONTRASENA)
            cuenta.debe_cambiar_contrasena = False
            cuenta.save(update_fields=["password", "debe_cambiar_contrasena"])
            TOTPDevice.objects.get_or_create(
                user=cuenta, confirmed=True, defaults={"name": APARATO, "key": _clave(cuenta.usuario)}
            )
        _ciudadania(actor, reloj)


def credenciales(*, en: date) -> list[CredencialDemo]:
    """Whom to log in as, by user name. Raises NoPermitido outside demo and tests."""
    exigir_demo()
    salida: list[CredencialDemo] = []
    for empleado in (
        Empleado.objects.select_related("cuenta", "persona").exclude(cuenta=None).order_by("cuenta__usuario")
    ):
        if empleado.cuenta is None:
            continue
        puestos = consultas.puestos_de(empleado, en=en)
        salida.append(
            CredencialDemo(
                usuario=empleado.cuenta.usuario,
                contrasena=CONTRASENA,
                secreto=base64.b32encode(unhexlify(_clave(empleado.cuenta.usuario))).decode(),
                nombre=empleado.nombre,
                puesto=puestos[0].nombre if puestos else "",
            )
        )
    return salida


def codigo_actual(usuario: str) -> str:
    """A code of a demo user that was not used yet, as their telephone would show it. Raises NoPermitido, NoEncontrado.

    A code serves once; the next one within half a minute is that of the following step, which the clock's tolerance takes. It is the
    earliest that still serves for as long as it takes to type it.
    """
    exigir_demo()
    aparato = TOTPDevice.objects.filter(user__usuario=usuario.lower(), confirmed=True).first()
    if aparato is None:
        raise NoEncontrado(_("No hay ningún usuario «%(usuario)s».") % {"usuario": usuario})
    dentro_de_un_rato = int((time.time() + PARA_ESCRIBIRLO - aparato.t0) // aparato.step) + aparato.drift
    paso = max(dentro_de_un_rato - aparato.tolerance, int(aparato.last_t) + 1)
    return f"{hotp(aparato.bin_key, paso, aparato.digits):0{aparato.digits}d}"


def ciudadania() -> dict[str, list[dict[str, str]]]:
    """The made-up citizens and organisations of the demo, for the simulators and the test certificates."""
    exigir_demo()
    datos: dict[str, list[dict[str, str]]] = json.loads((DATOS / "ciudadania.json").read_text(encoding="utf-8"))
    return datos


def hay_gente_de_la_demostracion() -> bool:
    """Whether somebody of this database has a second factor that everybody knows. Asked anywhere, production above all."""
    return bool(TOTPDevice.objects.filter(name=APARATO).exists())


def exigir_demo() -> None:
    """Raises NoPermitido outside demo and tests."""
    if settings.CONSISTORIO_ENTORNO not in ENTORNOS:
        raise NoPermitido(_("Los datos de demostración no se pueden usar en producción."))


def _clave(usuario: str) -> str:
    return hashlib.sha256(f"demostracion:{usuario}".encode()).hexdigest()[:40]


def _ciudadania(actor: Actor, reloj: Reloj) -> None:
    datos = ciudadania()
    for ficha in datos["personas"]:
        persona_por_nif(
            ficha["nif"],
            nombre=ficha["nombre"],
            apellido1=ficha["apellido1"],
            apellido2=ficha["apellido2"],
            correo=ficha["correo"],
            telefono=ficha["telefono"],
            actor=actor,
            reloj=reloj,
        )
    for ficha in datos["organizaciones"]:
        organizacion = persona_por_nif(
            ficha["nif"], razon_social=ficha["razon_social"], correo=ficha["correo"], actor=actor, reloj=reloj
        )
        _representar(organizacion, Persona.objects.get(nif=ficha["representante"]), actor, reloj)


def _representar(organizacion: Persona, representante: Persona, actor: Actor, reloj: Reloj) -> None:
    dia = hoy(reloj)
    if Representacion.objects.filter(representado=organizacion, representante=representante).exists():
        return
    inscribir_representacion(
        representado=organizacion,
        representante=representante,
        alcance=Representacion.Alcance.GENERAL,
        acreditacion=Representacion.Acreditacion.REA,
        referencia="REA de demostración",
        desde=dia.replace(year=dia.year - 1, day=1),
        hasta=ultimo_dia_posible(dia.replace(year=dia.year - 1, day=1)),
        estado=Representacion.Estado.VIGENTE,
        actor=actor,
        reloj=reloj,
    )
