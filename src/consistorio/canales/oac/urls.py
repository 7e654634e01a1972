"""Doors of the registry office."""

from __future__ import annotations

from django.urls import path

from consistorio.canales.oac.vistas import asiento, entrada, libro, lista

app_name = "oac"
urlpatterns = [
    path("", lista.lista, name="lista"),
    path("nueva/", entrada.nueva, name="nueva"),
    path("libros/", libro.libros, name="libros"),
    path("<uuid:asiento_id>/", asiento.ver, name="asiento"),
    path("libros/<uuid:edicion_id>/pdf/", libro.descargar, name="libro_pdf"),
    path("<uuid:asiento_id>/justificante/", asiento.justificante, name="justificante"),
    path("<uuid:asiento_id>/anular/", asiento.anular, name="anular"),
    path("<uuid:asiento_id>/enviar/", asiento.redirigir, name="redirigir"),
    path("<uuid:asiento_id>/rectificar/", asiento.rectificar, name="rectificar"),
]
