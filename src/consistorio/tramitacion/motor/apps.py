"""Django application of this room."""

from consistorio.plataforma.aplicacion import Aplicacion


class MotorConfig(Aplicacion):
    """Engine of procedures."""

    name = "consistorio.tramitacion.motor"
    label = "motor"
    verbose_name = "Motor"
