"""The doors of the house."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from consistorio.canales.admin_tecnica.vistas.inicio import salud_publica

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("consistorio.canales.interfaz.urls")),
    path("acceso/", include("consistorio.canales.acceso.urls")),
    path("", include("consistorio.canales.sede.urls")),
    path("escritorio/registro/", include("consistorio.canales.oac.urls")),
    path("administracion/", include("consistorio.canales.admin_tecnica.urls")),
    path("salud", salud_publica, name="salud"),
    path("escritorio/procedimientos/", include("consistorio.canales.diseno.urls")),
    path("escritorio/", include("consistorio.canales.escritorio.urls")),
]

handler400 = "consistorio.canales.interfaz.paginas_error.error_400"
handler403 = "consistorio.canales.interfaz.paginas_error.error_403"
handler404 = "consistorio.canales.interfaz.paginas_error.error_404"
handler500 = "consistorio.canales.interfaz.paginas_error.error_500"
