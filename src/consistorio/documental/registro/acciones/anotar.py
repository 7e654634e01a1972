"""Entries made by staff: what comes to the counter, and what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from consistorio.documental.registro import operaciones
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.reglas import aviso_obligado
from consistorio.documental.registro.tipos import Adjunto, Canal, DatosComplementarios, LibroCodigo, Parte
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
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
        mensaje = "Elija una unidad que exista hoy."
        raise DatosIncorrectos(mensaje, problemas=[Problema("unidad", mensaje)])
    return unidad
