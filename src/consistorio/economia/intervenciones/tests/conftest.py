"""The town of the cases that spend, which keeps its accounts."""

from consistorio.economia.gasto.tests.conftest import reloj, villa_con_cuentas
from consistorio.economia.presupuesto.tests.conftest import presupuesto, presupuesto_sembrado

__all__ = ["presupuesto", "presupuesto_sembrado", "reloj", "villa_con_cuentas"]
