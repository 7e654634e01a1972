"""Django application of the quarterly information."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class InformacionConfig(Aplicacion):
    """Execution, stability, rule of expense."""

    name = "consistorio.economia.informacion"
    label = "informacion"
    verbose_name = _("Información trimestral")
