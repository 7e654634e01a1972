"""Filing what comes on paper: building blocks of the counter, inside an open transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.cotejo import copia_de_papel, quien_coteja
from consistorio.documental.documentos.operaciones import incorporar
from consistorio.documental.documentos.tipos import EstadoElaboracion
from consistorio.documental.registro import operaciones
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.reglas import aviso_obligado
from consistorio.documental.registro.tipos import (
    Adjunto,
    Canal,
    DatosComplementarios,
    DatosPersona,
    EntradaMostrador,
    Fichero,
    LibroCodigo,
    Parte,
    ParteEscrita,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_documento
from consistorio.plataforma.organizacion.models import Unidad

LARGO_COTEJO = 160  # SICRES 4, Observaciones of an annex


def asentar_entrada(
    *,
    asunto: str,
    partes: Sequence[Parte],
    unidad: Unidad,
    canal: Canal,
    documentos: Sequence[Adjunto],
    complementos: DatosComplementarios,
    clave_idempotencia: str,
    actor: Actor,
    reloj: Reloj,
    presentado: datetime | None = None,
    numero_reservado: tuple[int, int] | None = None,
    huella: str = "",
    clave_libre: bool = False,
) -> Asiento:
    """File an entry, with the warning of LPACAP 68.4 when somebody obliged to electronic means brings it on paper.

    Writes, emits and raises as `operaciones.asentar`; call it last.
    """
    if canal.es_presencial:
        aviso = aviso_obligado([p.causa_obligacion for p in _personas(partes, complementos) if p.obligada])
        if aviso:
            complementos = replace(complementos, avisos=[*complementos.avisos, aviso])
    return operaciones.asentar(
        libro=LibroCodigo.ENTRADA,
        asunto=asunto,
        interesado=None,
        mas_partes=partes,
        unidad_destino=unidad,
        canal=canal,
        documentos=documentos,
        presentado=presentado,
        complementos=complementos,
        numero_reservado=numero_reservado,
        huella=huella,
        clave_idempotencia=clave_idempotencia,
        clave_libre=clave_libre,
        actor=actor,
        reloj=reloj,
    )


def _personas(partes: Sequence[Parte], complementos: DatosComplementarios) -> list[Persona]:
    todas = [persona for parte in partes for persona in (parte.persona, parte.representante)]
    return [persona for persona in (*todas, complementos.presentado_por) if persona is not None]


def partes_de(escritas: Sequence[ParteEscrita], *, actor: Actor, reloj: Reloj) -> list[Parte]:
    """The parties typed, with who represents them. Writes Persona (new ones). Raises DatosIncorrectos, naming the field."""
    exigir_transaccion()
    partes = []
    for escrita in escritas:
        persona = persona_escrita(escrita.persona, escrita.prefijo, actor=actor, reloj=reloj)
        representante = (
            persona_escrita(escrita.representante, f"{escrita.prefijo}representante_", actor=actor, reloj=reloj)
            if escrita.representante
            else None
        )
        partes.append(Parte(persona, representante, escrita.canal, escrita.domicilio))
    return partes


def complementos_de(
    entrada: EntradaMostrador,
    *,
    actor: Actor,
    reloj: Reloj,
    numero_expediente: str = "",
    codigo_sia: str = "",
    epigrafe: str = "",
) -> DatosComplementarios:
    """The optional fields with who stands at the counter, and the case that the entry opens if it does.

    Writes Persona (if new). Raises DatosIncorrectos.
    """
    exigir_transaccion()
    presenta = persona_escrita(entrada.presenta, "presenta_", actor=actor, reloj=reloj) if entrada.presenta else None
    dichos = entrada.complementos
    return replace(
        dichos,
        presentado_por=presenta,
        numero_expediente=numero_expediente or dichos.numero_expediente,
        codigo_sia=codigo_sia or dichos.codigo_sia,
        epigrafe=dichos.epigrafe or epigrafe,
    )


def documentos_de(
    ficheros: Sequence[Fichero], *, origen_administracion: bool = False, actor: Actor, reloj: Reloj
) -> list[Adjunto]:
    """The files taken in, as documents of the citizen's (or ours, for an exit) with the state of elaboración that was said.

    Those compared with their paper become authentic copies. Writes Documento, Cotejo. Raises NoPermitido.
    """
    exigir_transaccion()
    return [_incorporado(fichero, origen_administracion, actor, reloj) for fichero in ficheros]


def _incorporado(fichero: Fichero, origen_administracion: bool, actor: Actor, reloj: Reloj) -> Adjunto:
    if fichero.validez == EstadoElaboracion.COPIA_DE_PAPEL:
        copia = copia_de_papel(
            fichero.contenido,
            titulo=fichero.nombre,
            nombre=fichero.nombre,
            tipo_documental=fichero.tipo_documental,
            origen_administracion=origen_administracion,
            organo=settings.CONSISTORIO_ENTIDAD["dir3"],
            actor=actor,
            reloj=reloj,
        )
        cotejo = _("Cotejado con el papel por %(q)s") % {"q": quien_coteja(actor)}
        return operaciones.adjunto_de(copia, observaciones=cotejo[:LARGO_COTEJO])
    documento = incorporar(
        fichero.contenido,
        titulo=fichero.nombre,
        nombre=fichero.nombre,
        tipo_documental=fichero.tipo_documental,
        origen_administracion=origen_administracion,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion=fichero.validez,
        actor=actor,
        reloj=reloj,
    )
    return operaciones.adjunto_de(documento)


def persona_escrita(datos: DatosPersona, prefijo: str, *, actor: Actor, reloj: Reloj) -> Persona:
    """The person typed by an official, made if new. Writes Persona. Raises DatosIncorrectos, its fields with `prefijo` before."""
    exigir_transaccion()
    try:
        return persona_por_documento(
            datos.tipo_documento,
            datos.pais_documento,
            datos.nif,
            nombre=datos.nombre,
            apellido1=datos.apellido1,
            apellido2=datos.apellido2,
            actor=actor,
            reloj=reloj,
        )
    except DatosIncorrectos as error:
        problemas = con_prefijo(error.problemas, prefijo)
        raise DatosIncorrectos(error.mensaje, que_hacer=error.que_hacer, problemas=problemas) from error


def con_prefijo(problemas: Sequence[Problema], prefijo: str) -> list[Problema]:
    """What is wrong with a person, beside the boxes of that person."""
    return [Problema(prefijo + p.campo.replace("razon_social", "nombre"), p.mensaje) for p in problemas]


def unidad_de(unidad_id: UUID | None, reloj: Reloj) -> Unidad:
    """The unit that was chosen. Raises DatosIncorrectos when none was, or it does not exist today."""
    if unidad_id is None:
        mensaje = _("Elija la unidad.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad_vigente(unidad_id, reloj)


def unidad_vigente(unidad_id: UUID, reloj: Reloj) -> Unidad:
    """A unit that exists today. Raises DatosIncorrectos."""
    dia = hoy(reloj)
    unidad = Unidad.objects.filter(pk=unidad_id, desde__lte=dia).first()
    if unidad is None or (unidad.hasta is not None and unidad.hasta < dia):
        mensaje = _("Elija una unidad que exista hoy.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad
