"""Django application of the notifications."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class NotificacionesConfig(Aplicacion):
    """Notifications."""

    name = "consistorio.servicios.notificaciones"
    label = "notificaciones"
    verbose_name = _("Notificaciones")
