"""Django application of the debts of cases."""

from django.utils.translation import gettext_lazy as _

from consistorio.plataforma.aplicacion import Aplicacion


class TributosConfig(Aplicacion):
    """Fees, their payment and its receipt."""

    name = "consistorio.servicios.tributos"
    label = "tributos"
    verbose_name = _("Tributos de los expedientes")
