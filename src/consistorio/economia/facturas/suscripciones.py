"""What this room does on facts of the budget: enqueue, so that locks are always taken in the order of the house."""

from __future__ import annotations

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.plataforma.cola.operaciones import encolar


@suscrito("presupuesto.corregido")
def operacion_corregida(hecho: HechoAnotado) -> None:
    """What recognised an obligation may not do so any more."""
    if "O" in str(hecho.datos["clase"]) and hecho.datos["libro"] == "gasto":
        encolar("facturas.soltar_obligacion", operacion_id=str(hecho.datos["operacion_id"]))
