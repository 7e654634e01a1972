"""What follows in a case from what is noted for it in the budget."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.gasto.control import exigir_control
from consistorio.economia.gasto.eventos import OperacionAnotada
from consistorio.economia.presupuesto.models import Operacion
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.auditoria.operaciones import anotar
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.tramitacion.expedientes.models import Expediente


@suscrito(
    "presupuesto.retenido",
    "presupuesto.gasto",
    "presupuesto.pago.ordenado",
    "presupuesto.pago.hecho",
    "presupuesto.corregido",
)
def al_contabilizar(hecho: HechoAnotado) -> None:
    """An operation of a case shows in it, if it has the control that it owes. It locks no case: who comes from a case has it locked already, and the rest
    come from the budget. It raises."""
    dicho = hecho.datos.get("expediente_id")
    if not dicho:
        return
    expediente = Expediente.objects.select_related("version__procedimiento").filter(id=UUID(str(dicho))).first()
    if expediente is None:
        mensaje = _("No encontramos ese expediente.")
        raise DatosIncorrectos(mensaje, problemas=[Problema("expediente", mensaje)])
    operacion = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"])))
    if operacion.signo > 0:
        exigir_control(expediente, operacion, hecho.actor)
    anotar(
        expediente.cadena,
        OperacionAnotada(expediente.id, operacion.id, operacion.clase, str(operacion), f"{operacion.importe:.2f}"),
        actor=hecho.actor,
        reloj=hecho.reloj,
    )
