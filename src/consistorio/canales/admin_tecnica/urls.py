"""Doors of the technical administration."""

from __future__ import annotations

from django.urls import path

from consistorio.canales.admin_tecnica.vistas import (
    accesos,
    cargas,
    catalogo,
    estructura,
    inicio,
    personas,
    sustituciones,
    trabajos,
)

app_name = "admin_tecnica"
urlpatterns = [
    path("", inicio.inicio, name="inicio"),
    path("ajustes/", inicio.ajustes, name="ajustes"),
    path("trabajos/", trabajos.lista, name="trabajos"),
    path("trabajos/<int:trabajo_id>/", trabajos.ver, name="trabajo"),
    path("trabajos/<int:trabajo_id>/reintentar/", trabajos.reintentar, name="reintentar"),
    path("trabajos/<int:trabajo_id>/abandonar/", trabajos.abandonar, name="abandonar"),
    path("unidades/", estructura.unidades, name="unidades"),
    path("unidades/nueva/", estructura.nueva_unidad, name="nueva_unidad"),
    path("unidades/<uuid:unidad_id>/reorganizar/", estructura.reorganizar, name="reorganizar"),
    path("unidades/<uuid:unidad_id>/cerrar/", estructura.cerrar, name="cerrar_unidad"),
    path("puestos/", estructura.puestos, name="puestos"),
    path("puestos/nuevo/", estructura.nuevo_puesto, name="nuevo_puesto"),
    path("puestos/<uuid:puesto_id>/roles/", estructura.roles_de_puesto, name="roles_de_puesto"),
    path("puestos/<uuid:puesto_id>/ocupar/", estructura.ocupar, name="ocupar"),
    path("puestos/cese/<uuid:ocupacion_id>/", estructura.cesar, name="cesar"),
    path("roles/", estructura.roles, name="roles"),
    path("roles/nuevo/", estructura.rol, name="nuevo_rol"),
    path("roles/<slug:codigo>/", estructura.rol, name="rol"),
    path("personas/", personas.personas, name="personas"),
    path("personas/nueva/", personas.nueva, name="nueva_persona"),
    path("personas/<uuid:empleado_id>/", personas.persona, name="persona"),
    path("personas/<uuid:empleado_id>/contrasena/", personas.restablecer_contrasena, name="contrasena"),
    path("personas/<uuid:empleado_id>/segundo-factor/", personas.retirar_segundo_factor, name="segundo_factor"),
    path("personas/<uuid:empleado_id>/desactivar/", personas.desactivar, name="desactivar"),
    path("personas/<uuid:empleado_id>/reactivar/", personas.reactivar, name="reactivar"),
    path(
        "personas/<uuid:empleado_id>/certificado/<uuid:certificado_id>/",
        personas.revocar_certificado,
        name="revocar_certificado",
    ),
    path("sustituciones/", sustituciones.lista, name="sustituciones"),
    path("sustituciones/suplencia/", sustituciones.nueva_suplencia, name="nueva_suplencia"),
    path("sustituciones/suplencia/<uuid:suplencia_id>/", sustituciones.terminar_suplencia, name="terminar_suplencia"),
    path("sustituciones/delegacion/", sustituciones.nueva_delegacion, name="nueva_delegacion"),
    path("sustituciones/delegacion/<uuid:delegacion_id>/", sustituciones.revocar_delegacion, name="revocar_delegacion"),
    path("sustituciones/ausencia/", sustituciones.nueva_ausencia, name="nueva_ausencia"),
    path("sustituciones/ausencia/<uuid:ausencia_id>/anular/", sustituciones.anular_ausencia, name="anular_ausencia"),
    path("calendario/", cargas.ver_calendario, name="calendario"),
    path("calendario/<int:anio>/", cargas.ver_calendario, name="calendario_anio"),
    path("calendario/publicar/", cargas.publicar, name="publicar_calendario"),
    path("catalogo/", catalogo.catalogo, name="catalogo"),
    path("catalogo/cargar/", catalogo.cargar, name="cargar_procedimiento"),
    path("catalogo/areas/", catalogo.areas, name="areas"),
    path("catalogo/areas/<slug:codigo>/", catalogo.area, name="area"),
    path("catalogo/<uuid:version_id>/", catalogo.version, name="version"),
    path("catalogo/<uuid:version_id>/publicar/", catalogo.publicar, name="publicar_version"),
    path("catalogo/<uuid:version_id>/retirar/", catalogo.retirar, name="retirar_version"),
    path("cargar/", cargas.organizacion, name="cargar"),
    path("accesos/", accesos.accesos, name="accesos"),
]
