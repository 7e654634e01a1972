"""Use cases of the control of what spends."""

from consistorio.servicios.intervencion.acciones.fiscalizar import fiscalizar
from consistorio.servicios.intervencion.acciones.reparos import (
    aceptar_reparo,
    anotar_acuerdo_del_pleno,
    discrepar,
    resolver_discrepancia,
)

__all__ = ["aceptar_reparo", "anotar_acuerdo_del_pleno", "discrepar", "fiscalizar", "resolver_discrepancia"]
