"""Entries made by staff: what comes to the counter, and what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.documental.documentos.operaciones import incorporar
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
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.identidad.models import Persona
from consistorio.plataforma.identidad.operaciones import persona_por_nif
from consistorio.plataforma.organizacion.models import Unidad


@accion("registro.asiento.practicado", permiso="registro.anotar", norma="LPACAP arts. 16.1 y 16.4")
def anotar_entrada(
    *,
    actor: Actor,
    reloj: Reloj,
    clave_idempotencia: str,
    asunto: str,
    partes: Sequence[Parte],
    unidad_id: UUID,
    canal: Canal = Canal.OFICINA,
    documentos: Sequence[Adjunto] = (),
    presentado: datetime | None = None,
    complementos: DatosComplementarios = operaciones.SIN_COMPLEMENTOS,
    numero_reservado: tuple[int, int] | None = None,
) -> Asiento:
    """File what somebody brings to the counter or sends by post.

    Nobody is turned away for being obliged to electronic means: the entry and its receipt carry the warning of 68.4.
    Who: registry office (`registro.anotar`). Writes and emits as `operaciones.asentar`.
    Raises DatosIncorrectos, Conflicto, NoPermitido.
    """
    return _anotar_entrada(
        actor=actor,
        reloj=reloj,
        clave_idempotencia=clave_idempotencia,
        asunto=asunto,
        partes=partes,
        unidad_id=unidad_id,
        canal=canal,
        documentos=documentos,
        presentado=presentado,
        complementos=complementos,
        numero_reservado=numero_reservado,
    )


def _anotar_entrada(
    *,
    actor: Actor,
    reloj: Reloj,
    clave_idempotencia: str,
    asunto: str,
    partes: Sequence[Parte],
    unidad_id: UUID,
    canal: Canal,
    documentos: Sequence[Adjunto],
    complementos: DatosComplementarios,
    presentado: datetime | None = None,
    numero_reservado: tuple[int, int] | None = None,
) -> Asiento:
    if canal.es_presencial:
        personas = [
            persona for parte in partes for persona in (parte.persona, parte.representante) if persona is not None
        ]
        presente = [complementos.presentado_por] if complementos.presentado_por is not None else []
        aviso = aviso_obligado([p.causa_obligacion for p in (*personas, *presente) if p.obligada])
        if aviso:
            complementos = replace(complementos, avisos=[*complementos.avisos, aviso])
    return operaciones.asentar(
        libro=LibroCodigo.ENTRADA,
        asunto=asunto,
        interesado=None,
        mas_partes=partes,
        unidad_destino=unidad_vigente(unidad_id, reloj),
        canal=canal,
        documentos=documentos,
        presentado=presentado,
        complementos=complementos,
        numero_reservado=numero_reservado,
        clave_idempotencia=clave_idempotencia,
        actor=actor,
        reloj=reloj,
    )


@accion("registro.asiento.practicado", permiso="registro.anotar", norma="LPACAP arts. 16.1, 16.4 y 16.5")
def anotar_en_mostrador(*, actor: Actor, reloj: Reloj, clave_idempotencia: str, entrada: EntradaMostrador) -> Asiento:
    """File what a person brings to the office, from what was typed at the counter: persons by their number, files as received.

    The same key sent twice answers the same entry. Who: registry office (`registro.anotar`). Writes Persona (new ones),
    Documento and what `operaciones.asentar` writes. Raises DatosIncorrectos, Conflicto, NoPermitido.
    """
    anterior = operaciones.asiento_de_clave(clave_idempotencia)
    if anterior is not None:
        return anterior
    interesado = _persona(entrada.interesado, "", actor, reloj)
    representante = _persona(entrada.representante, "representante_", actor, reloj) if entrada.representante else None
    presenta = _persona(entrada.presenta, "presenta_", actor, reloj) if entrada.presenta else None
    return _anotar_entrada(
        actor=actor,
        reloj=reloj,
        clave_idempotencia=clave_idempotencia,
        asunto=entrada.asunto,
        partes=[Parte(interesado, representante, entrada.canal_notificacion)],
        unidad_id=entrada.unidad_id,
        canal=entrada.canal,
        documentos=[_incorporado(fichero, actor, reloj) for fichero in entrada.ficheros],
        complementos=replace(entrada.complementos, presentado_por=presenta),
    )


def _incorporado(fichero: Fichero, actor: Actor, reloj: Reloj) -> Adjunto:
    documento = incorporar(
        fichero.contenido,
        titulo=fichero.nombre,
        nombre=fichero.nombre,
        tipo_documental="TD99",
        origen_administracion=False,
        organo=settings.CONSISTORIO_ENTIDAD["dir3"],
        estado_elaboracion=fichero.validez,
        actor=actor,
        reloj=reloj,
    )
    return operaciones.adjunto_de(documento)


def _persona(datos: DatosPersona, prefijo: str, actor: Actor, reloj: Reloj) -> Persona:
    """The person typed at the counter; problems name the field of that person."""
    try:
        return persona_por_nif(
            datos.nif,
            nombre=datos.nombre,
            apellido1=datos.apellido1,
            apellido2=datos.apellido2,
            actor=actor,
            reloj=reloj,
        )
    except DatosIncorrectos as error:
        problemas = [Problema(prefijo + p.campo.replace("razon_social", "nombre"), p.mensaje) for p in error.problemas]
        raise DatosIncorrectos(error.mensaje, que_hacer=error.que_hacer, problemas=problemas) from error


@accion("registro.asiento.practicado", permiso="registro.anotar", norma="LPACAP art. 16.1")
def anotar_salida(
    *,
    actor: Actor,
    reloj: Reloj,
    clave_idempotencia: str,
    asunto: str,
    destinatarios: Sequence[Parte],
    unidad_id: UUID,
    canal: Canal = Canal.INTERNO,
    documentos: Sequence[Adjunto] = (),
    complementos: DatosComplementarios = operaciones.SIN_COMPLEMENTOS,
) -> Asiento:
    """Note in the exit book an official document sent to persons or other administrations. `unidad_id`: whose it is.

    Who: registry office (`registro.anotar`). Writes and emits as `operaciones.asentar`. Raises DatosIncorrectos, Conflicto, NoPermitido.
    """
    return operaciones.asentar(
        libro=LibroCodigo.SALIDA,
        asunto=asunto,
        interesado=None,
        mas_partes=destinatarios,
        unidad_destino=unidad_vigente(unidad_id, reloj),
        canal=canal,
        documentos=documentos,
        complementos=complementos,
        clave_idempotencia=clave_idempotencia,
        actor=actor,
        reloj=reloj,
    )


def unidad_vigente(unidad_id: UUID, reloj: Reloj) -> Unidad:
    """A unit that exists today. Raises DatosIncorrectos."""
    dia = hoy(reloj)
    unidad = Unidad.objects.filter(pk=unidad_id, desde__lte=dia).first()
    if unidad is None or (unidad.hasta is not None and unidad.hasta < dia):
        mensaje = _("Elija una unidad que exista hoy.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad
