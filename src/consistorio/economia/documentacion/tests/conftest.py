"""The budget of the tests, and the town of the cases that spend."""

from consistorio.documental.registro.tests.test_justificante import sello
from consistorio.economia.gasto.tests.conftest import reloj, villa_con_cuentas
from consistorio.economia.presupuesto.tests.conftest import presupuesto, presupuesto_sembrado

__all__ = ["presupuesto", "presupuesto_sembrado", "reloj", "sello", "villa_con_cuentas"]
