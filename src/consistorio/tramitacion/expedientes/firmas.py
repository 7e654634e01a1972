"""Asks who made a document of a case to sign it with their post."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.documentos.models import Documento
from consistorio.documental.firma.operaciones import pedir_firmas
from consistorio.documental.firma.tipos import PasoPedido
from consistorio.nucleo.actor import Actor, ClaseActor
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import exigir_transaccion
from consistorio.plataforma.organizacion.consultas import puestos_de
from consistorio.plataforma.organizacion.models import Empleado


def pedir_firma_de_quien_lo_hace(
    documento: Documento, *, campo: str, unidad_id: UUID, referencia: str, actor: Actor, reloj: Reloj
) -> None:
    """Send the document to the signature folder of the actor's post, that of the unit first.

    A system process, or somebody without a post, signs nothing. Writes: Circuito. Emits: firma.circuito.pedido.
    """
    exigir_transaccion()
    if actor.clase is not ClaseActor.EMPLEADO:
        return
    puestos = puestos_de(Empleado.objects.get(id=actor.id), en=hoy(reloj))
    if not puestos:
        return
    puesto = min(puestos, key=lambda uno: uno.unidad_id != unidad_id)
    pedir_firmas(documento, [PasoPedido(puesto, campo)], referencia=referencia, actor=actor, reloj=reloj)
