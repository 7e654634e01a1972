"""The services' town, for the rooms of the accounts."""

from consistorio.servicios.conftest import reloj, villa_que_firma, villa_sembrada

__all__ = ["reloj", "villa_que_firma", "villa_sembrada"]
