"""Django application of the notifications."""

from consistorio.plataforma.aplicacion import Aplicacion


class NotificacionesConfig(Aplicacion):
    """Notifications."""

    name = "consistorio.servicios.notificaciones"
    label = "notificaciones"
    verbose_name = "Notificaciones"
