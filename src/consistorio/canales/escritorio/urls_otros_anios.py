"""Doors of the payrolls and the loans, and of what goes from one year to another, at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.escritorio.vistas.economia import (
    cerrados,
    cuentas_de_fondos,
    devengados,
    fondos,
    futuros,
    nominas,
    plurianuales,
    prestamos,
    remanentes,
)

E, ANIO = "economia/", "economia/<int:anio>/"
NOMINAS, NOMINA = f"{ANIO}nominas/", f"{E}nominas/<uuid:nomina_id>/"
SALDO = f"{E}cerrados/<uuid:saldo_id>/"
DEVENGADOS = f"{ANIO}devengados/"
FUTUROS, FUTURO = f"{ANIO}plurianuales/", f"{E}plurianuales/<uuid:futuro_id>/"
FONDOS, FONDO = f"{ANIO}fondos/", f"{E}fondos/<uuid:fondo_id>/"
PRESTAMO, REMANENTES = f"{E}prestamos/<slug:codigo>/", f"{ANIO}remanentes/"
urlpatterns: list[URLPattern] = [
    path(NOMINAS, nominas.nominas, name="nominas"),
    path(f"{NOMINAS}importar/", nominas.importar, name="importar_nomina"),
    path(f"{NOMINAS}<slug:formato>/", nominas.fichero, name="fichero_de_nominas"),
    path(NOMINA, nominas.nomina, name="nomina"),
    path(f"{NOMINA}pagar/", nominas.pagar, name="pagar_nomina"),
    path(f"{ANIO}cerrados/obligaciones/", cerrados.obligaciones, name="obligaciones_cerradas"),
    path(f"{ANIO}cerrados/derechos/", cerrados.derechos, name="derechos_cerrados"),
    path(f"{ANIO}cerrados/<slug:clase>/traspasar/", cerrados.traspasar, name="traspasar_pendientes"),
    path(f"{ANIO}cerrados/<slug:clase>/<slug:formato>/", cerrados.fichero, name="fichero_de_cerrados"),
    path(SALDO, cerrados.saldo, name="saldo_cerrado"),
    path(f"{SALDO}anotar/", cerrados.anotar, name="anotar_cerrado"),
    path(f"{SALDO}pagar/", cerrados.pagar, name="pagar_cerrado"),
    path(DEVENGADOS, devengados.devengados, name="devengados"),
    path(f"{DEVENGADOS}nuevo/", devengados.nuevo, name="nuevo_devengado"),
    path(f"{DEVENGADOS}facturas/", devengados.devengar_facturas, name="devengar_facturas"),
    path(f"{DEVENGADOS}fichero/<slug:formato>/", devengados.fichero, name="fichero_de_devengados"),
    path(f"{E}devengados/<uuid:linea_id>/aplicar/", devengados.aplicar, name="aplicar_devengado"),
    path(f"{E}facturas/<uuid:factura_id>/devengar/", devengados.devengar_factura, name="devengar_factura"),
    path(FUTUROS, plurianuales.plurianuales, name="plurianuales"),
    path(f"{FUTUROS}nuevo/", futuros.nuevo, name="nuevo_futuro"),
    path(f"{FUTUROS}limite/", plurianuales.elevar, name="elevar_limite"),
    path(f"{FUTUROS}traer/", plurianuales.traer, name="traer_plurianuales"),
    path(f"{FUTUROS}fichero/<slug:formato>/", plurianuales.fichero, name="fichero_de_plurianuales"),
    path(FUTURO, plurianuales.futuro, name="futuro"),
    path(f"{FUTURO}corregir/", futuros.corregir, name="corregir_futuro"),
    path(f"{FUTURO}reajustar/", futuros.reajustar, name="reajustar_futuro"),
    path(f"{ANIO}prestamos/", prestamos.prestamos, name="prestamos"),
    path(f"{ANIO}prestamos/plazo/", prestamos.reclasificar, name="reclasificar_deuda"),
    path(f"{ANIO}prestamos/<slug:formato>/", prestamos.fichero, name="fichero_de_deuda"),
    path(f"{E}prestamos/nuevo/", prestamos.nuevo, name="nuevo_prestamo"),
    path(PRESTAMO, prestamos.prestamo, name="prestamo"),
    path(f"{PRESTAMO}disponer/", prestamos.disponer, name="disponer_prestamo"),
    path(f"{PRESTAMO}cuotas/<int:numero>/", prestamos.reconocer, name="reconocer_cuota"),
    path(f"{PRESTAMO}fichero/<slug:formato>/", prestamos.fichero_de_cuotas, name="fichero_de_cuotas"),
    path(FONDOS, fondos.fondos, name="fondos_de_habilitados"),
    path(f"{FONDOS}anticipo/", fondos.constituir, name="constituir_caja_fija"),
    path(f"{FONDOS}librar/", cuentas_de_fondos.librar, name="librar_a_justificar"),
    path(f"{FONDOS}fichero/<slug:formato>/", fondos.fichero, name="fichero_de_fondos"),
    path(FONDO, fondos.fondo, name="fondo"),
    path(f"{FONDO}pagos/", fondos.anotar_pagos, name="pagos_del_fondo"),
    path(f"{FONDO}justificar/", cuentas_de_fondos.justificar, name="justificar_fondo"),
    path(f"{FONDO}reintegrar/", fondos.reintegrar, name="reintegrar_fondo"),
    path(f"{FONDO}ingresar/", fondos.ingresar, name="ingresar_de_fondo"),
    path(REMANENTES, remanentes.remanentes, name="remanentes"),
    path(f"{REMANENTES}incorporar/", remanentes.incorporar, name="incorporar_remanentes"),
    path(f"{REMANENTES}anticipar/", remanentes.anticipar, name="anticipar_remanentes"),
    path(f"{REMANENTES}<slug:formato>/", remanentes.fichero, name="fichero_de_remanentes"),
]
