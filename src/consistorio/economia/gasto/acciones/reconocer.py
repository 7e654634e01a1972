"""Recognise what the town owes for what it received."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto import operaciones, reglas
from consistorio.economia.gasto.acceso import exigir_conformidad, tarea_de_gasto
from consistorio.economia.gasto.datos_tarea import OBLIGA
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.tipos import DeAntes
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.servicios.intervencion.permisos import FISCALIZAR
from consistorio.tramitacion.expedientes.consultas import documentos_utiles
from consistorio.tramitacion.motor import operaciones as motor


@accion(
    "presupuesto.gasto",
    "gasto.operacion.anotada",
    "tarea.completada",
    permiso=FISCALIZAR,
    norma="RD 500/1990 arts. 58 a 60; TRLRHL art. 214.2; LCSP art. 118.3",
)
def reconocer_obligacion(
    *,
    actor: Actor,
    tarea_id: UUID,
    importe: str,
    factura: str,
    documento_id: UUID | None,
    ultima: bool,
    antes: DeAntes | None = None,
    reloj: Reloj,
) -> Operacion:
    """Recognise the obligation of an invoice whose object was received and found right. Intervención intervenes it by noting it.

    `importe`: with VAT, as people write it; `documento_id`: the invoice, or what justifies it, in the case; `ultima`: no other is expected; `antes`: why its expense is of an earlier year. Then, or when
    nothing is left of what was committed, the task is over. Who: who does the task, with `intervencion.fiscalizar`. Writes: Operacion and its entry, Tarea. Emits: presupuesto.gasto, tarea.completada. Raises
    NoEncontrado, NoPermitido, DatosIncorrectos with every problem, FaseIncompatible (nothing is committed, or it was not found right), Conflicto.
    """
    tarea, expediente = tarea_de_gasto(actor, tarea_id, FISCALIZAR, OBLIGA)
    exigir_conformidad(tarea, expediente)
    leido = reglas.leido(importe)
    problemas = reglas.problemas_de_la_factura(factura, leido)
    if documento_id is None or not documentos_utiles(expediente).filter(documento_id=documento_id).exists():
        mensaje = _("Elija la factura entre los documentos del expediente. Si falta, añádala antes.")
        problemas.append(Problema("documento", mensaje))
    if problemas or leido is None or documento_id is None:
        raise DatosIncorrectos(_("La obligación no se ha reconocido."), problemas=problemas)
    operacion = operaciones.reconocer(
        tarea,
        expediente,
        importe=leido,
        factura=factura.strip(),
        documento_id=documento_id,
        antes=antes,
        actor=actor,
        reloj=reloj,
    )
    if ultima or operaciones.origen_de(tarea, expediente, hoy(reloj).year) is None:
        resultado = {"codigo": "reconocida", "operacion": str(operacion.id), "importe": f"{operacion.importe:.2f}"}
        motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    return operacion
