"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from consistorio.plataforma.base.ajustes import modulo_de_ajustes

os.environ["DJANGO_SETTINGS_MODULE"] = modulo_de_ajustes()
application = get_wsgi_application()
