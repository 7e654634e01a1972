"""Entries that are of no operation: depreciation, provisions, accruals; and how one of them is corrected."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.contabilidad.acceso import asiento, ejercicio_abierto
from consistorio.economia.contabilidad.ajustes import AJUSTES, AsientoDirecto, partidas_del_ajuste
from consistorio.economia.contabilidad.eventos import AsientoAnotado, AsientoCorregido, cadena_del_ejercicio
from consistorio.economia.contabilidad.models import Apunte, Asiento
from consistorio.economia.contabilidad.operaciones import asentar
from consistorio.economia.contabilidad.permisos import ASENTAR
from consistorio.economia.contabilidad.reglas import LARGO_TEXTO, negativo
from consistorio.economia.contabilidad.tipos import AsientoNuevo, Partida
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import Conflicto, DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar

NORMA = "TRLRHL arts. 200, 204 y 205; Orden HAP/1781/2013"


@accion("contabilidad.asiento.anotado", permiso=ASENTAR, norma=NORMA)
def anotar_asiento(*, actor: Actor, pedido: AsientoDirecto, reloj: Reloj) -> Asiento:
    """Note an entry by hand, by rules or by free accounts; never of those that the budget moves.

    Who: with `contabilidad.asentar`. Writes: Asiento, Apunte. Emits: contabilidad.asiento.anotado. Raises DatosIncorrectos with every
    problem, Conflicto (the year is not open).
    """
    partidas, problemas = partidas_del_ajuste(pedido, hoy=hoy(reloj))
    texto = f"{AJUSTES[pedido.ajuste]}: {pedido.motivo.strip()}" if pedido.ajuste in AJUSTES else ""
    if problemas:
        raise DatosIncorrectos(_("El asiento no se ha anotado."), problemas=problemas)
    nuevo = AsientoNuevo(
        fecha=pedido.fecha,
        texto=texto,
        partidas=partidas,
        ambito=pedido.ambito,
        expediente_id=pedido.expediente_id,
        documento_id=pedido.documento_id,
    )
    hecho_asiento = asentar(nuevo, actor=actor, reloj=reloj)
    hecho = AsientoAnotado(hecho_asiento.id, hecho_asiento.ejercicio_id, hecho_asiento.numero, pedido.ajuste)
    anotar(cadena_del_ejercicio(pedido.fecha.year), hecho, actor=actor, reloj=reloj, filas=[hecho_asiento])
    return hecho_asiento


@accion("contabilidad.asiento.corregido", permiso=ASENTAR, norma=NORMA)
def corregir_asiento(*, actor: Actor, asiento_id: UUID, fecha: date, motivo: str, reloj: Reloj) -> Asiento:
    """Note the same entry with the sign changed, in its year; its `operacion_id` is the entry that it corrects.

    Who: with `contabilidad.asentar`. Of entries noted by hand: those of an operation are corrected by the operation. Writes: Asiento, Apunte. Emits:
    contabilidad.asiento.corregido. Raises NoEncontrado, Conflicto (of an operation, corrected already), DatosIncorrectos with every problem.
    """
    origen = asiento(asiento_id)
    ejercicio_abierto(origen.ejercicio_id)
    problemas = []
    if fecha.year != origen.ejercicio_id or fecha > hoy(reloj):
        mensaje = _("La fecha tiene que ser de %(anio)d, y no posterior a hoy.") % {"anio": origen.ejercicio_id}
        problemas.append(Problema("fecha", mensaje))
    largo = LARGO_TEXTO - 40  # what stands before the reason
    if not motivo.strip() or len(motivo) > largo:
        problemas.append(Problema("motivo", _("Escriba por qué, en %(n)d letras como mucho.") % {"n": largo}))
    if problemas:
        raise DatosIncorrectos(_("El asiento no se ha corregido."), problemas=problemas)
    if origen.operacion_id is not None or origen.clase != Asiento.Clase.OPERACION:
        raise Conflicto(
            _("El asiento %(numero)s es de una operación, o corrige a otro.") % {"numero": str(origen)},
            que_hacer=_("Corrija la operación de la que viene, o anote un asiento nuevo."),
        )
    if Asiento.objects.filter(operacion_id=origen.id).exists():
        raise Conflicto(_("El asiento %(numero)s ya está corregido.") % {"numero": str(origen)})
    filas = Apunte.objects.filter(ejercicio=origen.ejercicio_id, numero=origen.numero).order_by("orden")
    nuevo = AsientoNuevo(
        fecha=fecha,
        texto=_("Corrige el asiento %(numero)s: %(motivo)s") % {"numero": str(origen), "motivo": motivo.strip()},
        partidas=negativo(Partida(f.debe_id, f.haber_id, f.importe, f.regla) for f in filas),
        ambito=origen.ambito,
        operacion_id=origen.id,
        expediente_id=origen.expediente_id,
        documento_id=origen.documento_id,
    )
    corregido = asentar(nuevo, actor=actor, reloj=reloj)
    hecho = AsientoCorregido(corregido.id, corregido.ejercicio_id, corregido.numero, origen.id)
    anotar(cadena_del_ejercicio(origen.ejercicio_id), hecho, actor=actor, reloj=reloj, filas=[corregido])
    return corregido
