"""Use cases of the treasury."""

from consistorio.economia.tesoreria.acciones.a_mano import pagar_a_mano, pagar_cerrados_a_mano
from consistorio.economia.tesoreria.acciones.arqueos import levantar_arqueo
from consistorio.economia.tesoreria.acciones.conciliar import (
    anotar_devolucion,
    conciliar,
    dejar_sin_aplicar,
    deshacer_conciliacion,
)
from consistorio.economia.tesoreria.acciones.extractos import cargar_extracto
from consistorio.economia.tesoreria.acciones.firmas import recoger_arqueo, recoger_relacion
from consistorio.economia.tesoreria.acciones.nominas import pagar_nomina_en_su_turno
from consistorio.economia.tesoreria.acciones.ordenes import ordenar_en_su_turno, ordenar_lo_reconocido
from consistorio.economia.tesoreria.acciones.ordinales import abrir_ordinal, anotar_plan, cerrar_ordinal
from consistorio.economia.tesoreria.acciones.pagos import anotar_pagos, dar_por_enviada, hacer_fichero
from consistorio.economia.tesoreria.acciones.propuestos import PagoNuevo, proponer_pago, retirar_pago_propuesto
from consistorio.economia.tesoreria.acciones.relaciones import enviar_a_firma, preparar_relacion
from consistorio.economia.tesoreria.acciones.retiradas import confirmar_retirada, pedir_retirada, retirar_relacion

__all__ = [
    "PagoNuevo",
    "abrir_ordinal",
    "anotar_devolucion",
    "anotar_pagos",
    "anotar_plan",
    "cargar_extracto",
    "cerrar_ordinal",
    "conciliar",
    "confirmar_retirada",
    "dar_por_enviada",
    "dejar_sin_aplicar",
    "deshacer_conciliacion",
    "enviar_a_firma",
    "hacer_fichero",
    "levantar_arqueo",
    "ordenar_en_su_turno",
    "ordenar_lo_reconocido",
    "pagar_a_mano",
    "pagar_cerrados_a_mano",
    "pagar_nomina_en_su_turno",
    "pedir_retirada",
    "preparar_relacion",
    "proponer_pago",
    "recoger_arqueo",
    "recoger_relacion",
    "retirar_pago_propuesto",
    "retirar_relacion",
]
