"""The narrow door to the budget: who may see it. It notes no reading: amounts and codes are no personal data."""

from __future__ import annotations

from consistorio.economia.presupuesto.permisos import VER
from consistorio.nucleo.actor import Actor
from consistorio.plataforma.accion import exigir_permiso


def exigir_ver(actor: Actor) -> None:
    """Assert that somebody may see the budget. Raises NoPermitido."""
    exigir_permiso(actor, VER, para="presupuesto")
