"""Doors of the designer."""

from __future__ import annotations

from django.urls import path

from consistorio.canales.diseno.vistas import (
    borrador,
    cuando,
    datos_de_tarea,
    documentos,
    lista,
    modelos,
    paginas,
    preguntas,
    pruebas,
    publicados,
    tareas,
    textos,
    versiones,
)

app_name = "diseno"
UNO = "<uuid:borrador_id>/"
urlpatterns = [
    path("", lista.lista, name="lista"),
    path("publicados/", publicados.lista, name="publicados"),
    path("publicados/<uuid:version_id>/", publicados.ver, name="publicado"),
    path("modelos/", modelos.lista, name="modelos"),
    path("modelos/<slug:codigo>/", modelos.ver, name="modelo"),
    path("modelos/<slug:codigo>/preparar/", modelos.preparar, name="preparar_modelo"),
    path("modelos/version/<uuid:modelo_id>/retomar/", modelos.retomar, name="retomar_modelo"),
    path("modelos/version/<uuid:modelo_id>/publicar/", modelos.publicar, name="publicar_modelo"),
    path("modelos/version/<uuid:modelo_id>/descartar/", modelos.descartar, name="descartar_modelo"),
    path("modelos/version/<uuid:modelo_id>/fichero/", modelos.fichero, name="fichero_de_modelo"),
    path("traer/", lista.traer, name="traer"),
    path("version/<uuid:version_id>/preparar/", lista.preparar, name="preparar"),
    path("version/<uuid:version_id>/retomar/", lista.retomar, name="retomar"),
    path("version/<uuid:version_id>/fichero/", versiones.fichero, name="fichero"),
    path("version/<uuid:version_id>/expedientes/", versiones.pasar, name="pasar"),
    path("cambios/<uuid:cambio_id>/", versiones.cambio, name="cambio"),
    path(UNO, borrador.ver, name="borrador"),
    path(f"{UNO}tamano/", borrador.tamano, name="tamano"),
    path(f"{UNO}sancionador/", borrador.sancionador, name="sancionador"),
    path(f"{UNO}diagrama/", borrador.diagrama, name="diagrama"),
    path(f"{UNO}probar/", pruebas.probar, name="probar"),
    path(f"{UNO}probar/guardar/", pruebas.guardar, name="guardar_caso"),
    path(f"{UNO}probar/<uuid:caso_id>/retirar/", pruebas.retirar, name="retirar_caso"),
    path(f"{UNO}ensayar/", borrador.ensayar, name="ensayar"),
    path(f"{UNO}descartar/", borrador.descartar, name="descartar"),
    path(f"{UNO}cuando/<slug:clase>/<slug:codigo>/", cuando.cuando, name="cuando"),
    path(f"{UNO}tareas/nueva/", tareas.nueva, name="nueva_tarea"),
    path(f"{UNO}tareas/<slug:codigo>/", tareas.cambiar, name="tarea"),
    *(
        path(f"{UNO}tareas/<slug:codigo>/{hoja}/", datos_de_tarea.datos, {"hoja": hoja}, name=hoja)
        for hoja in datos_de_tarea.HOJAS
    ),
    path(f"{UNO}tareas/<slug:codigo>/quitar/", tareas.quitar, name="quitar_tarea"),
    path(f"{UNO}preguntas/<slug:paso>/nueva/", preguntas.nueva, name="nueva_pregunta"),
    path(f"{UNO}preguntas/<slug:paso>/<slug:codigo>/", preguntas.cambiar, name="pregunta"),
    path(f"{UNO}preguntas/<slug:paso>/<slug:codigo>/mover/", preguntas.mover, name="mover_pregunta"),
    path(f"{UNO}preguntas/<slug:paso>/<slug:codigo>/quitar/", preguntas.quitar, name="quitar_pregunta"),
    path(f"{UNO}formulario/", paginas.como_se_ve, name="como_se_ve"),
    path(f"{UNO}paginas/nueva/", paginas.nueva, name="nueva_pagina"),
    path(f"{UNO}paginas/<slug:paso>/", paginas.cambiar, name="pagina"),
    path(f"{UNO}paginas/<slug:paso>/mover/", paginas.mover, name="mover_pagina"),
    path(f"{UNO}paginas/<slug:paso>/quitar/", paginas.quitar, name="quitar_pagina"),
    path(f"{UNO}textos/", textos.lista, name="textos"),
    path(f"{UNO}textos/<slug:sentido>/", textos.escribir, name="texto"),
    path(f"{UNO}textos/<slug:sentido>/prueba/<slug:documento>/", textos.prueba, name="prueba_de_texto"),
    path(f"{UNO}documentos/nuevo/", documentos.nuevo, name="nuevo_documento"),
    path(f"{UNO}documentos/<slug:codigo>/", documentos.cambiar, name="documento"),
    path(f"{UNO}documentos/<slug:codigo>/quitar/", documentos.quitar, name="quitar_documento"),
]
