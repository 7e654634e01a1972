"""What other rooms compose about identities, inside an action's transaction."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.nucleo.tipos import Nif
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.base.villa import alias_actual
from consistorio.plataforma.identidad import reglas
from consistorio.plataforma.identidad.cadenas import de_cuenta, de_persona, de_representacion
from consistorio.plataforma.identidad.eventos import (
    CuentaCreada,
    PersonaCreada,
    RepresentacionOtorgada,
    RepresentacionProrrogada,
    RepresentacionTerminada,
)
from consistorio.plataforma.identidad.models import Cuenta, Persona, Representacion

_DATOS = Path(__file__).parent / "datos" / "paises.json"
# Who issues identity documents: ISO 3166-1 code and Spanish name
PAISES: Mapping[str, str] = json.loads(_DATOS.read_text(encoding="utf-8"))["paises"]


def huella_con_clave(texto: str) -> str:
    """A keyed hash of something that must be compared but not kept: an address, a user name."""
    return hmac.new(settings.SECRET_KEY.encode(), texto.encode(), hashlib.sha256).hexdigest()


def crear_cuenta(usuario: str, contrasena: str, *, actor: Actor, reloj: Reloj) -> Cuenta:
    """A staff account whose password must be changed at the first login. Writes: Cuenta. Emits: identidad.cuenta.creada."""
    exigir_transaccion()
    cuenta = Cuenta.objects.crear(usuario, contrasena)
    cuenta.debe_cambiar_contrasena = True
    cuenta.save(update_fields=["debe_cambiar_contrasena"])
    anotar(de_cuenta(cuenta.id), CuentaCreada(cuenta.id), actor=actor, reloj=reloj)
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
    persona = conocida(Persona.TipoDocumento.NIF, "ES", numero.valor)
    if persona is not None:
        return persona
    clase = reglas.clase_de_nif(numero)
    problemas = _problemas_de_nombre(clase, nombre, razon_social)
    if problemas:
        raise DatosIncorrectos(problemas[0].mensaje, problemas=problemas)
    if clase == Persona.Clase.FISICA:
        datos: dict[str, object] = {"clase": clase, "nombre": nombre, "apellido1": apellido1, "apellido2": apellido2}
    else:
        datos = _organizacion(clase, razon_social or nombre)
    return _crear("nif", "ES", numero.valor, datos | {"correo": correo, "telefono": telefono}, actor=actor, reloj=reloj)


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
    razon_social: str = "",
    actor: Actor,
    reloj: Reloj,
) -> Persona:
    """Who has a passport, a foreign document or a tax number of another country, made if new; a Spanish number goes to `persona_por_nif`.

    Whoever has a tax number of another country and no surname is an organisation, obliged to electronic means as those of here (LPACAP 14.2.a); the rest are natural persons.
    Writes: Persona. Emits: identidad.persona.creada. Raises DatosIncorrectos with every problem.
    """
    exigir_transaccion()
    if tipo_documento == Persona.TipoDocumento.NIF:
        return persona_por_nif(
            numero,
            nombre=nombre,
            apellido1=apellido1,
            apellido2=apellido2,
            razon_social=razon_social,
            actor=actor,
            reloj=reloj,
        )
    problemas = problemas_de_persona(tipo_documento, pais, numero, nombre=nombre, razon_social=razon_social)
    if problemas:
        raise DatosIncorrectos(_("Faltan datos de la persona."), problemas=problemas)
    limpio = _limpio(numero)
    existente = conocida(tipo_documento, pais, limpio)
    if existente is not None:
        return existente
    if tipo_documento == Persona.TipoDocumento.FISCAL and not apellido1.strip():
        datos = _organizacion("juridica", razon_social or nombre)
    else:
        datos = {"clase": "fisica", "nombre": nombre, "apellido1": apellido1, "apellido2": apellido2}
    return _crear(tipo_documento, pais.upper(), limpio, datos, actor=actor, reloj=reloj)


def _organizacion(clase: str, razon_social: str) -> dict[str, object]:
    causa = reglas.causa_por_clase(clase)
    return {"clase": clase, "razon_social": razon_social, "obligada": bool(causa), "causa_obligacion": causa}


def problemas_de_persona(
    tipo_documento: str, pais: str, numero: str, *, nombre: str, razon_social: str = ""
) -> list[Problema]:
    """Everything that stops a person typed from being taken in: a wrong document, or a new person without a name. Only reads."""
    if tipo_documento == Persona.TipoDocumento.NIF:
        try:
            nif = Nif.de(numero)
        except DatosIncorrectos as error:
            return list(error.problemas)
        if conocida(tipo_documento, "ES", nif.valor) is not None:
            return []
        return _problemas_de_nombre(reglas.clase_de_nif(nif), nombre, razon_social)
    problemas: list[Problema] = []
    if tipo_documento not in Persona.TipoDocumento.values:
        problemas.append(Problema("tipo_documento", _("Elija qué documento tiene la persona.")))
    if not 3 <= len(_limpio(numero)) <= 40:
        problemas.append(Problema("nif", _("Escriba el número del documento, con letras y números.")))
    if len(pais) != 2 or not pais.isalpha():
        problemas.append(Problema("pais_documento", _("Elija el país que expidió el documento.")))
    if tipo_documento == Persona.TipoDocumento.FISCAL:
        if pais.upper() == "ES":
            problemas.append(
                Problema("pais_documento", _("El número fiscal de España es el NIF: elija ese documento."))
            )
    elif razon_social.strip():
        mensaje = _("Una entidad de otro país se identifica con su número fiscal: elija «Número fiscal de otro país».")
        problemas.append(Problema("tipo_documento", mensaje))
    if not (nombre or razon_social).strip() and conocida(tipo_documento, pais, numero) is None:
        problemas.append(Problema("nombre", _("Escriba el nombre de la persona o la denominación de la entidad.")))
    return problemas


def conocida(tipo_documento: str, pais: str, numero: str) -> Persona | None:
    """The person with that document, if the town hall knows them."""
    de_aqui = tipo_documento == Persona.TipoDocumento.NIF
    return Persona.objects.filter(
        tipo_documento=tipo_documento, pais_documento="ES" if de_aqui else pais.upper(), nif=_limpio(numero)
    ).first()


def _limpio(numero: str) -> str:
    return "".join(c for c in numero.upper() if c.isalnum())


def _problemas_de_nombre(clase: str, nombre: str, razon_social: str) -> list[Problema]:
    if clase == Persona.Clase.FISICA:
        return [] if nombre.strip() else [Problema("nombre", _("Escriba el nombre de la persona."))]
    if (razon_social or nombre).strip():
        return []
    return [Problema("razon_social", _("Escriba la denominación de la entidad."))]


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
        de_representacion(representacion.id),
        RepresentacionOtorgada(
            representacion.id, representado.id, representante.id, alcance, acreditacion, desde, hasta
        ),
        actor=actor,
        reloj=reloj,
    )
    return representacion


def problemas_de_alcance(alcance: str, procedimiento: str) -> list[Problema]:
    """What is wrong with what a power is for (LPACAP 6.4)."""
    problemas: list[Problema] = []
    if alcance not in Representacion.Alcance.values:
        problemas.append(Problema("alcance", _("Elija para qué otorga la representación.")))
    if alcance == Representacion.Alcance.PROCEDIMIENTO and not procedimiento:
        problemas.append(Problema("procedimiento", _("Elija el trámite.")))
    return problemas


def otorgar(
    *,
    representado: Persona,
    representante: Persona,
    alcance: str,
    procedimiento: str,
    acreditacion: str,
    desde: date,
    hasta: date,
    estado: str,
    documento_id: UUID | None,
    referencia: str,
    actor: Actor,
    reloj: Reloj,
) -> Representacion:
    """Inscribe a power whose period was checked; `organismo` follows from its reach. An overlap undoes nothing else.

    Writes: Representacion. Emits: identidad.representacion.otorgada. Raises DatosIncorrectos (oneself), Conflicto (overlap).
    """
    exigir_transaccion()
    if representado.id == representante.id:
        mensaje = _("Nadie puede representarse a sí mismo: escriba el documento de otra persona.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("nif", mensaje)])
    general = alcance == Representacion.Alcance.GENERAL
    try:
        with transaction.atomic(using=alias_actual()):
            return inscribir_representacion(
                representado=representado,
                representante=representante,
                alcance=alcance,
                organismo="" if general else settings.CONSISTORIO_ENTIDAD["dir3"],
                procedimiento=procedimiento if alcance == Representacion.Alcance.PROCEDIMIENTO else "",
                acreditacion=acreditacion,
                documento_id=documento_id,
                referencia=referencia,
                desde=desde,
                hasta=hasta,
                estado=estado,
                actor=actor,
                reloj=reloj,
            )
    except IntegrityError as error:
        raise _solape(error) from error


def _solape(error: IntegrityError) -> Exception:
    """What to say of an error of PostgreSQL that may be an overlap of powers."""
    if "representacion_sin_solapes" not in str(error):
        return error
    return Conflicto(
        _("Ya hay una representación igual en esas fechas."),
        que_hacer=_("Revóquela antes, o elija fechas que no coincidan."),
    )


def exigir_prorrogable(representacion: Representacion, *, hoy: date) -> None:
    """Raises Conflicto when a power cannot be extended, with the reason."""
    if representacion.estado != Representacion.Estado.VIGENTE or representacion.hasta < hoy:
        raise Conflicto(
            _("Esta representación no está vigente: no se puede prorrogar."),
            que_hacer=_("Si la necesita, otorgue otra."),
        )
    if not representacion.prorrogable:
        raise Conflicto(
            _("Esta representación no se prorroga aquí: no la inscribió la persona representada en este registro."),
            que_hacer=_("Dura lo que diga su título, su certificado o el registro donde se inscribió."),
        )


def prorrogar(
    representacion: Representacion, hasta: date, *, documento_id: UUID | None = None, actor: Actor, reloj: Reloj
) -> Representacion:
    """A power in force lasts longer. Its row is locked; who asks and the day were checked. `documento_id`: what records it, if an office
    noted it.

    Writes: Representacion. Emits: identidad.representacion.prorrogada. Raises Conflicto (overlap). LPACAP 6.6.
    """
    exigir_transaccion()
    antes = representacion.hasta
    representacion.hasta, representacion.prorrogada_el = hasta, reloj.ahora()
    representacion.documento_prorroga_id = documento_id
    try:
        with transaction.atomic(using=alias_actual()):
            representacion.save(update_fields=["hasta", "prorrogada_el", "documento_prorroga_id"])
    except IntegrityError as error:
        raise _solape(error) from error
    anotar(
        de_representacion(representacion.id),
        RepresentacionProrrogada(representacion.id, antes, hasta),
        actor=actor,
        reloj=reloj,
    )
    return representacion


def terminar(
    representacion: Representacion, estado: str, *, documento_id: UUID | None = None, actor: Actor, reloj: Reloj
) -> Representacion:
    """The end of a power whose row is locked and whose state was checked. `documento_id`: what records it, if an office noted it.

    Writes: Representacion. Emits: identidad.representacion.terminada. LPACAP 6.6.
    """
    exigir_transaccion()
    representacion.estado, representacion.documento_fin_id = estado, documento_id
    representacion.terminada_el = reloj.ahora()
    representacion.save(update_fields=["estado", "terminada_el", "documento_fin_id"])
    anotar(
        de_representacion(representacion.id),
        RepresentacionTerminada(representacion.id, estado),
        actor=actor,
        reloj=reloj,
    )
    return representacion


def _crear(tipo: str, pais: str, numero: str, datos: dict[str, object], *, actor: Actor, reloj: Reloj) -> Persona:
    """Insert a person; two at once end in the same row, and only the one who made it notes the fact."""
    persona, nueva = Persona.objects.get_or_create(tipo_documento=tipo, pais_documento=pais, nif=numero, defaults=datos)
    if nueva:
        anotar(de_persona(persona.id), PersonaCreada(persona.id, persona.clase), actor=actor, reloj=reloj)
    return persona
