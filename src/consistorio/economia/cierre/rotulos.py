"""What the lines of the statements are called."""

from __future__ import annotations

from django.utils.translation import gettext_noop

GRUPOS = {
    "corrientes": gettext_noop("a) Operaciones corrientes"),
    "capital": gettext_noop("b) Operaciones de capital"),
    "no_financieras": gettext_noop("1. Total de operaciones no financieras (a + b)"),
    "activos": gettext_noop("c) Activos financieros"),
    "pasivos": gettext_noop("d) Pasivos financieros"),
}
REMANENTE = (
    ("fondos_liquidos", gettext_noop("1. Fondos líquidos")),
    ("derechos_corrientes", gettext_noop("2. Derechos pendientes del presupuesto corriente")),
    ("derechos_cerrados", gettext_noop("2. Derechos pendientes de presupuestos cerrados")),
    ("derechos_no_presupuestarios", gettext_noop("2. Derechos pendientes no presupuestarios")),
    ("obligaciones_corrientes", gettext_noop("3. Obligaciones pendientes del presupuesto corriente")),
    ("obligaciones_cerradas", gettext_noop("3. Obligaciones pendientes de presupuestos cerrados")),
    ("obligaciones_no_presupuestarias", gettext_noop("3. Obligaciones pendientes no presupuestarias")),
    ("cobros_sin_aplicar", gettext_noop("4. Cobros pendientes de aplicación")),
    ("pagos_sin_aplicar", gettext_noop("4. Pagos pendientes de aplicación")),
    ("total", gettext_noop("I. Remanente de tesorería total (1 + 2 - 3 + 4)")),
    ("dudoso_cobro", gettext_noop("II. Saldos de dudoso cobro")),
    ("exceso_financiacion_afectada", gettext_noop("III. Exceso de financiación afectada")),
    ("para_gastos_generales", gettext_noop("IV. Remanente de tesorería para gastos generales (I - II - III)")),
    ("sin_aplicar_a_presupuesto", gettext_noop("V. Obligaciones pendientes de aplicar al presupuesto")),
    ("devoluciones_pendientes", gettext_noop("VI. Devoluciones de ingresos pendientes de pago")),
    ("ajustado", gettext_noop("VII. Remanente para gastos generales ajustado (IV - V - VI)")),
)
SUMAS_DEL_REMANENTE = ("total", "para_gastos_generales", "ajustado")
EVOLUCION = {
    "anterior": gettext_noop("Remanente de tesorería total con el que se abrió el año"),
    "resultado": gettext_noop("Resultado presupuestario del ejercicio"),
    "cerrados": gettext_noop("Cambios en derechos y obligaciones de ejercicios cerrados"),
    "directos": gettext_noop("Asientos directos, sin pasar por el presupuesto"),
    "fuera": gettext_noop("Operaciones con cuentas de fuera del remanente"),
}
FILAS_PATRIMONIO = {
    "A": gettext_noop("A. Patrimonio neto al final del ejercicio anterior"),
    "B": gettext_noop("B. Ajustes por cambios de criterio y corrección de errores"),
    "C": gettext_noop("C. Patrimonio neto inicial ajustado (A + B)"),
    "D1": gettext_noop("D.1 Ingresos y gastos reconocidos en el ejercicio"),
    "D2": gettext_noop("D.2 Operaciones patrimoniales"),
    "D3": gettext_noop("D.3 Otras variaciones del patrimonio neto"),
    "E": gettext_noop("E. Patrimonio neto al final del ejercicio"),
}
FLUJOS = {
    "gestion": gettext_noop("I. Actividades de gestión"),
    "inversion": gettext_noop("II. Actividades de inversión"),
    "financiacion": gettext_noop("III. Actividades de financiación"),
    "pendientes": gettext_noop("IV. Flujos pendientes de clasificación"),
}
LINEAS_DE_FLUJO = {
    "tributarios": gettext_noop("Ingresos tributarios y urbanísticos"),
    "ventas_y_prestaciones": gettext_noop("Tasas, precios públicos y otros ingresos"),
    "transferencias_recibidas": gettext_noop("Transferencias y subvenciones recibidas"),
    "intereses_y_dividendos": gettext_noop("Intereses, dividendos y otros ingresos patrimoniales"),
    "venta_de_inversiones": gettext_noop("Venta de inversiones reales"),
    "venta_de_activos_financieros": gettext_noop("Venta de activos financieros"),
    "deuda_recibida": gettext_noop("Deuda recibida"),
    "personal": gettext_noop("Gastos de personal"),
    "otros_gastos_de_gestion": gettext_noop("Otros gastos de gestión"),
    "intereses_pagados": gettext_noop("Intereses pagados"),
    "transferencias_concedidas": gettext_noop("Transferencias y subvenciones concedidas"),
    "compra_de_inversiones": gettext_noop("Compra de inversiones reales"),
    "compra_de_activos_financieros": gettext_noop("Compra de activos financieros"),
    "reembolso_de_deuda": gettext_noop("Reembolso de deuda"),
    "recursos_de_otros_entes": gettext_noop("Recursos recaudados para otros entes"),
    "retenciones_y_no_presupuestarias": gettext_noop("Retenciones y otras operaciones no presupuestarias"),
    "por_clasificar": gettext_noop("Cobros y pagos pendientes de clasificación"),
}
INDICADORES = {
    "liquidez_inmediata": gettext_noop("Liquidez inmediata"),
    "liquidez_a_corto_plazo": gettext_noop("Liquidez a corto plazo"),
    "liquidez_general": gettext_noop("Liquidez general"),
    "endeudamiento": gettext_noop("Endeudamiento"),
    "relacion_de_endeudamiento": gettext_noop("Relación de endeudamiento"),
    "endeudamiento_por_habitante": gettext_noop("Endeudamiento por habitante, en euros"),
    "ejecucion_de_gastos": gettext_noop("Ejecución del presupuesto de gastos"),
    "realizacion_de_pagos": gettext_noop("Realización de pagos"),
    "gasto_por_habitante": gettext_noop("Gasto por habitante, en euros"),
    "inversion_por_habitante": gettext_noop("Inversión por habitante, en euros"),
    "esfuerzo_inversor": gettext_noop("Esfuerzo inversor"),
    "ejecucion_de_ingresos": gettext_noop("Ejecución del presupuesto de ingresos"),
    "realizacion_de_cobros": gettext_noop("Realización de cobros"),
    "autonomia_fiscal": gettext_noop("Autonomía fiscal"),
    "superavit_por_habitante": gettext_noop("Superávit o déficit por habitante, en euros"),
    "realizacion_de_pagos_cerrados": gettext_noop("Realización de pagos de ejercicios cerrados"),
    "realizacion_de_cobros_cerrados": gettext_noop("Realización de cobros de ejercicios cerrados"),
    "cobertura_de_gastos": gettext_noop(
        "Cobertura de los gastos corrientes (gastos entre ingresos de gestión ordinaria)"
    ),
    "parte_tributos": gettext_noop("Parte de los tributos en los ingresos de gestión ordinaria"),
    "parte_transferencias": gettext_noop("Parte de las transferencias en los ingresos de gestión ordinaria"),
    "parte_personal": gettext_noop("Parte del personal en los gastos de gestión ordinaria"),
    "parte_subvenciones": gettext_noop("Parte de las transferencias concedidas en los gastos de gestión ordinaria"),
    "periodo_medio_de_pago": gettext_noop("Período medio de pago a proveedores, en días"),
}
RECONOCIDOS = {
    "directos_inmovilizado": gettext_noop("II.1 Inmovilizado no financiero"),
    "directos_financieros": gettext_noop("II.2 Activos y pasivos financieros"),
    "directos_coberturas": gettext_noop("II.3 Coberturas contables"),
    "directos_subvenciones": gettext_noop("II.4 Subvenciones recibidas"),
    "traspasos_inmovilizado": gettext_noop("III.1 Inmovilizado no financiero"),
    "traspasos_financieros": gettext_noop("III.2 Activos y pasivos financieros"),
    "traspasos_coberturas": gettext_noop("III.3 Coberturas contables"),
    "traspasos_subvenciones": gettext_noop("III.4 Subvenciones recibidas"),
}
PROPIETARIAS = {
    "dineraria": gettext_noop("a.1 Aportación patrimonial dineraria"),
    "bienes": gettext_noop("a.2 Aportación de bienes y derechos"),
    "pasivos": gettext_noop("a.3 Asunción y condonación de pasivos financieros"),
    "otras_aportaciones": gettext_noop("a.4 Otras aportaciones"),
    "devolucion_bienes": gettext_noop("a.5 Devolución de bienes y derechos"),
    "otras_devoluciones": gettext_noop("a.6 Otras devoluciones"),
    "otras": gettext_noop("Otras variaciones del patrimonio aportado"),
    "en_resultado": gettext_noop("b.1 Transferencias y subvenciones de la entidad propietaria en el resultado"),
    "en_patrimonio": gettext_noop("b.2 Transferencias y subvenciones de la entidad propietaria en el patrimonio neto"),
}
CAPITULOS_GASTO = {
    "1": gettext_noop("Gastos de personal"),
    "2": gettext_noop("Gastos corrientes en bienes y servicios"),
    "3": gettext_noop("Gastos financieros"),
    "4": gettext_noop("Transferencias corrientes"),
    "5": gettext_noop("Fondo de contingencia y otros imprevistos"),
    "6": gettext_noop("Inversiones reales"),
    "7": gettext_noop("Transferencias de capital"),
    "8": gettext_noop("Activos financieros"),
    "9": gettext_noop("Pasivos financieros"),
}
CAPITULOS_INGRESO = CAPITULOS_GASTO | {
    "1": gettext_noop("Impuestos directos"),
    "2": gettext_noop("Impuestos indirectos"),
    "3": gettext_noop("Tasas, precios públicos y otros ingresos"),
    "5": gettext_noop("Ingresos patrimoniales"),
    "6": gettext_noop("Enajenación de inversiones reales"),
}
