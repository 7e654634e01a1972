"""WSGI entry point."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from consistorio.plataforma.base.ajustes import modulo_de_ajustes
from consistorio.plataforma.supervision.produccion import exigir_ejemplo, exigir_produccion

os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
gc.disable()  # what is loaded here lives as long as the process: looking for garbage in it only delays the first page
application = get_wsgi_application()
exigir_produccion()
exigir_ejemplo()
gc.freeze()
gc.enable()
