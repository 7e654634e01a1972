"""Doors of the accounts at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.escritorio.vistas.economia import (
    ejecucion,
    ejercicios,
    gasto,
    inicio,
    libros,
    operaciones,
    reglas,
    terceros,
)

E, ANIO, REGLA = "economia/", "economia/<int:anio>/", "economia/reglas/<slug:codigo>/"
TERCERO, CUENTA = "economia/terceros/<uuid:tercero_id>/", "economia/terceros/cuentas/<uuid:cuenta_id>/"
urlpatterns: list[URLPattern] = [
    path(E, inicio.economia, name="economia"),
    path(f"{ANIO}gastos/", ejecucion.gastos, name="gastos"),
    path(f"{ANIO}gastos/<slug:formato>/", ejecucion.fichero_de_gastos, name="fichero_de_gastos"),
    path(f"{ANIO}ingresos/", ejecucion.ingresos, name="ingresos"),
    path(f"{ANIO}ingresos/<slug:formato>/", ejecucion.fichero_de_ingresos, name="fichero_de_ingresos"),
    path(f"{E}aplicaciones/<uuid:aplicacion_id>/", ejecucion.aplicacion, name="aplicacion"),
    path(f"{E}conceptos/<uuid:concepto_id>/", ejecucion.concepto, name="concepto"),
    path(f"{ANIO}operaciones/", operaciones.operaciones, name="operaciones"),
    path(f"{ANIO}operaciones/gasto/", gasto.anotar_gasto, name="anotar_gasto"),
    path(f"{ANIO}operaciones/orden/", gasto.ordenar_pago, name="ordenar_pago"),
    path(f"{ANIO}aplicaciones/", gasto.sugerir, name="sugerir_aplicacion"),
    path(f"{E}operaciones/<uuid:operacion_id>/", operaciones.operacion, name="operacion"),
    path(f"{E}operaciones/<uuid:operacion_id>/corregir/", operaciones.corregir, name="corregir_operacion"),
    path(f"{ANIO}diario/", libros.diario, name="diario"),
    path(f"{ANIO}diario/<slug:formato>/", libros.fichero_del_diario, name="fichero_del_diario"),
    path(f"{E}asientos/<uuid:asiento_id>/", libros.asiento, name="asiento_contable"),
    path(f"{ANIO}mayor/", libros.mayor, name="mayor"),
    path(f"{ANIO}mayor/<slug:formato>/", libros.fichero_del_mayor, name="fichero_del_mayor"),
    path(f"{ANIO}sumas/", libros.sumas, name="sumas"),
    path(f"{ANIO}sumas/<slug:formato>/", libros.fichero_de_sumas, name="fichero_de_sumas"),
    path(f"{E}ejercicios/", ejercicios.ejercicios, name="ejercicios"),
    path(f"{E}ejercicios/abrir/", ejercicios.abrir, name="abrir_ejercicio"),
    path(f"{E}ejercicios/<int:anio>/bloquear/", ejercicios.bloquear, name="bloquear_fechas"),
    path(f"{E}ejercicios/<int:anio>/reabrir/", ejercicios.reabrir, name="reabrir_fechas"),
    path(f"{E}reglas/", reglas.reglas, name="reglas"),
    path(REGLA, reglas.regla, name="regla"),
    path(f"{REGLA}confirmar/", reglas.confirmar_regla, name="confirmar_regla"),
    path(f"{REGLA}cambiar/", reglas.sustituir_regla, name="sustituir_regla"),
    path(f"{E}equivalencias/", reglas.equivalencias, name="equivalencias"),
    path(f"{E}equivalencias/nueva/", reglas.nueva_equivalencia, name="nueva_equivalencia"),
    path(f"{E}equivalencias/<slug:clase>/<slug:codigo>/", reglas.equivalencia, name="equivalencia"),
    path(f"{E}terceros/", terceros.terceros, name="terceros"),
    path(f"{E}terceros/nuevo/", terceros.nuevo, name="nuevo_tercero"),
    path(TERCERO, terceros.tercero, name="tercero"),
    path(f"{TERCERO}documentos/nuevo/", terceros.documento_nuevo, name="nuevo_documento_de_tercero"),
    path(f"{E}terceros/documentos/<uuid:documento_id>/", terceros.documento, name="documento_de_tercero"),
    path(f"{TERCERO}cuenta/", terceros.cuenta_nueva, name="nueva_cuenta"),
    path(f"{CUENTA}confirmar/", terceros.confirmar, name="confirmar_cuenta"),
    path(f"{CUENTA}rechazar/", terceros.rechazar, name="rechazar_cuenta"),
    path(f"{CUENTA}retirar/", terceros.retirar, name="retirar_cuenta"),
]
