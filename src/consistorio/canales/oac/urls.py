"""Doors of the registry office."""

from __future__ import annotations

from django.urls import path

from consistorio.canales.oac.vistas import apoderamiento, asiento, entrada, libro, lista, personas, reservas

app_name = "oac"
urlpatterns = [
    path("", lista.lista, name="lista"),
    path("nueva/", entrada.nueva, name="nueva"),
    path("salida/", entrada.salida, name="salida"),
    path("reservas/", reservas.reservas, name="reservas"),
    path("apoderamientos/", apoderamiento.lista, name="apoderamientos"),
    path("apoderamientos/nuevo/", apoderamiento.inscribir, name="apoderar"),
    path("apoderamientos/<uuid:representacion_id>/", apoderamiento.ver, name="apoderamiento"),
    path("apoderamientos/<uuid:representacion_id>/documento/", apoderamiento.documento, name="apoderamiento_documento"),
    path("apoderamientos/<uuid:representacion_id>/prorroga/", apoderamiento.prorrogar, name="prorrogar_apoderamiento"),
    path(
        "apoderamientos/<uuid:representacion_id>/prorroga/documento/",
        apoderamiento.documento_de_la_prorroga,
        name="apoderamiento_prorroga",
    ),
    path("apoderamientos/<uuid:representacion_id>/fin/", apoderamiento.terminar, name="terminar_apoderamiento"),
    path(
        "apoderamientos/<uuid:representacion_id>/fin/documento/",
        apoderamiento.documento_del_fin,
        name="apoderamiento_fin",
    ),
    path("personas/", personas.buscar, name="contactos"),
    path("personas/<uuid:persona_id>/contacto/", personas.contacto, name="contacto"),
    path("libros/", libro.libros, name="libros"),
    path("<uuid:asiento_id>/", asiento.ver, name="asiento"),
    path("libros/<uuid:edicion_id>/pdf/", libro.descargar, name="libro_pdf"),
    path("<uuid:asiento_id>/justificante/", asiento.justificante, name="justificante"),
    path("<uuid:asiento_id>/anular/", asiento.anular, name="anular"),
    path("<uuid:asiento_id>/enviar/", asiento.redirigir, name="redirigir"),
    path("<uuid:asiento_id>/rectificar/", asiento.rectificar, name="rectificar"),
]
