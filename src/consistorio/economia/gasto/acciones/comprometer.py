"""Authorise and commit what was decided."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto import control, operaciones, reglas
from consistorio.economia.gasto.acceso import tarea_de_gasto
from consistorio.economia.gasto.datos_tarea import AD
from consistorio.economia.gasto.eventos import ContratoAdjudicado
from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.presupuesto.permisos import GASTO
from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj, hoy
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.tramitacion.expedientes.models import Expediente
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea


@accion(
    "presupuesto.gasto",
    "gasto.operacion.anotada",
    "gasto.contrato.adjudicado",
    "tarea.completada",
    permiso=GASTO,
    norma="RD 500/1990 arts. 54 a 57 y 68; TRLRHL arts. 184 y 219.1",
)
def comprometer_gasto(
    *, actor: Actor, tarea_id: UUID, importe: str, tercero_id: UUID | None, reloj: Reloj, aplicacion: str = ""
) -> Operacion:
    """Authorise and commit the expense of a case that was decided, with one of its parties.

    `importe`: with VAT, as people write it; `aplicacion`: only where no credit was set aside before. Who: who does the task, with `presupuesto.gasto`.
    Writes: Operacion and its entry, Tarea. Emits: presupuesto.gasto, gasto.contrato.adjudicado (where the procedure says that it is a contract),
    tarea.completada. Raises NoEncontrado, NoPermitido, DatosIncorrectos with every problem, FaseIncompatible (nothing is decided, or Intervención did not
    find it right), Conflicto.
    """
    tarea, expediente = tarea_de_gasto(actor, tarea_id, GASTO, AD)
    if not motor.hay_decision(expediente):
        raise FaseIncompatible(
            _("Todavía no hay ninguna resolución firmada que apruebe el gasto."),
            que_hacer=_("Comprométalo cuando se firme."),
        )
    leido = reglas.leido(importe)
    problemas = reglas.problemas_del_importe(leido)
    suyos = set(expediente.interesados.filter(hasta=None).values_list("persona_id", flat=True))
    if tercero_id is None or tercero_id not in suyos:
        mensaje = _("Elija con quién es el gasto, entre las personas del expediente. Si falta, añádala antes.")
        problemas.append(Problema("tercero", mensaje))
    if not aplicacion.strip() and operaciones.origen_de(tarea, expediente, hoy(reloj).year) is None:
        problemas.append(Problema("aplicacion", _("No hay crédito retenido: escriba la aplicación.")))
    if problemas or leido is None or tercero_id is None:
        raise DatosIncorrectos(_("El gasto no se ha comprometido."), problemas=problemas)
    operacion = operaciones.comprometer(
        tarea,
        expediente,
        importe=leido,
        aplicacion=aplicacion.strip(),
        tercero_id=tercero_id,
        actor=actor,
        reloj=reloj,
    )
    _publicar(tarea, expediente, operacion, actor=actor, reloj=reloj)
    resultado = {"codigo": "comprometido", "operacion": str(operacion.id), "importe": f"{operacion.importe:.2f}"}
    motor.completar(tarea, resultado, actor=actor, reloj=reloj, expediente=expediente)
    return operacion


def _publicar(tarea: Tarea, expediente: Expediente, operacion: Operacion, *, actor: Actor, reloj: Reloj) -> None:
    datos = operaciones.datos_de(tarea, expediente)
    if not datos.contrato:
        return
    linea = operacion.lineas.select_related("aplicacion").get()
    aplicacion = linea.aplicacion.codigo if linea.aplicacion is not None else ""
    hecho = ContratoAdjudicado(
        expediente.id, operacion.id, f"{operacion.importe:.2f}", aplicacion, control.exento(expediente)
    )
    anotar(expediente.cadena, hecho, actor=actor, reloj=reloj)
