"""The services' town, for the debts of cases."""

from consistorio.servicios.conftest import reloj, villa_sembrada

__all__ = ["reloj", "villa_sembrada"]
