"""Addresses of the sede."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.sede.vistas import institucional, portada

app_name = "sede"
urlpatterns: list[URLPattern] = [
    path("", portada.portada, name="portada"),
    path("tramites/", portada.lista, name="tramites"),
    path("tramites/<slug:codigo>/", portada.ficha, name="ficha"),
    path("hora-oficial/", institucional.hora_oficial, name="hora"),
    path("calendario/", institucional.calendario, name="calendario"),
    path("calendario/<int:anio>/", institucional.calendario, name="calendario_anio"),
    path("accesibilidad/", institucional.accesibilidad, name="accesibilidad"),
    path("proteccion-de-datos/", institucional.proteccion_datos, name="proteccion_datos"),
    path("ayuda/", institucional.ayuda, name="ayuda"),
    path("sobre-la-sede/", institucional.sobre_la_sede, name="sobre"),
    path("incidencias/", institucional.incidencias, name="incidencias"),
]
