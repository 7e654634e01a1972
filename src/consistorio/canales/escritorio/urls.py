"""Doors of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from consistorio.canales.escritorio.vistas import (
    actos,
    archivo,
    atajos,
    bandeja,
    busqueda,
    documentos,
    entradas,
    expediente,
    importados,
    libro,
    notificaciones,
    oficio,
    portafirmas,
)

app_name = "escritorio"
CASO = "expedientes/<uuid:expediente_id>/"
urlpatterns: list[URLPattern] = [
    path("", bandeja.bandeja, name="bandeja"),
    path("siguiente/", bandeja.siguiente, name="siguiente"),
    path("atajos/", atajos.atajos, name="atajos"),
    path("buscar/", busqueda.buscar, name="buscar"),
    path("entradas/", entradas.entradas, name="entradas"),
    path("entradas/<uuid:asiento_id>/", entradas.entrada, name="entrada"),
    path("entradas/<uuid:asiento_id>/abrir/", entradas.abrir, name="abrir_entrada"),
    path("entradas/<uuid:asiento_id>/unir/", entradas.unir, name="unir_entrada"),
    path("entradas/<uuid:asiento_id>/documentos/<uuid:documento_id>/", entradas.documento, name="documento_entrada"),
    path("importados/<uuid:importacion_id>/documento/", importados.documento, name="documento_importado"),
    path("importados/<uuid:importacion_id>/incorporar/", importados.incorporar, name="incorporar_importado"),
    path("importados/<uuid:importacion_id>/enviar/", importados.enviar, name="enviar_importado"),
    path("expedientes/", busqueda.expedientes, name="expedientes"),
    path("expedientes/iniciar/", oficio.iniciar, name="iniciar_de_oficio"),
    path(CASO, expediente.documentos, name="expediente"),
    path(f"{CASO}respuestas/", expediente.respuestas, name="respuestas"),
    path(f"{CASO}tramites/", expediente.tramites, name="tramites"),
    path(f"{CASO}interesados/", expediente.interesados, name="interesados"),
    path(f"{CASO}comunicaciones/", expediente.comunicaciones, name="comunicaciones"),
    path(f"{CASO}notas/", expediente.notas, name="notas"),
    path(f"{CASO}historial/", expediente.historial, name="historial"),
    path(f"{CASO}plazo/", expediente.plazo, name="plazo"),
    path(f"{CASO}hacer/<slug:codigo>/", actos.de_expediente, name="acto_expediente"),
    path(f"{CASO}tareas/<uuid:tarea_id>/<slug:codigo>/", actos.de_tarea, name="acto_tarea"),
    path(f"{CASO}eni/", archivo.exportar, name="exportar_eni"),
    path(f"{CASO}notificaciones/<uuid:notificacion_id>/intento/", notificaciones.intento, name="intento_papel"),
    path(f"{CASO}notificaciones/<uuid:notificacion_id>/boe/", notificaciones.anuncio, name="anuncio_boe"),
    path("documentos/<uuid:documento_id>/", documentos.ver, name="documento"),
    path("documentos/<uuid:documento_id>/fichero/", documentos.descargar, name="descargar"),
    path("portafirmas/llave/", portafirmas.reto_de_llave, name="reto_de_firma"),
    path("portafirmas/", portafirmas.portafirmas, name="portafirmas"),
    path("portafirmas/<uuid:paso_id>/leer/", portafirmas.leer, name="leer_paso"),
    path("portafirmas/<uuid:paso_id>/devolver/", portafirmas.devolver_paso, name="devolver_paso"),
    path("libro/", libro.libros, name="libros"),
    path("libro/<int:anio>/", libro.libro, name="libro"),
    path("libro/<int:anio>/abrir/", libro.abrir, name="abrir_libro"),
    path("libro/<int:anio>/cerrar/", libro.cerrar, name="cerrar_libro"),
    path("libro/<int:anio>/imprimir/", libro.imprimir, name="imprimir_libro"),
    path("libro/<int:anio>/documentos/<uuid:documento_id>/", libro.documento, name="documento_libro"),
    path("resoluciones/<uuid:resolucion_id>/anular/", libro.anular, name="anular_resolucion"),
    path("resoluciones/<uuid:resolucion_id>/certificar/", libro.pedir_certificado, name="certificar_resolucion"),
]
