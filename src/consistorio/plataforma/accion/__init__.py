"""The action: one use case, one transaction, one permission, one legal ground, one registered fact.

Public: `accion` (decorator), `ACCIONES` (registry), `alias_actual`, `exigir_transaccion`, `exigir_permiso`, `con_ella`.
"""

from consistorio.plataforma.accion.decorador import (
    ACCIONES,
    Declaracion,
    accion,
    con_ella,
    exigir_permiso,
    exigir_transaccion,
)
from consistorio.plataforma.base.villa import alias_actual

__all__ = ["ACCIONES", "Declaracion", "accion", "alias_actual", "con_ella", "exigir_permiso", "exigir_transaccion"]
