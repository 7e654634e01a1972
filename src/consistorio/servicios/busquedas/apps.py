"""Django application of the searches that are kept."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class BusquedasConfig(Aplicacion):
    """Searches that are kept."""

    name = "consistorio.servicios.busquedas"
    label = "busquedas"
    verbose_name = _("Búsquedas guardadas")
