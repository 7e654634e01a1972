"""Taking back a proposal that nobody has numbered."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import DatosIncorrectos, FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.servicios.resoluciones import consultas, operaciones
from consistorio.servicios.resoluciones.eventos import PropuestaRetirada
from consistorio.servicios.resoluciones.models import Resolucion
from consistorio.servicios.resoluciones.permisos import PROPONER
from consistorio.servicios.resoluciones.tareas import tarea_abierta, ultima_tarea
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.motor import operaciones as motor
from consistorio.tramitacion.motor.models import Tarea
from consistorio.tramitacion.motor.operaciones.audiencias_de_terceros import volver_a_oir
from consistorio.tramitacion.motor.operaciones.lo_escrito import dejar_lo_que_iba_sobre


@accion("resolucion.propuesta.retirada", permiso=PROPONER, norma="LPACAP arts. 75.1, 82.1, 88.7 y 89.2")
def retirar_propuesta(*, actor: Actor, expediente_id: UUID, motivo: str, reloj: Reloj) -> Tarea:
    """Take back the proposal so that the instruction may go on (a hearing, a report): its task waits again, and says why.

    The document of the proposal stays in the case (70.2); a hearing or a dictamen on it has to be had again on the next one (89.2). A numbered one is first given up by diligencia. Who: staff with
    `resolucion.proponer` on the case. Writes Resolucion, Tarea. Emits PropuestaRetirada, and those of the task.
    Raises NoEncontrado, DatosIncorrectos (no reason), FaseIncompatible (nothing proposed, or numbered).
    """
    expediente = expediente_que_lleva(actor, expediente_id, PROPONER)
    if not motivo.strip():
        mensaje = _("Escriba por qué se retira la propuesta.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("motivo", mensaje)])
    vigente = consultas.vigente_de(expediente.id)
    propuesta = ultima_tarea(expediente, "propuesta")
    if propuesta is None or propuesta.abierta or tarea_abierta(expediente, "resolucion") is None:
        raise FaseIncompatible(_("Este expediente no tiene ninguna propuesta que retirar."))
    if vigente is not None and vigente.estado == Resolucion.Estado.EN_SESION:
        raise FaseIncompatible(
            _("La propuesta está enviada para su sesión."),
            que_hacer=_("Pida a la Secretaría que la retire o, si falta su firma, devuélvala sin firmar."),
        )
    if vigente is not None and vigente.estado not in (Resolucion.Estado.PROPUESTA, Resolucion.Estado.BORRADOR):
        raise FaseIncompatible(
            _("La resolución ya tiene número: la propuesta no se puede retirar."),
            que_hacer=_("Pida que la devuelvan sin firmar y que la Secretaría anule su número por diligencia."),
        )
    if vigente is not None:
        resolucion = operaciones.bloqueada(vigente.id)
        resolucion.estado = Resolucion.Estado.BORRADOR
        resolucion.save(update_fields=["estado"])
        hecho = PropuestaRetirada(resolucion.id, expediente.id)
        anotar(expediente.cadena, hecho, actor=actor, reloj=reloj, filas=[resolucion])
    else:
        anotar(expediente.cadena, PropuestaRetirada(None, expediente.id), actor=actor, reloj=reloj)
    propuesta.datos = {**propuesta.datos, "retirada": motivo.strip()[:600]}
    propuesta.save(update_fields=["datos"])
    dejar_lo_que_iba_sobre(propuesta, expediente, actor=actor, reloj=reloj)
    motor.reabrir(propuesta, actor=actor, reloj=reloj)
    volver_a_oir(expediente, actor=actor, reloj=reloj)
    return propuesta
