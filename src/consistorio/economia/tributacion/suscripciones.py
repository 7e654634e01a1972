"""What this room asks of what others note: it raises in the transaction that notes it. It only reads, and locks nothing."""

from __future__ import annotations

from uuid import UUID

from consistorio.economia.presupuesto.models import LineaOperacion, Operacion
from consistorio.economia.tributacion.operaciones.facturas import exigir_sin_iva
from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito


@suscrito("presupuesto.corregido")
def al_corregir(hecho: HechoAnotado) -> None:
    """An invoice with VAT is taken back with it, or not at all."""
    corregida = Operacion.objects.get(id=UUID(str(hecho.datos["operacion_id"]))).origen_id
    if corregida is not None:
        exigir_sin_iva(corregida)


@suscrito("presupuesto.derecho.baja")
def al_anular_un_derecho(hecho: HechoAnotado) -> None:
    """The same, of one that was issued: deferring it, or that nobody pays it, leaves its VAT due."""
    if hecho.datos["clase"] != "AN":
        return
    baja = UUID(str(hecho.datos["operacion_id"]))
    for derecho in set(LineaOperacion.objects.filter(operacion=baja).values_list("origen__operacion", flat=True)):
        exigir_sin_iva(derecho)
