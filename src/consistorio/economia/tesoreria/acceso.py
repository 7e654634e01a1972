"""The narrow doors: who may look, and the rows that acts lock."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.tesoreria.models import (
    Arqueo,
    Conciliacion,
    LineaDePago,
    MovimientoBancario,
    Ordinal,
    PagoPropuesto,
    RelacionDePagos,
)
from consistorio.economia.tesoreria.permisos import PAGAR, VER
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, NoEncontrado
from consistorio.plataforma.almacen.models import Contenido
from consistorio.plataforma.auditoria.operaciones import registrar_acceso


def relacion_para(actor: Actor, relacion_id: UUID, *, motivo: str) -> RelacionDePagos:
    """A list of payments with its lines, for who sees the treasury; the look is logged. Raises NoEncontrado, the same for who may not."""
    halladas = RelacionDePagos.objects.select_related("ordinal", "documento").filter(id=relacion_id)
    hallada = halladas.first() if actor.puede(VER) else None
    registrar_acceso(
        actor, que="relacion_de_pagos", objeto_id=relacion_id, motivo=motivo, permitido=hallada is not None
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa relación de pagos."))
    return hallada


def fichero_para(actor: Actor, relacion_id: UUID, *, motivo: str) -> Contenido:
    """The file of transfers of a list, for who pays: the same bytes always. The look is logged. Raises NoEncontrado, FaseIncompatible (not made yet)."""
    halladas = RelacionDePagos.objects.select_related("fichero").filter(id=relacion_id)
    hallada = halladas.first() if actor.puede(PAGAR) else None
    registrar_acceso(actor, que="fichero_de_pagos", objeto_id=relacion_id, motivo=motivo, permitido=hallada is not None)
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa relación de pagos."))
    if hallada.fichero is None:
        raise FaseIncompatible(
            _("Esa relación no tiene fichero todavía."), que_hacer=_("Hágalo cuando estén las tres firmas.")
        )
    return hallada.fichero


def propuesto_para(actor: Actor, propuesto_id: UUID, *, motivo: str) -> PagoPropuesto:
    """A payment of no budget that was proposed, for who pays; the look is logged. Raises NoEncontrado, the same for who may not."""
    hallados = PagoPropuesto.objects.select_related("concepto", "persona").filter(id=propuesto_id)
    hallado = hallados.first() if actor.puede(PAGAR) else None
    registrar_acceso(actor, que="pago_propuesto", objeto_id=propuesto_id, motivo=motivo, permitido=hallado is not None)
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese pago propuesto."))
    return hallado


def arqueo_para(actor: Actor, arqueo_id: UUID, *, motivo: str) -> Arqueo:
    """An act of arqueo with its document, for who sees the treasury; the look is logged. Raises NoEncontrado, the same for who may not."""
    hallados = Arqueo.objects.select_related("documento").filter(id=arqueo_id)
    hallado = hallados.first() if actor.puede(VER) else None
    registrar_acceso(actor, que="arqueo", objeto_id=arqueo_id, motivo=motivo, permitido=hallado is not None)
    if hallado is None:
        raise NoEncontrado(_("No encontramos esa acta de arqueo."))
    return hallado


def relacion_bloqueada(relacion_id: UUID) -> RelacionDePagos:
    """A list of payments, its row locked. Raises NoEncontrado."""
    hallada = (
        RelacionDePagos.objects.select_for_update(of=("self",)).select_related("ordinal").filter(id=relacion_id).first()
    )
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa relación de pagos."))
    return hallada


def propuesto_bloqueado(propuesto_id: UUID) -> PagoPropuesto:
    """A payment of no budget that was proposed, its row locked. Raises NoEncontrado."""
    hallado = PagoPropuesto.objects.select_for_update(of=("self",)).filter(id=propuesto_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese pago propuesto."))
    return hallado


def linea_bloqueada(linea_id: UUID) -> LineaDePago:
    """A payment of a list, with the row of its list locked. Raises NoEncontrado."""
    linea = LineaDePago.objects.filter(id=linea_id).first()
    if linea is None:
        raise NoEncontrado(_("No encontramos ese pago."))
    relacion = relacion_bloqueada(linea.relacion_id)
    linea.refresh_from_db()
    linea.relacion = relacion
    return linea


def ordinal(codigo: str, *, bloquear: bool = False) -> Ordinal:
    """An ordinal. Locked, whoever loads or pairs its statements goes one after another. Raises NoEncontrado."""
    filas = Ordinal.objects.select_for_update() if bloquear else Ordinal.objects.all()
    hallado = filas.filter(codigo=codigo).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos el ordinal %(codigo)s.") % {"codigo": codigo})
    return hallado


def movimiento_bloqueado(movimiento_id: UUID) -> MovimientoBancario:
    """A movement of the bank, with the row of its ordinal locked. Raises NoEncontrado."""
    hallado = MovimientoBancario.objects.filter(id=movimiento_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos ese movimiento del banco."))
    hallado.ordinal = ordinal(hallado.ordinal_id, bloquear=True)
    return hallado


def conciliacion_bloqueada(conciliacion_id: UUID) -> Conciliacion:
    """A conciliation, with its row and that of its ordinal locked. Raises NoEncontrado."""
    hallada = Conciliacion.objects.filter(id=conciliacion_id).first()
    if hallada is None:
        raise NoEncontrado(_("No encontramos esa conciliación."))
    suyo = ordinal(hallada.ordinal_id, bloquear=True)
    hallada = Conciliacion.objects.select_for_update(of=("self",)).get(id=conciliacion_id)
    hallada.ordinal = suyo
    return hallada


def arqueo_bloqueado(arqueo_id: UUID) -> Arqueo:
    """An act of arqueo, its row locked. Raises NoEncontrado."""
    hallado = Arqueo.objects.select_for_update(of=("self",)).filter(id=arqueo_id).first()
    if hallado is None:
        raise NoEncontrado(_("No encontramos esa acta de arqueo."))
    return hallado
