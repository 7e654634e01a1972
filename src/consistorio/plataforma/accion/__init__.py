"""The action: one use case, one transaction, one permission, one legal ground, one registered fact.

Public: `accion` (decorator), `ACCIONES` (registry), `alias_actual`, `exigir_transaccion`, `exigir_permiso`.
"""

from consistorio.plataforma.accion.decorador import (
    ACCIONES,
    Declaracion,
    accion,
    exigir_permiso,
    exigir_transaccion,
)
from consistorio.plataforma.base.villa import alias_actual

__all__ = ["ACCIONES", "Declaracion", "accion", "alias_actual", "exigir_permiso", "exigir_transaccion"]
