"""What this room does on facts of others: of the signatures it enqueues, so that locks are always taken in the order of the house."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from consistorio.economia.tesoreria.documentos import ARQUEO, RELACION
from consistorio.economia.tesoreria.models import LineaDePago, RelacionDePagos
from consistorio.nucleo.errores import Conflicto
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar

LISTAS_QUE_SE_NOMBRAN: Final = 5


@suscrito("firma.circuito.completado", "firma.circuito.devuelto")
def circuito_terminado(hecho: HechoAnotado) -> None:
    """A list of payments or an act of arqueo was signed, or came back."""
    clase, _separador, identificador = str(hecho.datos.get("referencia", "")).partition(":")
    if clase == RELACION:
        encolar("tesoreria.recoger_relacion", relacion_id=identificador)
    elif clase == ARQUEO:
        encolar("tesoreria.recoger_arqueo", arqueo_id=identificador)


@suscrito("cierre.ejercicio.reabierto")
def ejercicio_reabierto(hecho: HechoAnotado) -> None:
    """What a closed year left unpaid is in no list when that year is opened again. Raises Conflicto, in the transaction that opens it, with the lists that wait."""
    anio = int(str(hecho.datos["anio"]))
    _exigir_sin_listas(anio, LineaDePago.objects.filter(viva=True, cerrado__ejercicio=anio + 1))


@suscrito("presupuesto.recuperado")
def pendiente_recuperado(hecho: HechoAnotado) -> None:
    """What went back to its year is in no list. Raises Conflicto, in the transaction of what changed it, with the lists that wait."""
    anio = int(str(hecho.datos["anio"]))
    suyas = LineaDePago.objects.filter(viva=True, cerrado__ejercicio=anio + 1, cerrado__vigente=False)
    _exigir_sin_listas(anio, suyas)


def _exigir_sin_listas(anio: int, lineas: QuerySet[LineaDePago]) -> None:
    listas = RelacionDePagos.objects.filter(id__in=lineas.values("relacion")).order_by("ejercicio", "numero")
    if cuales := ", ".join(str(una) for una in listas[:LISTAS_QUE_SE_NOMBRAN]):
        mensaje = _("Hay relaciones con pagos de lo que dejó pendiente %(anio)d, sin pagar todavía: %(cuales)s.")
        que_hacer = _("Páguelas, o retírelas, antes de cambiar lo que se debe.")
        raise Conflicto(mensaje % {"anio": anio, "cuales": cuales}, que_hacer=que_hacer)
