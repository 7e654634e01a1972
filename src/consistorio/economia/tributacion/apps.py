"""Django application of the taxes that the town hall declares."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class TributacionConfig(Aplicacion):
    """VAT, withholdings, models."""

    name = "consistorio.economia.tributacion"
    label = "tributacion"
    verbose_name = _("Impuestos del ayuntamiento")
