"""What the signatures do: a list of payments or an act of arqueo is signed by the three, or comes back."""

from __future__ import annotations

from uuid import UUID

from consistorio.documental.firma.consultas import circuito_de
from consistorio.economia.tesoreria import acceso
from consistorio.economia.tesoreria.eventos import (
    ArqueoDevuelto,
    ArqueoFirmado,
    RelacionDevuelta,
    RelacionFirmada,
    cadena,
)
from consistorio.economia.tesoreria.models import Arqueo, RelacionDePagos
from consistorio.economia.tesoreria.permisos import RECOGER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 186 y 196; RD 424/2017 art. 21"


@accion("tesoreria.relacion.firmada", "tesoreria.relacion.devuelta", permiso=RECOGER, norma=NORMA)
def recoger_relacion(*, actor: Actor, relacion_id: UUID, reloj: Reloj) -> RelacionDePagos:
    """The circuit of a list of payments is over: it may be paid, or it came back.

    Who: the job of the same name; idempotent. Writes: RelacionDePagos. Emits: tesoreria.relacion.firmada or tesoreria.relacion.devuelta. Raises NoEncontrado.
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    documento_id = relacion.documento_id
    circuito = circuito_de(documento_id) if documento_id is not None else None
    if relacion.estado != RelacionDePagos.Estado.EN_FIRMA or circuito is None or documento_id is None:
        return relacion
    if circuito.terminado_el is None:
        return relacion
    hecho: RelacionFirmada | RelacionDevuelta
    if circuito.estado == circuito.Estado.COMPLETADO:
        relacion.estado, relacion.firmada_el = RelacionDePagos.Estado.FIRMADA, circuito.terminado_el
        hecho = RelacionFirmada(relacion.id, documento_id)
    else:
        relacion.estado = RelacionDePagos.Estado.DEVUELTA
        hecho = RelacionDevuelta(relacion.id, documento_id)
    relacion.save(update_fields=["estado", "firmada_el"])
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion])
    return relacion


@accion("tesoreria.arqueo.firmado", "tesoreria.arqueo.devuelto", permiso=RECOGER, norma=NORMA)
def recoger_arqueo(*, actor: Actor, arqueo_id: UUID, reloj: Reloj) -> Arqueo:
    """The circuit of an act of arqueo is over.

    Who: the job of the same name; idempotent. Writes: Arqueo. Emits: tesoreria.arqueo.firmado or tesoreria.arqueo.devuelto. Raises NoEncontrado.
    """
    arqueo = acceso.arqueo_bloqueado(arqueo_id)
    circuito = circuito_de(arqueo.documento_id)
    if arqueo.estado != Arqueo.Estado.EN_FIRMA or circuito is None or circuito.terminado_el is None:
        return arqueo
    hecho: ArqueoFirmado | ArqueoDevuelto
    if circuito.estado == circuito.Estado.COMPLETADO:
        arqueo.estado, arqueo.firmado_el = Arqueo.Estado.FIRMADO, circuito.terminado_el
        hecho = ArqueoFirmado(arqueo.id, arqueo.documento_id)
    else:
        arqueo.estado = Arqueo.Estado.DEVUELTO
        hecho = ArqueoDevuelto(arqueo.id, arqueo.documento_id)
    arqueo.save(update_fields=["estado", "firmado_el"])
    anotar(cadena(arqueo.hasta.year), hecho, actor=actor, reloj=reloj, filas=[arqueo])
    return arqueo
