"""Sending a misfiled entry to the unit to which it belongs."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.documental.registro.acceso import asiento_para
from consistorio.documental.registro.consultas import unidad_actual_de
from consistorio.documental.registro.eventos import AsientoRedirigido
from consistorio.documental.registro.models import AnulacionAsiento, RedireccionAsiento
from consistorio.documental.registro.mostrador import unidad_vigente
from consistorio.documental.registro.motivos import motivo_escrito
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.consultas import cadena_de_libro
from consistorio.plataforma.auditoria.operaciones import anotar


@accion("registro.asiento.redirigido", permiso="registro.redirigir", norma="LRJSP art. 14.1")
def redirigir(*, actor: Actor, asiento_id: UUID, unidad_id: UUID, motivo: str, reloj: Reloj) -> RedireccionAsiento:
    """Send an entry to another unit, saying why (at most 500 characters). Its number and dates do not change.

    Who: whoever sees the entry and holds `registro.redirigir`. Writes RedireccionAsiento (the history); emits
    registro.asiento.redirigido. Raises NoEncontrado, DatosIncorrectos, Conflicto if it is there already or annulled.
    """
    motivo = motivo_escrito(motivo)
    asiento = asiento_para(actor, asiento_id, motivo="Enviar el asiento a otra unidad", bloquear=True)
    destino = unidad_vigente(unidad_id, reloj)
    actual = unidad_actual_de(asiento)
    if actual == destino.id:
        raise Conflicto(_("El asiento ya está en %(nombre)s.") % {"nombre": destino.nombre})
    if AnulacionAsiento.objects.filter(asiento=asiento).exists():
        raise Conflicto(_("El asiento está anulado: no se puede enviar a otra unidad."))
    redireccion = RedireccionAsiento.objects.create(
        asiento=asiento,
        orden=RedireccionAsiento.objects.filter(asiento=asiento).count() + 1,
        de_unidad_id=actual,
        a_unidad=destino,
        motivo=motivo,
        redirigido_el=reloj.ahora(),
        redirigido_por=actor.id,
    )
    hecho = AsientoRedirigido(asiento_id=asiento.id, de_unidad_id=actual, a_unidad_id=destino.id)
    anotar(cadena_de_libro(asiento.libro_id, asiento.anio), hecho, actor=actor, reloj=reloj, filas=[redireccion])
    return redireccion
