"""Addresses of the interface."""

from django.urls import path

from consistorio.canales.interfaz import vistas

app_name = "interfaz"
urlpatterns = [
    path("estilo/", vistas.catalogo, name="catalogo"),
    path("estilo/colores.css", vistas.colores, name="colores"),
]
