"""Use cases of the budget."""

from consistorio.economia.presupuesto.acciones.bases import escribir_bases, fijar_exigencia, fijar_organos
from consistorio.economia.presupuesto.acciones.cerrados import anotar_cerrados, pagar_cerrados
from consistorio.economia.presupuesto.acciones.corregir import (
    corregir_gasto,
    corregir_ingreso,
    corregir_no_presupuestario,
    corregir_pago,
    reintegrar_pago,
)
from consistorio.economia.presupuesto.acciones.fondos import (
    anotar_pagos_del_habilitado,
    constituir_caja_fija,
    ingresar_reintegro,
    justificar,
    justificar_caja_fija,
    librar_a_justificar,
    reintegrar_a_justificar,
    reintegrar_caja_fija,
)
from consistorio.economia.presupuesto.acciones.gasto import devengar, gastar, ordenar_pago, pagar, retener
from consistorio.economia.presupuesto.acciones.ingresos import (
    acordar_devolucion,
    dar_de_baja,
    ingresar,
    pagar_devolucion,
    reconocer,
)
from consistorio.economia.presupuesto.acciones.modificaciones import (
    anotar_modificacion_ya_tramitada,
    anotar_tramite_de_modificacion,
    aprobar_modificacion,
    contabilizar_modificacion,
    dejar_sin_efecto_modificacion,
    informar_modificacion,
    preparar_modificacion,
)
from consistorio.economia.presupuesto.acciones.no_presupuestarias import (
    anotar_no_presupuestario,
    crear_concepto,
    mover_dinero,
)
from consistorio.economia.presupuesto.acciones.nominas import importar_nomina, pagar_nomina
from consistorio.economia.presupuesto.acciones.organica import cerrar_organica, crear_organica, renombrar_organica
from consistorio.economia.presupuesto.acciones.plurianuales import (
    anotar_futuro,
    corregir_futuro,
    elevar_limite,
    reajustar_futuro,
    traer_plurianuales,
)
from consistorio.economia.presupuesto.acciones.prestamos import (
    concertar_prestamo,
    disponer_prestamo,
    reclasificar_deuda,
    reconocer_cuota,
)
from consistorio.economia.presupuesto.acciones.presupuesto import (
    anotar_apertura,
    anotar_tramite_del_presupuesto,
    aprobar_presupuesto,
    prorrogar_presupuesto,
)
from consistorio.economia.presupuesto.acciones.previas import (
    aceptar_previa,
    devolver_previa,
    preparar_previa,
    retirar_previa,
)

__all__ = [
    "aceptar_previa",
    "acordar_devolucion",
    "anotar_apertura",
    "anotar_cerrados",
    "anotar_futuro",
    "anotar_modificacion_ya_tramitada",
    "anotar_no_presupuestario",
    "anotar_pagos_del_habilitado",
    "anotar_tramite_de_modificacion",
    "anotar_tramite_del_presupuesto",
    "aprobar_modificacion",
    "aprobar_presupuesto",
    "cerrar_organica",
    "concertar_prestamo",
    "constituir_caja_fija",
    "contabilizar_modificacion",
    "corregir_futuro",
    "corregir_gasto",
    "corregir_ingreso",
    "corregir_no_presupuestario",
    "corregir_pago",
    "crear_concepto",
    "crear_organica",
    "dar_de_baja",
    "dejar_sin_efecto_modificacion",
    "devengar",
    "devolver_previa",
    "disponer_prestamo",
    "elevar_limite",
    "escribir_bases",
    "fijar_exigencia",
    "fijar_organos",
    "gastar",
    "importar_nomina",
    "informar_modificacion",
    "ingresar",
    "ingresar_reintegro",
    "justificar",
    "justificar_caja_fija",
    "librar_a_justificar",
    "mover_dinero",
    "ordenar_pago",
    "pagar",
    "pagar_cerrados",
    "pagar_devolucion",
    "pagar_nomina",
    "preparar_modificacion",
    "preparar_previa",
    "prorrogar_presupuesto",
    "reajustar_futuro",
    "reclasificar_deuda",
    "reconocer",
    "reconocer_cuota",
    "reintegrar_a_justificar",
    "reintegrar_caja_fija",
    "reintegrar_pago",
    "renombrar_organica",
    "retener",
    "retirar_previa",
    "traer_plurianuales",
]
