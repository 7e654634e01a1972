"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class SolicitudesConfig(Aplicacion):
    """Submissions."""

    name = "consistorio.tramitacion.solicitudes"
    label = "solicitudes"
    verbose_name = _("Solicitudes")
