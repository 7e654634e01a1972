"""Use cases of the control of what is owed and paid."""

from consistorio.economia.intervenciones.acciones.comprobaciones import designar_comprobacion
from consistorio.economia.intervenciones.acciones.facturas import FacturaPorIntervenir, intervenir_facturas
from consistorio.economia.intervenciones.acciones.obligaciones import intervenir_obligaciones, intervenir_pagos
from consistorio.economia.intervenciones.acciones.omisiones import (
    anotar_omision,
    anotar_omision_de_expediente,
    devengar_omision,
)
from consistorio.economia.intervenciones.acciones.plazos import avisar_vencidas
from consistorio.economia.intervenciones.acciones.pleno import anotar_dacion_de_cuenta, llevar_informe_al_pleno
from consistorio.economia.intervenciones.acciones.rectificativas import (
    cerrar_rectificativa,
    rectificar_con_ingreso,
    rectificar_obligacion,
    reintegrar_factura,
)
from consistorio.economia.intervenciones.acciones.rectificativas_deshechas import deshacer_rectificativa

__all__ = [
    "FacturaPorIntervenir",
    "anotar_dacion_de_cuenta",
    "anotar_omision",
    "anotar_omision_de_expediente",
    "avisar_vencidas",
    "cerrar_rectificativa",
    "deshacer_rectificativa",
    "designar_comprobacion",
    "devengar_omision",
    "intervenir_facturas",
    "intervenir_obligaciones",
    "intervenir_pagos",
    "llevar_informe_al_pleno",
    "rectificar_con_ingreso",
    "rectificar_obligacion",
    "reintegrar_factura",
]
