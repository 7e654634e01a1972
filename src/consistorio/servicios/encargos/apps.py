"""Django application of what is done to many things at once."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class EncargosConfig(Aplicacion):
    """The same act over many tasks or cases."""

    name = "consistorio.servicios.encargos"
    label = "encargos"
    verbose_name = _("Trabajos en bloque")
