"""Use cases of the control of what spends and of what comes in."""

from consistorio.servicios.intervencion.acciones.comprobaciones import levantar_acta
from consistorio.servicios.intervencion.acciones.control import (
    anotar_acuerdo,
    anotar_control_de_ingresos,
    formar_informe,
    recoger_escrito,
)
from consistorio.servicios.intervencion.acciones.fiscalizar import fiscalizar
from consistorio.servicios.intervencion.acciones.objeciones import (
    aceptar_objecion,
    anotar_acuerdo_de_objecion,
    discrepar_de_objecion,
    resolver_objecion,
)
from consistorio.servicios.intervencion.acciones.omisiones import (
    anotar_decision_de_omision,
    decidir_omision,
    informar_omision,
)
from consistorio.servicios.intervencion.acciones.reparos import (
    aceptar_reparo,
    anotar_acuerdo_del_pleno,
    discrepar,
    resolver_discrepancia,
)
from consistorio.servicios.intervencion.acciones.requisitos import aprobar_lista, revisar_requisito

__all__ = [
    "aceptar_objecion",
    "aceptar_reparo",
    "anotar_acuerdo",
    "anotar_acuerdo_de_objecion",
    "anotar_acuerdo_del_pleno",
    "anotar_control_de_ingresos",
    "anotar_decision_de_omision",
    "aprobar_lista",
    "decidir_omision",
    "discrepar",
    "discrepar_de_objecion",
    "fiscalizar",
    "formar_informe",
    "informar_omision",
    "levantar_acta",
    "recoger_escrito",
    "resolver_discrepancia",
    "resolver_objecion",
    "revisar_requisito",
]
