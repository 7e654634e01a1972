"""Django application of this room."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class MotorConfig(Aplicacion):
    """Engine of procedures."""

    name = "consistorio.tramitacion.motor"
    label = "motor"
    verbose_name = _("Motor")

    def ready(self) -> None:
        """What is sent to trial is tried by the engine."""
        super().ready()
        from consistorio.tramitacion.catalogo.ensayos import registrar
        from consistorio.tramitacion.motor.ensayos import comprobar_casos

        registrar(comprobar_casos)
