"""What communications do on facts of cases."""

from __future__ import annotations

from uuid import UUID

from consistorio.plataforma.auditoria.suscripciones import HechoAnotado, suscrito
from consistorio.servicios.comunicaciones.operaciones import seguir_a_su_expediente


@suscrito("expediente.unidad.cambiada")
def seguir_a_la_unidad(hecho: HechoAnotado) -> None:
    """Who carries the case now finds what was said about it."""
    seguir_a_su_expediente(UUID(str(hecho.datos["expediente_id"])), UUID(str(hecho.datos["unidad_id"])))
