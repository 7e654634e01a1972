"""The services' town, for the notice board."""

from consistorio.servicios.conftest import reloj, villa_sembrada

__all__ = ["reloj", "villa_sembrada"]
