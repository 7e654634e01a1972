"""Doors of the councillors' access to information."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.escritorio.vistas.concejales import peticiones, propias, secretaria

C, PETICION = "concejales/", "concejales/peticiones/<uuid:peticion_id>/"
urlpatterns: list[URLPattern] = [
    path(C, propias.inicio, name="concejales"),
    path(f"{C}pedir/", propias.pedir, name="concejales_pedir"),
    path(f"{C}delegacion/<int:anio>/", propias.delegacion, name="concejales_delegacion"),
    path(f"{C}cuentas/<int:anio>/", propias.cuentas, name="concejales_cuentas"),
    path(f"{C}cuentas/<int:anio>/<uuid:documento_id>/", propias.documento_publicado, name="concejales_publicado"),
    path(f"{C}resoluciones/", propias.decididas, name="concejales_decididas"),
    path(f"{C}peticiones/", peticiones.lista, name="concejales_peticiones"),
    path(PETICION, peticiones.peticion, name="concejales_peticion"),
    path(f"{PETICION}ver/", peticiones.ver, name="concejales_ver"),
    path(f"{PETICION}documentos/<uuid:documento_id>/", peticiones.documento, name="concejales_documento"),
    path(f"{PETICION}resolver/", peticiones.resolver, name="concejales_resolver"),
    path(f"{PETICION}certificado/", propias.pedir_certificado, name="concejales_certificado"),
    path(f"{PETICION}enterado/", peticiones.enterado, name="concejales_enterado"),
    path(f"{C}seguimiento/", secretaria.seguimiento, name="concejales_seguimiento"),
    path(f"{C}seguimiento/<uuid:empleado_id>/", secretaria.consultado, name="concejales_consultado"),
    path(f"{C}areas/nueva/", secretaria.anotar_ambito, name="concejales_anotar_ambito"),
    path(f"{C}areas/<uuid:ambito_id>/cerrar/", secretaria.cerrar_ambito, name="concejales_cerrar_ambito"),
]
