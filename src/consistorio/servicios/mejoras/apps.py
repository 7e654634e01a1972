"""Django application of the requests of change."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class MejorasConfig(Aplicacion):
    """What units ask to change in procedures."""

    name = "consistorio.servicios.mejoras"
    label = "mejoras"
    verbose_name = _("Peticiones de cambio de los procedimientos")
