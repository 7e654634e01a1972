"""The town of the cases that spend, which keeps its accounts."""

from consistorio.economia.gasto.tests.conftest import reloj, villa_con_cuentas

__all__ = ["reloj", "villa_con_cuentas"]
