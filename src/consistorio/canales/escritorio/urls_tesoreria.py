"""Doors of the treasury at the desk: banks, payments and acts of arqueo; and of projects, assets and concepts of no budget."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.escritorio.vistas.economia import (
    arqueos,
    cambio_de_proyecto,
    conciliacion,
    cuentas,
    de_fuera,
    depositos,
    inmovilizado,
    no_presupuestarios,
    pagos_a_mano,
    pagos_propuestos,
    por_ordenar,
    por_pagar,
    proyectos,
    relaciones_de_pagos,
)

E, ANIO, T = "economia/", "economia/<int:anio>/", "economia/tesoreria/"
CUENTA = f"{T}cuentas/<slug:codigo>/"
MOVIMIENTO, RELACION = f"{T}movimientos/<uuid:movimiento_id>/", f"{T}relaciones/<uuid:relacion_id>/"
ARQUEO = f"{T}arqueos/<uuid:arqueo_id>/"
PROYECTO, BIEN = f"{E}proyectos/<str:codigo>/", f"{E}inmovilizado/<uuid:bien_id>/"
NO_PRESUPUESTARIO, DEPOSITOS = f"{ANIO}no-presupuestario/", f"{E}depositos/"
urlpatterns: list[URLPattern] = [
    path(T, cuentas.cuentas, name="cuentas_de_tesoreria"),
    path(f"{T}fichero/<slug:formato>/", cuentas.fichero, name="fichero_de_cuentas"),
    path(f"{T}cuentas/abrir/", cuentas.abrir, name="abrir_ordinal"),
    path(CUENTA, cuentas.ordinal, name="ordinal"),
    path(f"{CUENTA}fichero/<slug:formato>/", cuentas.fichero_del_ordinal, name="fichero_del_ordinal"),
    path(f"{CUENTA}cerrar/", cuentas.cerrar, name="cerrar_ordinal"),
    path(f"{CUENTA}conciliar/", conciliacion.conciliacion, name="conciliacion"),
    path(f"{CUENTA}conciliado/", conciliacion.conciliado, name="conciliado"),
    path(f"{T}extractos/", cuentas.cargar, name="cargar_extracto"),
    path(f"{T}traspasos/", cuentas.traspasar, name="traspasar_dinero"),
    path(f"{MOVIMIENTO}sin-aplicar/", conciliacion.sin_aplicar, name="movimiento_sin_aplicar"),
    path(f"{MOVIMIENTO}pagar/", pagos_a_mano.del_movimiento, name="pagar_movimiento"),
    path(f"{E}operaciones/<uuid:operacion_id>/pagar/", pagos_a_mano.pagar, name="pagar_operacion"),
    path(f"{MOVIMIENTO}devuelta/", conciliacion.devuelta, name="transferencia_devuelta"),
    path(f"{T}conciliaciones/<uuid:conciliacion_id>/deshacer/", conciliacion.deshacer, name="deshacer_conciliacion"),
    path(f"{T}ordenes/", por_ordenar.por_ordenar, name="por_ordenar"),
    path(f"{T}ordenes/fichero/<slug:formato>/", por_ordenar.fichero, name="fichero_por_ordenar"),
    path(f"{T}ordenes/ordenar/", por_ordenar.ordenar, name="ordenar_lo_reconocido"),
    path(f"{T}pagos/", por_pagar.por_pagar, name="por_pagar"),
    path(f"{T}pagos/fichero/<slug:formato>/", por_pagar.fichero, name="fichero_por_pagar"),
    path(f"{T}pagos/relacion/", por_pagar.preparar, name="preparar_relacion"),
    path(f"{T}pagos/proponer/", pagos_propuestos.proponer, name="proponer_pago"),
    path(f"{T}pagos/propuestos/<uuid:propuesto_id>/retirar/", pagos_propuestos.retirar, name="retirar_pago_propuesto"),
    path(f"{T}relaciones/", relaciones_de_pagos.relaciones, name="relaciones_de_pagos"),
    path(
        f"{T}relaciones/fichero/<slug:formato>/",
        relaciones_de_pagos.fichero_de_relaciones,
        name="fichero_de_relaciones",
    ),
    path(RELACION, relaciones_de_pagos.relacion, name="relacion_de_pagos"),
    path(f"{RELACION}fichero/<slug:formato>/", relaciones_de_pagos.fichero_de_relacion, name="fichero_de_relacion"),
    path(f"{RELACION}documento/", relaciones_de_pagos.documento, name="documento_de_relacion"),
    path(f"{RELACION}transferencias/", relaciones_de_pagos.transferencias, name="transferencias"),
    path(f"{RELACION}transferencias/hacer/", relaciones_de_pagos.hacer_fichero, name="hacer_fichero_de_pagos"),
    path(f"{RELACION}firma/", relaciones_de_pagos.enviar_a_firma, name="enviar_relacion_a_firma"),
    path(f"{RELACION}enviada/", relaciones_de_pagos.dar_por_enviada, name="dar_relacion_por_enviada"),
    path(f"{RELACION}pagada/", relaciones_de_pagos.anotar_pagos, name="anotar_pagos_de_relacion"),
    path(f"{RELACION}retirar/", relaciones_de_pagos.retirar, name="retirar_relacion"),
    path(f"{RELACION}retirar/pedir/", relaciones_de_pagos.pedir_retirada, name="pedir_retirada"),
    path(f"{RELACION}retirar/confirmar/", relaciones_de_pagos.confirmar_retirada, name="confirmar_retirada"),
    path(f"{T}arqueos/", arqueos.arqueos, name="arqueos"),
    path(f"{T}arqueos/nuevo/", arqueos.nuevo, name="nuevo_arqueo"),
    path(ARQUEO, arqueos.arqueo, name="arqueo"),
    path(f"{ARQUEO}fichero/<slug:formato>/", arqueos.fichero, name="fichero_del_arqueo"),
    path(f"{ARQUEO}documento/", arqueos.documento, name="documento_del_arqueo"),
    path(f"{T}plan/", arqueos.planes, name="planes_de_fondos"),
    path(f"{T}plan/nuevo/", arqueos.nuevo_plan, name="nuevo_plan_de_fondos"),
    path(f"{ANIO}proyectos/", proyectos.proyectos, name="proyectos"),
    path(f"{ANIO}proyectos/<slug:formato>/", proyectos.fichero, name="fichero_de_proyectos"),
    path(f"{E}proyectos/abrir/", proyectos.abrir, name="abrir_proyecto"),
    path(f"{E}proyectos/agentes/<uuid:agente_id>/derecho/", proyectos.asignar_derecho, name="asignar_derecho"),
    path(PROYECTO, proyectos.proyecto, name="proyecto"),
    path(f"{PROYECTO}aplicaciones/", proyectos.asignar, name="asignar_aplicaciones"),
    path(f"{PROYECTO}cambiar/", cambio_de_proyecto.cambiar, name="cambiar_proyecto"),
    path(f"{E}inmovilizado/", inmovilizado.bienes, name="inmovilizado"),
    path(f"{E}inmovilizado/fichero/<slug:formato>/", inmovilizado.fichero, name="fichero_de_bienes"),
    path(f"{E}inmovilizado/alta/", inmovilizado.alta, name="alta_de_bien"),
    path(BIEN, inmovilizado.bien, name="bien"),
    path(f"{BIEN}baja/", inmovilizado.baja, name="baja_de_bien"),
    path(f"{ANIO}amortizacion/", inmovilizado.amortizar, name="amortizar"),
    path(f"{ANIO}amortizacion/deshacer/", inmovilizado.deshacer, name="deshacer_amortizacion"),
    path(DEPOSITOS, depositos.depositos, name="depositos"),
    path(f"{DEPOSITOS}fichero/<slug:formato>/", depositos.fichero, name="fichero_de_depositos"),
    path(f"{DEPOSITOS}valores/nuevo/", depositos.nuevo_valor, name="nuevo_valor"),
    path(f"{DEPOSITOS}valores/<uuid:valor_id>/salida/", depositos.sacar_valor, name="sacar_valor"),
    path(f"{DEPOSITOS}<uuid:persona_id>/", depositos.de_tercero, name="depositos_de_tercero"),
    path(f"{ANIO}operaciones/no-presupuestaria/", de_fuera.anotar, name="anotar_no_presupuestaria"),
    path(NO_PRESUPUESTARIO, no_presupuestarios.conceptos, name="no_presupuestarios"),
    path(
        f"{NO_PRESUPUESTARIO}fichero/<slug:formato>/", no_presupuestarios.fichero, name="fichero_de_no_presupuestarios"
    ),
    path(f"{E}no-presupuestario/nuevo/", no_presupuestarios.nuevo, name="nuevo_no_presupuestario"),
    path(f"{NO_PRESUPUESTARIO}<slug:codigo>/", no_presupuestarios.concepto, name="no_presupuestario"),
    path(
        f"{NO_PRESUPUESTARIO}<slug:codigo>/fichero/<slug:formato>/",
        no_presupuestarios.fichero_del_concepto,
        name="fichero_del_no_presupuestario",
    ),
]
