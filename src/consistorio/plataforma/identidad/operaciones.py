"""What other rooms compose about identities, inside an action's transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.eventos import CuentaCreada, PersonaCreada, RepresentacionOtorgada
from consistorio.plataforma.identidad.models import Cuenta, Persona, Representacion

CADENA = "sistema"


def huella_con_clave(texto: str) -> str:
    """A keyed hash of something that must be compared but not kept: an address, a user name."""
    return hmac.new(settings.SECRET_KEY.encode(), texto.encode(), hashlib.sha256).hexdigest()


def crear_cuenta(usuario: str, contrasena: str, *, actor: Actor, reloj: Reloj) -> Cuenta:
    """A staff account whose password must be changed at the first login. Writes: Cuenta. Emits: identidad.cuenta.creada."""
    exigir_transaccion()
    cuenta = Cuenta.objects.crear(usuario, contrasena)
    cuenta.debe_cambiar_contrasena = True
    cuenta.save(update_fields=["debe_cambiar_contrasena"])
    anotar(CADENA, CuentaCreada(cuenta.id), actor=actor, reloj=reloj)
    return cuenta


def persona_por_nif(
    nif: str,
    *,
    nombre: str = "",
    apellido1: str = "",
    apellido2: str = "",
    razon_social: str = "",
    correo: str = "",
    telefono: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Persona:
    """The person with that Spanish number, made if it is new. What is already known of a person is not overwritten.

    Its class comes from the number; organisations are obliged to electronic means (LPACAP 14.2.a-b).
    Writes: Persona. Emits: identidad.persona.creada. Raises DatosIncorrectos (bad number, or a new person without a name).
    """
    exigir_transaccion()
    numero = Nif.de(nif)
    persona = Persona.objects.filter(tipo_documento="nif", pais_documento="ES", nif=numero.valor).first()
    if persona is not None:
        return persona
    clase = reglas.clase_de_nif(numero)
    causa = reglas.causa_por_clase(clase)
    datos = {"nombre": nombre, "apellido1": apellido1, "apellido2": apellido2} if clase == "fisica" else {}
    if clase == "fisica" and not nombre.strip():
        mensaje = _("Escriba el nombre de la persona.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("nombre", mensaje)])
    if clase != "fisica" and not (razon_social or nombre).strip():
        mensaje = _("Escriba la denominación de la entidad.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("razon_social", mensaje)])
    return _crear(
        "nif",
        "ES",
        numero.valor,
        {
            **datos,
            "clase": clase,
            "razon_social": "" if clase == "fisica" else (razon_social or nombre),
            "correo": correo,
            "telefono": telefono,
            "obligada": bool(causa),
            "causa_obligacion": causa,
        },
        actor=actor,
        reloj=reloj,
    )


def persona_declarada(datos: Mapping[str, str], *, actor: Actor, reloj: Reloj, prefijo: str = "") -> Persona:
    """A person whom a citizen names with nif, nombre, apellido1, apellido2 and razon_social; made if new.

    When a natural person is known already, a name typed must be theirs. Pages ask for it always: a number alone tells nobody
    whose it is.
    Writes: Persona. Emits: identidad.persona.creada. Raises DatosIncorrectos, its fields with `prefijo` before.
    """
    campos = {c: datos.get(c, "").strip() for c in ("nombre", "apellido1", "apellido2", "razon_social")}
    try:
        persona = persona_por_nif(datos.get("nif", ""), **campos, actor=actor, reloj=reloj)
        if persona.clase == "fisica" and not reglas.mismo_nombre(
            (campos["nombre"], campos["apellido1"]), (persona.nombre, persona.apellido1)
        ):
            mensaje = _("El nombre y el primer apellido no son los de ese documento. Escríbalos como figuran en él.")
            raise DatosIncorrectos(mensaje, problemas=[Problema("nombre", mensaje)])
    except DatosIncorrectos as error:
        raise DatosIncorrectos(
            error.mensaje,
            que_hacer=error.que_hacer,
            problemas=[Problema(f"{prefijo}{p.campo}" if p.campo else "", p.mensaje) for p in error.problemas],
        ) from error
    return persona


def persona_por_documento(
    tipo_documento: str,
    pais: str,
    numero: str,
    *,
    nombre: str,
    apellido1: str = "",
    apellido2: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Persona:
    """The natural person with a passport or foreign document, made if new. Raises DatosIncorrectos.

    Writes: Persona. Emits: identidad.persona.creada.
    """
    exigir_transaccion()
    if tipo_documento == Persona.TipoDocumento.NIF:
        return persona_por_nif(
            numero, nombre=nombre, apellido1=apellido1, apellido2=apellido2, actor=actor, reloj=reloj
        )
    limpio = "".join(c for c in numero.upper() if c.isalnum())
    problemas: list[Problema] = []
    if tipo_documento not in Persona.TipoDocumento.values:
        problemas.append(Problema("tipo_documento", _("Elija qué documento tiene la persona.")))
    if not 3 <= len(limpio) <= 40:
        problemas.append(Problema("nif", _("Escriba el número del documento, con letras y números.")))
    if len(pais) != 2 or not pais.isalpha():
        problemas.append(Problema("pais_documento", _("Elija el país que expidió el documento.")))
    if not nombre.strip():
        problemas.append(Problema("nombre", _("Escriba el nombre de la persona.")))
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la persona."), problemas=problemas)
    existente = Persona.objects.filter(tipo_documento=tipo_documento, pais_documento=pais.upper(), nif=limpio).first()
    return existente or _crear(
        tipo_documento,
        pais.upper(),
        limpio,
        {"clase": "fisica", "nombre": nombre, "apellido1": apellido1, "apellido2": apellido2},
        actor=actor,
        reloj=reloj,
    )


def inscribir_representacion(
    *,
    representado: Persona,
    representante: Persona,
    alcance: str,
    acreditacion: str,
    desde: date,
    hasta: date,
    estado: str,
    organismo: str = "",
    procedimiento: str = "",
    documento_id: UUID | None = None,
    referencia: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Representacion:
    """Write one power and its fact. The period must have been checked; PostgreSQL refuses overlaps and over five years.

    Writes: Representacion. Emits: identidad.representacion.otorgada.
    """
    exigir_transaccion()
    ahora = reloj.ahora()
    representacion = Representacion.objects.create(
        representado=representado,
        representante=representante,
        alcance=alcance,
        organismo=organismo,
        procedimiento=procedimiento,
        acreditacion=acreditacion,
        documento_id=documento_id,
        referencia=referencia,
        desde=desde,
        hasta=hasta,
        estado=estado,
        inscrita_el=ahora,
        aceptada_el=ahora if estado == Representacion.Estado.VIGENTE else None,
    )
    anotar(
        CADENA,
        RepresentacionOtorgada(
            representacion.id, representado.id, representante.id, alcance, acreditacion, desde, hasta
        ),
        actor=actor,
        reloj=reloj,
    )
    return representacion


def _crear(tipo: str, pais: str, numero: str, datos: dict[str, object], *, actor: Actor, reloj: Reloj) -> Persona:
    """Insert a person; two at once end in the same row, and only the one who made it notes the fact."""
    persona, nueva = Persona.objects.get_or_create(tipo_documento=tipo, pais_documento=pais, nif=numero, defaults=datos)
    if nueva:
        anotar(CADENA, PersonaCreada(persona.id, persona.clase), actor=actor, reloj=reloj)
    return persona
