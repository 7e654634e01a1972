"""Addresses of the sede."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.sede.vistas import (
    adjuntos,
    aportar,
    borrador,
    carpeta,
    datos,
    institucional,
    interesados,
    notificaciones,
    portada,
    presentar,
    verificar,
)

app_name = "sede"
urlpatterns: list[URLPattern] = [
    path("", portada.portada, name="portada"),
    path("tramites/", portada.lista, name="tramites"),
    path("tramites/<slug:codigo>/empezar/", presentar.empezar, name="empezar"),
    path("tramites/<slug:codigo>/empezar/por-otra-persona/", presentar.empezar_por_otra, name="empezar_por_otra"),
    path("tramites/<slug:codigo>/", portada.ficha, name="ficha"),
    path("hora-oficial/", institucional.hora_oficial, name="hora"),
    path("calendario/", institucional.calendario, name="calendario"),
    path("calendario/<int:anio>/", institucional.calendario, name="calendario_anio"),
    path("accesibilidad/", institucional.accesibilidad, name="accesibilidad"),
    path("proteccion-de-datos/", institucional.proteccion_datos, name="proteccion_datos"),
    path("ayuda/", institucional.ayuda, name="ayuda"),
    path("sobre-la-sede/", institucional.sobre_la_sede, name="sobre"),
    path("incidencias/", institucional.incidencias, name="incidencias"),
    path("verificar/", verificar.verificar, name="verificar"),
    path("verificacion/cabeceras/", verificar.cabeceras, name="cabeceras"),
    path("verificacion/cabeceras/<int:tamano>.<slug:cual>", verificar.cabecera, name="cabecera"),
    path("verificacion/sellos/", verificar.sellos, name="sellos"),
    path("borradores/<uuid:borrador_id>/", borrador.tareas, name="borrador"),
    path("borradores/<uuid:borrador_id>/paso/<slug:codigo>/", borrador.paso, name="paso"),
    path("borradores/<uuid:borrador_id>/documentos/", adjuntos.documentos, name="documentos"),
    path("borradores/<uuid:borrador_id>/documentos/<slug:requisito>/", adjuntos.adjuntar, name="adjuntar"),
    path("borradores/<uuid:borrador_id>/documentos/<slug:requisito>/subidas/", adjuntos.iniciar_subida, name="subidas"),
    path(
        "borradores/<uuid:borrador_id>/documentos/<slug:requisito>/subidas/<uuid:subida_id>/",
        adjuntos.trozo,
        name="subida",
    ),
    path(
        "borradores/<uuid:borrador_id>/adjuntos/<uuid:adjunto_id>/quitar/",
        borrador.quitar_adjunto,
        name="quitar_adjunto",
    ),
    path("borradores/<uuid:borrador_id>/interesados/", interesados.interesados, name="interesados"),
    path(
        "borradores/<uuid:borrador_id>/interesados/<uuid:interesado_id>/quitar/",
        interesados.quitar,
        name="quitar_interesado",
    ),
    path("borradores/<uuid:borrador_id>/revisar/", presentar.revisar, name="revisar"),
    path("borradores/<uuid:borrador_id>/borrar/", borrador.descartar, name="descartar"),
    path("mi-carpeta/", carpeta.carpeta, name="carpeta"),
    path("mi-carpeta/datos/", datos.mis_datos, name="mis_datos"),
    path("mi-carpeta/borradores/", carpeta.lista_borradores, name="borradores"),
    path("mi-carpeta/expedientes/", carpeta.lista_expedientes, name="expedientes"),
    path("mi-carpeta/expedientes/<uuid:expediente_id>/", carpeta.expediente, name="expediente"),
    path("mi-carpeta/expedientes/<uuid:expediente_id>/accesos/", carpeta.quien_ha_mirado, name="miradas"),
    path("mi-carpeta/expedientes/<uuid:expediente_id>/presentada/", presentar.confirmacion, name="confirmacion"),
    path("mi-carpeta/expedientes/<uuid:expediente_id>/presentar/<slug:clase>/", aportar.aportar, name="aportar"),
    path(
        "mi-carpeta/expedientes/<uuid:expediente_id>/presentar/<slug:clase>/revisar/",
        aportar.revisar_escrito,
        name="revisar_escrito",
    ),
    path("mi-carpeta/expedientes/<uuid:expediente_id>/recibo/<uuid:asiento_id>/", aportar.recibo, name="recibo"),
    path("mi-carpeta/documentos/<uuid:documento_id>/", carpeta.documento, name="documento"),
    path("mi-carpeta/documentos/<uuid:documento_id>/copia/", carpeta.copia, name="copia"),
    path("mi-carpeta/notificaciones/", notificaciones.lista, name="notificaciones"),
    path("mi-carpeta/notificaciones/<uuid:notificacion_id>/", notificaciones.notificacion, name="notificacion"),
    path("mi-carpeta/notificaciones/<uuid:notificacion_id>/aceptar/", notificaciones.aceptar, name="aceptar"),
    path("mi-carpeta/notificaciones/<uuid:notificacion_id>/rechazar/", notificaciones.rechazar, name="rechazar"),
    path(
        "mi-carpeta/notificaciones/<uuid:notificacion_id>/<slug:cual>.pdf",
        notificaciones.documento,
        name="notificacion_documento",
    ),
]
