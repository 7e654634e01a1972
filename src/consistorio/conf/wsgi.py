"""WSGI entry point."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.base.carga import sin_buscar_basura
from consistorio.plataforma.supervision.produccion import exigir_ejemplo, exigir_produccion

os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
with sin_buscar_basura():
    application = get_wsgi_application()
    exigir_produccion()
    exigir_ejemplo()
if not settings.CONSISTORIO_CONSULTA:
    from consistorio.servicios.incidencias.latidos import empezar

    empezar(application)
