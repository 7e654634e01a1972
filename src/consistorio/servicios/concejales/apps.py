"""Django application of the councillors' access to information."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ConcejalesConfig(Aplicacion):
    """Requests of the councillors."""

    name = "consistorio.servicios.concejales"
    label = "concejales"
    verbose_name = _("Información de los concejales")
