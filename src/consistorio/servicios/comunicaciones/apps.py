"""Django application of the internal communications."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ComunicacionesConfig(Aplicacion):
    """Internal communications and the daily digest."""

    name = "consistorio.servicios.comunicaciones"
    label = "comunicaciones"
    verbose_name = _("Comunicaciones internas")
