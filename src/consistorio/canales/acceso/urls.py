"""Addresses of the accesses."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.acceso.vistas import ciudadania, cuenta, llaves, personal, representacion

app_name = "acceso"
urlpatterns: list[URLPattern] = [
    path("", ciudadania.elegir, name="elegir"),
    path("clave/", ciudadania.ir_a_clave, name="clave"),
    path("clave/respuesta/", ciudadania.respuesta_de_clave, name="clave_respuesta"),
    path("clave/metadatos", ciudadania.metadatos_de_clave, name="clave_metadatos"),
    path("certificado/", ciudadania.ir_a_certificado, name="certificado"),
    path("certificado/entrar/", ciudadania.entrar_con_certificado, name="certificado_entrar"),
    path("volver/", ciudadania.volver, name="volver"),
    path("salir/", ciudadania.salir, name="salir"),
    path("en-nombre-de/", representacion.en_nombre_de, name="en_nombre_de"),
    path("representaciones/", representacion.lista, name="representaciones"),
    path("representaciones/nueva/", representacion.otorgar, name="otorgar"),
    path("representaciones/<uuid:representacion>/prorrogar/", representacion.prorrogar, name="prorrogar"),
    path("representaciones/<uuid:representacion>/<slug:verbo>/", representacion.cambiar, name="representacion"),
    path("empleados/", personal.entrar, name="empleados"),
    path("empleados/codigo/", personal.codigo, name="codigo"),
    path("empleados/segundo-factor/", personal.activar, name="activar"),
    path("empleados/codigo/llave/", llaves.reto_para_entrar, name="reto_para_entrar"),
    path("empleados/confirmar/llave/", llaves.reto_para_confirmar, name="reto_para_confirmar"),
    path("empleados/llaves/", llaves.lista, name="llaves"),
    path("empleados/llaves/alta/", llaves.alta, name="alta_llave"),
    path("empleados/llaves/<uuid:llave_id>/retirar/", llaves.retirar, name="retirar_llave"),
    path("empleados/confirmar/", personal.confirmar, name="confirmar"),
    path("empleados/contrasena/", personal.cambiar_contrasena, name="contrasena"),
    path("empleados/cuenta/", cuenta.ver, name="cuenta"),
    path("empleados/certificado/", cuenta.certificado, name="mi_certificado"),
]
