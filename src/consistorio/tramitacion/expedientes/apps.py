"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class ExpedientesConfig(Aplicacion):
    """Cases."""

    name = "consistorio.tramitacion.expedientes"
    label = "expedientes"
    verbose_name = _("Expedientes")
