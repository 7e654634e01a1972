"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class MotorConfig(Aplicacion):
    """Engine of procedures."""

    name = "consistorio.tramitacion.motor"
    label = "motor"
    verbose_name = _("Motor")
