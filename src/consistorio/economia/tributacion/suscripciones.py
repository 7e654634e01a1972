"""What this room asks of what others note: it raises in the transaction that notes it. It only reads, and locks nothing."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from consistorio.economia.presupuesto.models import Operacion
from consistorio.economia.tributacion.consultas.deudas import compensacion_de
from consistorio.nucleo.errores import DatosIncorrectos, Problema
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito


@suscrito("presupuesto.corregido")
def al_corregir(hecho: HechoAnotado) -> None:
    """The operations of a compensación are undone all together, or none."""
    origen_id = Operacion.objects.values_list("origen_id", flat=True).get(id=UUID(str(hecho.datos["operacion_id"])))
    if origen_id is not None and compensacion_de(origen_id) is not None:
        mensaje = _("Es parte de una compensación: deshágala entera desde la página de esta operación.")
        raise DatosIncorrectos(_("La operación no se ha contabilizado."), problemas=[Problema("operacion", mensaje)])
