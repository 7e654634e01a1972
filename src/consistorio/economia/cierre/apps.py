"""Django application of the end of a year."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class CierreConfig(Aplicacion):
    """Closing, settlement and annual accounts."""

    name = "consistorio.economia.cierre"
    label = "cierre"
    verbose_name = _("Cierre del ejercicio")
