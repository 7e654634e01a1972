"""Django application of the treasury."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class TesoreriaConfig(Aplicacion):
    """Ordinals, payments by the bank, statements and arqueos."""

    name = "consistorio.economia.tesoreria"
    label = "tesoreria"
    verbose_name = _("Tesorería")
