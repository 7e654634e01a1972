"""A budget."""

from consistorio.economia.presupuesto.tests.conftest import presupuesto, presupuesto_sembrado

__all__ = ["presupuesto", "presupuesto_sembrado"]
