"""From the signed list to the money: its file, that it was sent, and what was paid."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from consistorio.economia.tesoreria import acceso, operaciones, sepa
from consistorio.economia.tesoreria.acciones.relaciones import exigir_pagables, huella_de
from consistorio.economia.tesoreria.eventos import FicheroHecho, RelacionEnviada, cadena
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.economia.tesoreria.permisos import PAGAR
from consistorio.economia.tesoreria.tipos import Transferencia
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.almacen.operaciones import guardar_bytes
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 187 y 196; RD 424/2017 arts. 21 a 23"
SUFIJO: Final = "000"  # of who orders transfers, which the bank gives; this is the one of who has no other


@accion("tesoreria.relacion.fichero", permiso=PAGAR, norma=NORMA)
def hacer_fichero(*, actor: Actor, relacion_id: UUID, reloj: Reloj) -> RelacionDePagos:
    """Make the file of transfers of a signed list (pain.001.001.09): of what was signed, and of nothing that cannot be paid any more. Made once, it is always that one.

    Who: with `tesoreria.pagar`. Writes: Contenido, RelacionDePagos. Emits: tesoreria.relacion.fichero. Raises NoEncontrado, FaseIncompatible (not signed), Conflicto (its
    lines are not those that were signed), DatosIncorrectos with every problem (blocks, accounts, amounts, the date, what the schema of the bank says).
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    if relacion.fichero_id is not None:
        return relacion
    if relacion.estado != RelacionDePagos.Estado.FIRMADA:
        raise FaseIncompatible(
            _("El fichero se hace cuando la relación tiene las tres firmas."),
            que_hacer=_("Espere a que firmen quien ordena, Intervención y Tesorería."),
        )
    lineas = list(relacion.lineas.order_by("orden"))
    if huella_de(lineas) != relacion.huella:
        raise Conflicto(_("Los pagos de la relación no son los que se firmaron: no se puede hacer el fichero."))
    if relacion.fecha < hoy(reloj):
        mal = Problema("fecha", _("La fecha de pago ya ha pasado: retire la relación y prepare otra."))
        raise DatosIncorrectos(_("El fichero no se ha hecho."), problemas=[mal])
    exigir_pagables(relacion, lineas)
    con_banco = [linea for linea in lineas if linea.liquido]
    datos = sepa.escribir(
        _ordenante(relacion),
        [_transferencia(linea) for linea in con_banco],
        mensaje=relacion.mensaje,
        fecha=relacion.fecha,
        creado=reloj.ahora(),
    )
    contenido = guardar_bytes(datos)
    relacion.fichero, relacion.fichero_el = contenido, reloj.ahora()
    relacion.save(update_fields=["fichero", "fichero_el"])
    hecho = FicheroHecho(relacion.id, contenido.sha256, len(con_banco), f"{relacion.liquido:.2f}")
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion])
    return relacion


def _ordenante(relacion: RelacionDePagos) -> sepa.Ordenante:
    entidad = settings.CONSISTORIO_ENTIDAD
    return sepa.Ordenante(str(entidad["nombre"]), f"{entidad['nif']}{SUFIJO}", relacion.ordinal.iban)


def _transferencia(linea: LineaDePago) -> Transferencia:
    return Transferencia(linea.referencia, linea.nombre, linea.iban, linea.liquido, linea.concepto, linea.bic)


@accion("tesoreria.relacion.enviada", permiso=PAGAR, norma=NORMA)
def dar_por_enviada(*, actor: Actor, relacion_id: UUID, reloj: Reloj) -> RelacionDePagos:
    """Say that the file was sent to the bank.

    Who: with `tesoreria.pagar`. Writes: RelacionDePagos. Emits: tesoreria.relacion.enviada. Raises NoEncontrado, FaseIncompatible (no file, or it is over).
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    if relacion.estado != RelacionDePagos.Estado.FIRMADA or relacion.fichero_id is None:
        raise FaseIncompatible(
            _("Esa relación no tiene un fichero que enviar, o ya se envió."),
            que_hacer=_("Haga antes su fichero."),
        )
    relacion.estado, relacion.enviada_el = RelacionDePagos.Estado.ENVIADA, reloj.ahora()
    relacion.save(update_fields=["estado", "enviada_el"])
    hecho = RelacionEnviada(relacion.id, relacion.fichero_id)
    anotar(cadena(relacion.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[relacion])
    return relacion


@accion("tesoreria.pagos.hechos", permiso=PAGAR, norma=NORMA)
def anotar_pagos(
    *, actor: Actor, relacion_id: UUID, fecha: date, lineas: Collection[UUID] = (), reloj: Reloj
) -> RelacionDePagos:
    """Say by hand that payments of a list were made that day: those said, or all that are to be paid. Each is noted in the budget.

    Who: with `tesoreria.pagar`. Writes and raises what `operaciones.pagar_lineas` says. Emits: tesoreria.pagos.hechos. Raises NoEncontrado, DatosIncorrectos.
    """
    relacion = acceso.relacion_bloqueada(relacion_id)
    suyas = list(relacion.lineas.order_by("orden"))
    elegidas = (
        [linea for linea in suyas if linea.id in lineas]
        if lineas
        else [linea for linea in suyas if linea.estado == LineaDePago.Estado.PENDIENTE]
    )
    problemas = []
    if len(elegidas) < len(set(lineas)):
        problemas.append(Problema("lineas", _("Hay un pago que no es de esa relación.")))
    if fecha > hoy(reloj):
        problemas.append(Problema("fecha", _("El día en que se pagó no puede ser posterior a hoy.")))
    if problemas:
        raise DatosIncorrectos(_("Los pagos no se han contabilizado."), problemas=problemas)
    operaciones.pagar_lineas(relacion, elegidas, fecha=fecha, actor=actor, reloj=reloj)
    return relacion
