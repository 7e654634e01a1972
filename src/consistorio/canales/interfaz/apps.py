"""Django application of the shared interface."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class InterfazConfig(Aplicacion):
    """Components, base pages and gates."""

    name = "consistorio.canales.interfaz"
    label = "interfaz"
    verbose_name = _("Interfaz")
