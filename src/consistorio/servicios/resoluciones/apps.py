"""Django application of the resolutions."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ResolucionesConfig(Aplicacion):
    """Resolutions and their book."""

    name = "consistorio.servicios.resoluciones"
    label = "resoluciones"
    verbose_name = _("Resoluciones")
