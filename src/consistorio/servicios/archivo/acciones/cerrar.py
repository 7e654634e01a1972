"""Close a case."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.nucleo.actor import Actor
from consistorio.nucleo.errores import FaseIncompatible, Problema
from consistorio.nucleo.reloj import Reloj
from consistorio.plataforma.accion import accion
from consistorio.plataforma.cola.operaciones import encolar
from consistorio.servicios.archivo.indice import entradas_de
from consistorio.servicios.archivo.models import CierrePedido
from consistorio.servicios.archivo.operaciones import resultado_de, situacion_de
from consistorio.servicios.archivo.reglas import impedimentos
from consistorio.tramitacion.expedientes import operaciones as expedientes
from consistorio.tramitacion.expedientes.acceso import expediente_que_lleva
from consistorio.tramitacion.motor import operaciones as motor_operaciones

PERMISO = "expediente.cerrar"


@accion("expediente.cerrado", permiso=PERMISO, norma="LPACAP arts. 17 y 70.3; NTI de Expediente electrónico V")
def cerrar(*, actor: Actor, expediente_id: UUID, reloj: Reloj) -> CierrePedido:
    """Close a case in which nothing is left to do. Its index, of the documents that it has now, is signed by a job.

    Who: whoever closes cases of the unit. Writes: CierrePedido, Expediente, its closing task. Emits: expediente.cerrado.
    Raises: FaseIncompatible with every reason why not, NoEncontrado, NoPermitido.
    """
    expediente = expediente_que_lleva(actor, expediente_id, PERMISO)
    razones = impedimentos(situacion_de(expediente))
    if razones:
        raise FaseIncompatible(
            _("El expediente %(n)s todavía no se puede cerrar.") % {"n": expediente.numero},
            problemas=[Problema("", razon) for razon in razones],
        )
    momento, resultado = reloj.ahora(), resultado_de(expediente)
    pedido = CierrePedido.objects.create(
        expediente=expediente,
        resultado=resultado,
        momento=momento,
        entradas=[entrada.como_dato() for entrada in entradas_de(expediente)],
        pendiente_desde=momento,
    )
    tarea = expediente.tareas.filter(tipo="cierre", cerrada_el=None).first()
    if tarea is not None:
        motor_operaciones.completar(tarea, {"codigo": resultado}, actor=actor, reloj=reloj, expediente=expediente)
    expedientes.cerrar(expediente, resultado=resultado, actor=actor, reloj=reloj, filas=[pedido])
    encolar("archivo.firmar_indice", expediente_id=expediente.id)
    return pedido
