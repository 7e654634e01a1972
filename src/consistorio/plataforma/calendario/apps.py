"""Django application of the calendar."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class CalendarioConfig(Aplicacion):
    """Clock, inhábiles and deadlines."""

    name = "consistorio.plataforma.calendario"
    label = "calendario"
    verbose_name = _("Calendario")
