"""The services' town, for the control of what spends."""

from consistorio.servicios.conftest import reloj, villa_sembrada

__all__ = ["reloj", "villa_sembrada"]
