"""Entries made by staff: what comes to the counter, and what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from consistorio.documental.registro import mostrador, operaciones
from consistorio.documental.registro.models import Asiento
from consistorio.documental.registro.tipos import (
    Adjunto,
    Canal,
    DatosComplementarios,
    EntradaMostrador,
    LibroCodigo,
    Parte,
)
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion


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
    return mostrador.asentar_entrada(
        actor=actor,
        reloj=reloj,
        clave_idempotencia=clave_idempotencia,
        asunto=asunto,
        partes=partes,
        unidad=mostrador.unidad_vigente(unidad_id, reloj),
        canal=canal,
        documentos=documentos,
        presentado=presentado,
        complementos=complementos,
        numero_reservado=numero_reservado,
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
    return mostrador.asentar_entrada(
        partes=mostrador.partes_de(entrada, actor=actor, reloj=reloj),
        documentos=mostrador.documentos_de(entrada, actor=actor, reloj=reloj),
        asunto=entrada.asunto,
        unidad=mostrador.unidad_de(entrada, reloj),
        canal=entrada.canal,
        complementos=mostrador.complementos_de(entrada, actor=actor, reloj=reloj),
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
        unidad_destino=mostrador.unidad_vigente(unidad_id, reloj),
        canal=canal,
        documentos=documentos,
        complementos=complementos,
        clave_idempotencia=clave_idempotencia,
        actor=actor,
        reloj=reloj,
    )
